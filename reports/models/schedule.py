"""Reports that are frozen again and again, and who is told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.run import ReportRun


class Schedule(models.Model):
    """A report that is frozen at the beginning of each week or month, with the day before as its lock point."""

    class Rhythm(models.TextChoices):
        """How often."""

        WEEKLY = "weekly", _("Weekly, on Monday")
        MONTHLY = "monthly", _("Monthly, on the first day")

    report = models.CharField(_("report"), max_length=40)
    asked = models.JSONField(_("population as typed"), default=dict)
    """Key of the population -> text, or list of texts; a saved population by its name, and no lock point."""
    options = models.JSONField(_("options as typed"), default=dict)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices)
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("who is told")
    )
    active = models.BooleanField(_("active"), default=True)
    next_on = models.DateField(_("next"), help_text=_("Day on which it is due; the day before is its lock point"))
    last_run = models.ForeignKey(
        ReportRun, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("last run")
    )
    problem = models.TextField(_("why it could not be made the last time"), blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("scheduled report")
        ordering = ("next_on", "pk")
        constraints = [models.CheckConstraint(condition=Q(rhythm__in=["weekly", "monthly"]), name="schedule_rhythm")]

    def __str__(self) -> str:
        """Report and rhythm; nothing of the population."""
        return f"{self.report} ({self.rhythm})"
