"""Tables of the work on a version: the steps it took, the questions about it and their answers. Rows are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import CaseVersion
from cases.models.ownership import CentreField
from cases.rules.workflow import State


class Step(models.Model):
    """One step of one version: from which state to which, who took it, when and why, and what was signed."""

    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="steps", db_constraint=False)
    centre = CentreField()
    name = models.CharField(_("step"), max_length=30)
    source = models.CharField(_("from"), max_length=20, choices=[(s.value, _(s.label)) for s in State])
    target = models.CharField(_("to"), max_length=20, choices=[(s.value, _(s.label)) for s in State])
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), blank=True, default="")
    signed_as = models.TextField(_("meaning of the signature"), blank=True, default="")
    """What the person declared with the password; empty where no signature was asked."""

    class Meta:
        verbose_name = _("step")
        ordering = ("version", "id")
        indexes = [models.Index(fields=("version", "id"), name="step_of_version")]

    def __str__(self) -> str:
        """The step and where it led."""
        return f"{self.name}: {self.get_target_display()}"


class Query(models.Model):
    """A question of the staff to the centre, about one field of a version or about the case as a whole."""

    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="queries", db_constraint=False)
    centre = CentreField()
    number = models.PositiveIntegerField(_("number"))
    path = models.CharField(_("field"), max_length=200, blank=True, default="")
    """The element, such as reactions[1].outcome; empty for the whole case."""
    question = models.TextField(_("question"), max_length=2000)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("version", "number")
        constraints = [
            models.UniqueConstraint(fields=("version", "number"), name="query_key"),
            models.UniqueConstraint(fields=("id", "centre"), name="query_of_centre"),
        ]

    def __str__(self) -> str:
        """The number of the question; never what it says."""
        return f"{_('Question')} {self.number}"


class Answer(models.Model):
    """What the centre answered, or that the staff withdrew the question; either closes it."""

    query = models.OneToOneField(Query, on_delete=models.PROTECT, related_name="answer")
    centre = CentreField(owner="query")
    text = models.TextField(_("answer"), max_length=10_000, blank=True, default="")
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn=True) | ~models.Q(text=""), name="answer_says_something"
            )
        ]

    def __str__(self) -> str:
        """Which question it closes."""
        return f"{_('Answer')} {self.query_id}"
