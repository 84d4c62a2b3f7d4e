"""Tables of section N: the envelopes that cases came or went in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.icsr import message
from cases.models.section import RecordBase


class Batch(models.Model, metaclass=RecordBase, record=message.Batch, key=()):
    """The header of a batch (N.1)."""

    def __str__(self) -> str:
        """The batch number."""
        return self.identifier  # type: ignore[attr-defined]


class Message(models.Model, metaclass=RecordBase, record=message.Message, key=("batch",)):
    """The header of one message (N.2.r) and the version of the case that it carried."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="messages", verbose_name=_("batch"))
    version = models.ForeignKey(
        "cases.CaseVersion", null=True, on_delete=models.PROTECT, related_name="messages", verbose_name=_("version")
    )

    def __str__(self) -> str:
        """The message identifier."""
        return self.identifier  # type: ignore[attr-defined]
