"""Populations that the staff keep under a name, as they were typed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedPopulation(models.Model):
    """What is asked of a population, in the words in which it was typed; read anew whenever a report uses it."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("By this name reports ask for it: --population NAME")
    )
    words = models.JSONField(_("population as typed"), default=dict)
    """Key of the population -> text, or list of texts."""
    note = models.TextField(_("note"), blank=True, default="", help_text=_("What it is for"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("last changed by"),
    )
    at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("saved population")
        ordering = ("name",)
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="savedpopulation_name")]

    def __str__(self) -> str:
        """Its name."""
        return self.name
