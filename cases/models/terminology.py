"""Releases of dictionaries and their terms: Tocsin's starter list, and whatever the user loads beside it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class TermRelease(models.Model):
    """One version of one dictionary; several stand side by side, one is current."""

    dictionary = models.CharField(_("dictionary"), max_length=60)
    version = models.CharField(_("version"), max_length=20, unique=True)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    current = models.BooleanField(_("current"), default=False)

    class Meta:
        verbose_name = _("dictionary release")
        constraints = [
            models.UniqueConstraint(
                fields=("dictionary",), condition=models.Q(current=True), name="termrelease_one_current"
            )
        ]

    def __str__(self) -> str:
        """Dictionary and version."""
        return f"{self.dictionary} {self.version}"


class Term(models.Model):
    """A term with its code, the group it is counted in, and the other words people use for it."""

    class Kind(models.TextChoices):
        """What the term names."""

        REACTION = "reaction", _("Reaction or illness")
        INDICATION = "indication", _("Indication")
        SUBSTANCE = "substance", _("Substance")

    release = models.ForeignKey(TermRelease, on_delete=models.CASCADE, related_name="terms", verbose_name=_("release"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=250)
    group = models.CharField(
        _("group"), max_length=100, blank=True, default="", help_text=_("Organ class, or indication group")
    )
    synonyms = ArrayField(models.CharField(max_length=250), verbose_name=_("synonyms"), default=list, blank=True)

    class Meta:
        verbose_name = _("term")
        ordering = ("release", "kind", "name")
        constraints = [
            models.UniqueConstraint(fields=("release", "code"), name="term_key"),
            models.UniqueConstraint(fields=("release", "kind", "name"), name="term_name"),
        ]

    def __str__(self) -> str:
        """The term."""
        return self.name
