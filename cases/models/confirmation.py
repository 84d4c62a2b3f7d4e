"""A doubt that the reporter confirmed: the value is odd, and it is right for this reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cases.models.case import CaseVersion
from cases.models.ownership import CentreField


class Confirmation(models.Model):
    """One confirmed doubt about one value; it holds as long as the value stays the same."""

    version = models.ForeignKey(CaseVersion, on_delete=models.CASCADE, related_name="confirmations")
    centre = CentreField()
    code = models.CharField(_("kind of doubt"), max_length=60)
    path = models.CharField(_("field"), max_length=200)
    value = models.CharField(_("value, as a digest"), max_length=64, blank=True, default="")
    """Keyed, for the value can be a date of birth; empty when there was none."""
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("confirmed"), auto_now_add=True)

    class Meta:
        verbose_name = _("confirmed value")
        constraints = [
            UniqueConstraint(fields=("version", "code", "path", "value"), name="confirmation_key"),
            models.CheckConstraint(condition=~Q(reason=""), name="confirmation_reason"),
        ]

    def __str__(self) -> str:
        """The field, never the value."""
        return f"{self.path}: {self.code}"
