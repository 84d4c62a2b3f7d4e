"""Frozen runs: reports as they were made once, with what is needed to make them again and to say what differs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportRun(models.Model):
    """A report at a lock point, as it was printed. Rows are only ever added."""

    report = models.CharField(_("report"), max_length=40)
    asked = models.JSONField(_("population as typed"), default=dict)
    """Key of the population -> text, or list of texts; a saved population by its words, the lock point always."""
    saved = models.CharField(_("saved population"), max_length=80, blank=True, default="")
    options = models.JSONField(_("options as typed"), default=dict)
    title = models.TextField(_("title"))
    population = models.TextField(_("population in words"))
    day = models.DateField(_("lock point"), help_text=_("Last day, in UTC, whose acceptances count"))
    registry_version = models.CharField(_("version of the registry"), max_length=40)
    language = models.CharField(_("language"), max_length=20)
    digest = models.CharField(_("digest of the rows behind it"), max_length=64)
    sha256 = models.CharField(_("SHA-256 of its JSON"), max_length=64)
    populations = models.JSONField(default=list)
    """The populations that the report asked the database for, as read, each as a text."""
    rows = models.BinaryField()
    """Case number, version and digest of the facts of each case behind it: JSON, gzip."""
    cases = models.PositiveIntegerField(_("cases behind it"))
    at = models.DateTimeField(_("frozen at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("frozen by"),
    )
    note = models.TextField(_("note"), blank=True, default="")

    class Meta:
        verbose_name = _("frozen run")
        ordering = ("-at", "-pk")
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        """Its number, report and lock point."""
        return f"{self.pk}: {self.report}, {self.day.isoformat()}"


class ReportRunFile(models.Model):
    """What was printed of a run in one form, byte by byte. Rows are only ever added."""

    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(_("form"), max_length=20)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a frozen run")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("run", "form"), name="reportrunfile_key")]

    def __str__(self) -> str:
        """Run and form."""
        return f"{self.run_id} ({self.form})"
