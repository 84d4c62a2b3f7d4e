"""What readers see: publications, each at a lock point, with the figures shown; small numbers are not in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Publication(models.Model):
    """The readers' figures of one lock point; the newest is what they see. Rows are only ever added."""

    day = models.DateField(_("lock point"), unique=True, help_text=_("Last day, in UTC, whose acceptances count"))
    at = models.DateTimeField(_("published at"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    threshold = models.PositiveSmallIntegerField(_("counts below are hidden"), editable=False)
    registry_version = models.CharField(_("version of the registry"), max_length=40, editable=False)

    class Meta:
        verbose_name = _("publication")
        ordering = ("-day",)
        default_permissions = ("view",)
        permissions = [("publish_figures", "Publish the readers' figures")]

    def __str__(self) -> str:
        """The lock point."""
        return self.day.isoformat()


class ReaderTopic(models.Model):
    """What a publication shows of a drug, of a reaction, or of both."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="topics")
    drug = models.CharField(max_length=250, blank=True, default="")
    reaction = models.CharField(max_length=250, blank=True, default="")
    counted = models.DateField()
    """Lock point of the reported counts; earlier than the publication's where they have stayed as they were."""
    reported = models.JSONField(default=list)
    """Counts of cases from centres that are shown: [table, row, column, count]. What is hidden is not here."""
    published = models.JSONField(default=list)
    """Counts of cases of the published literature, in the same form."""
    names = models.JSONField(default=list)
    """Of a drug its reactions, of a reaction its drugs: [name, organ class, lock point, count or null, published]."""

    class Meta:
        verbose_name = _("topic of a publication")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("publication", "drug", "reaction"), name="readertopic_key")]

    def __str__(self) -> str:
        """Drug and reaction."""
        return f"{self.drug} / {self.reaction}"
