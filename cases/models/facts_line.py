"""The line of a version in the line listing, as texts that can be streamed as they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.facts import CaseFacts
from cases.models.ownership import CentreField


def _short(length: int = 60) -> models.CharField:
    return models.CharField(max_length=length, blank=True, default="")


def _long() -> models.TextField:
    return models.TextField(blank=True, default="")


class CaseLine(models.Model):
    """What `cases.rules.listing` says of one version, in English; the case number is that of the case.

    Nothing in it identifies a person, and the only date is that of receipt.
    """

    facts = models.OneToOneField(CaseFacts, on_delete=models.CASCADE, related_name="line", db_constraint=False)
    """The composite key with the centre (migration 0012) stands for the foreign key."""
    centre = CentreField(owner="facts")
    report_type = _short()
    received = _short(10)
    """ISO 8601, as precise as it is known: 2018, 2018-03 or 2018-03-14."""
    qualification = _short()
    region = _short()
    literature = _long()
    age_group = _short()
    parent_child = _short(10)
    sex = _short()
    reactions = _long()
    suspects = _long()
    concomitants = _long()
    onset_day = _short(40)
    infusion = _short(40)
    bal = _long()
    treatment = _long()
    retreatment = _long()

    class Meta:
        verbose_name = _("line of a version")

    def __str__(self) -> str:
        """Name the version."""
        return str(self.facts)
