"""Tables of the people who work with cases: who belongs to which centre, and the filters that somebody keeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Centre


class Membership(models.Model):
    """A person who works for a centre and sees its cases."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="members", verbose_name=_("centre"))

    class Meta:
        verbose_name = _("member of a centre")
        verbose_name_plural = _("members of centres")
        constraints = [models.UniqueConstraint(fields=("user", "centre"), name="membership_key")]

    def __str__(self) -> str:
        """Who, and where."""
        return f"{self.user}, {self.centre}"


class SavedFilter(models.Model):
    """A view of the worklist that somebody keeps under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=500)
    """The filter as it stands in the address of the page."""

    class Meta:
        verbose_name = _("saved filter")
        ordering = ("user", "name")
        constraints = [models.UniqueConstraint(fields=("user", "name"), name="savedfilter_key")]

    def __str__(self) -> str:
        """Its name."""
        return self.name
