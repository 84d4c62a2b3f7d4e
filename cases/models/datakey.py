"""The data keys under which identifying values are stored, each wrapped by a master key outside the database."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DataKey(models.Model):
    """A wrapped key; never deleted, for what was submitted is never written again under another."""

    class Purpose(models.TextChoices):
        """What the key is for."""

        FIELD = "field", _("Encrypts values")
        MATCH = "match", _("Digests values for exact match")

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    retired = models.BooleanField(default=False, help_text=_("Still reads; no longer writes."))

    class Meta:
        verbose_name = _("data key")
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=["field", "match"]), name="datakey_purpose"),
            # The vault relies on it when processes race for the first key.
            models.UniqueConstraint(fields=("purpose",), condition=Q(retired=False), name="datakey_one_in_use"),
        ]

    def __str__(self) -> str:
        """Name the key, never show it."""
        return f"{self.get_purpose_display()}, {self.pk}"
