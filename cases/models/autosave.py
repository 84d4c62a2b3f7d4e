"""What was typed and not saved yet, and what a draft held before each save: both kept for as long as a draft lives."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cases.models.case import CaseVersion
from cases.models.encrypted import EncryptedTextField
from cases.models.ownership import CentreField


class Autosave(models.Model):
    """The raw form of one open page, as last typed; it belongs to the person who typed it and to nobody else."""

    page = models.CharField(max_length=36)
    """The open page, by a random key of its own: one person can type two new cases at once."""
    # Without a constraint: who deletes a draft does not see what others typed in it, so cannot delete that too.
    version = models.ForeignKey(
        CaseVersion, null=True, on_delete=models.CASCADE, related_name="typed", db_constraint=False
    )
    """The draft; none for a case that was never saved."""
    revision = models.PositiveIntegerField(default=0)
    """Grows with each sending; a late one that was overtaken changes nothing."""
    raw = EncryptedTextField(blank=True, default="")
    """Names and values of all filled inputs, as JSON; empty once the page was saved."""
    saved = models.BooleanField(default=False)
    """True after Save: what the page sends late is no longer unsaved."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("typed"), auto_now=True)

    class Meta:
        verbose_name = _("typed text")
        constraints = [UniqueConstraint(fields=("by", "page"), name="autosave_key")]
        indexes = [models.Index(fields=("by", "version"), condition=Q(saved=False), name="autosave_open")]

    def __str__(self) -> str:
        """Whose it is, never what it holds."""
        return f"{self._meta.verbose_name} {self.pk}"


class DraftRevision(models.Model):
    """What a draft held at one revision, kept when the next save replaced it; by whom and when it was replaced."""

    version = models.ForeignKey(CaseVersion, on_delete=models.CASCADE, related_name="revisions")
    centre = CentreField()
    revision = models.PositiveIntegerField(_("revision"))
    content = EncryptedTextField(blank=True, default="")
    """The filled inputs of the form as JSON; empty when something other than the form wrote the draft."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision of a draft")
        constraints = [UniqueConstraint(fields=("version", "revision"), name="draftrevision_key")]

    def __str__(self) -> str:
        """Its number, never what it holds."""
        return f"{self._meta.verbose_name} {self.revision}"
