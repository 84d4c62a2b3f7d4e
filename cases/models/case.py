"""The identity of a case, its versions, and the centre it belongs to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.ownership import CentreField
from cases.rules.clocks import Urgency
from cases.rules.permissions import ReadingPermission
from cases.rules.workflow import COUNTED, WAITING, State, VersionKind
from cases.rules.workflow import Permission as StepPermission

_WAITING = [state.value for state in WAITING]
_ACCEPTED = [state.value for state in COUNTED]
_NOT_ACCEPTED = [state.value for state in State if state not in (State.DRAFT, *COUNTED)]

_WORKLIST_FILTERS = (
    ("state", "state"),
    ("urgency", "urgency"),
    ("centre", "centre"),
    ("assigned_to", "assignee"),
    ("kind", "kind"),
)


class Centre(models.Model):
    """A hospital department that reports cases, or the registry's own staff."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, default="", help_text=_("Two letters, such as NO")
    )

    contact_email = models.EmailField(
        _("e-mail for questions"), blank=True, default="", help_text=_("Where questions about cases are announced")
    )

    class Meta:
        verbose_name = _("centre")
        ordering = ("name",)

    def __str__(self) -> str:
        """The centre's name."""
        return self.name


class Case(models.Model):
    """One patient's reaction, or one comparator episode, whatever is known of it at any time."""

    class Kind(models.TextChoices):
        """What the case is evidence of."""

        ADVERSE_REACTION = "reaction", _("Suspected adverse reaction")
        COMPARATOR = "comparator", _("Comparator episode, no suspect drug")

    class Source(models.TextChoices):
        """How the case came here."""

        CENTRE = "centre", _("Reported by a centre")
        LITERATURE = "literature", _("Published literature")
        IMPORTED = "imported", _("Imported from another system")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    identifier = models.CharField(_("case number"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ADVERSE_REACTION)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices, default=Source.CENTRE)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="cases", verbose_name=_("centre"))

    class Meta:
        verbose_name = _("case")
        ordering = ("identifier",)
        constraints = [
            models.UniqueConstraint(fields=("id", "centre"), name="case_of_centre"),
            models.CheckConstraint(condition=Q(kind__in=["reaction", "comparator"]), name="case_kind"),
            models.CheckConstraint(condition=Q(source__in=["centre", "literature", "imported"]), name="case_source"),
            models.CheckConstraint(condition=~Q(identifier=""), name="case_identifier"),
        ]
        indexes = [
            # Few cases are of these, so that looking for them would mean looking through all.
            models.Index(fields=("kind",), name="case_rare_kind", condition=Q(kind="comparator")),
            models.Index(
                fields=("source",), name="case_rare_source", condition=Q(source__in=["literature", "imported"])
            ),
        ]

    def __str__(self) -> str:
        """The case number, which says nothing of the patient."""
        return self.identifier


class CaseVersion(models.Model):
    """What was known of a case at one time; once submitted it never changes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="versions", verbose_name=_("case"))
    centre = CentreField(owner="case")
    number = models.PositiveIntegerField(_("version"), default=1)
    kind = models.CharField(
        _("kind of version"),
        max_length=20,
        choices=[(kind.value, _(kind.label)) for kind in VersionKind],
        default=VersionKind.INITIAL.value,
        editable=False,
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=[(s.value, _(s.label)) for s in State],
        default=State.DRAFT.value,
        editable=False,
    )
    revision = models.PositiveIntegerField(_("revision of the draft"), default=0, editable=False)
    """Grows with each save, so that two people in one draft cannot overwrite each other unseen."""
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    day_zero = models.DateField(_("day zero"), null=True, editable=False)
    """The day on which what is new in this version was received; its clock starts there."""
    due = models.DateField(_("due"), null=True, editable=False)
    urgency = models.CharField(
        _("urgency"),
        max_length=20,
        choices=[(item.value, _(item.label)) for item in Urgency],
        blank=True,
        default="",
        editable=False,
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("assigned to"),
    )

    class Meta:
        verbose_name = _("case version")
        ordering = ("case", "number")
        permissions = [(item.value, item.label) for item in (*StepPermission, *ReadingPermission)]
        constraints = [
            models.UniqueConstraint(fields=("case", "number"), name="caseversion_key"),
            models.UniqueConstraint(fields=("id", "centre"), name="caseversion_of_centre"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in VersionKind]), name="caseversion_kind"),
            models.UniqueConstraint(
                fields=("case",), condition=Q(state=State.DRAFT.value), name="caseversion_one_draft"
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="caseversion_state"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT.value, submitted_at=None, accepted_at=None)
                | Q(state__in=_NOT_ACCEPTED, submitted_at__isnull=False, accepted_at=None)
                | Q(state__in=_ACCEPTED, submitted_at__isnull=False, accepted_at__isnull=False),
                name="caseversion_state_times",
            ),
        ]
        indexes = [
            models.Index(fields=("case", "-accepted_at"), name="caseversion_accepted"),
            # Reports: of each case the newest version accepted before a lock point, read from the index alone.
            models.Index(
                fields=("case", "-number"),
                include=("id", "accepted_at"),
                condition=Q(state__in=_ACCEPTED),
                name="caseversion_lock_point",
            ),
            # The worklist: what waits, by its due date.
            models.Index(fields=("due", "id"), name="caseversion_waiting", condition=Q(state__in=_WAITING)),
            # The same for each of the worklist's filters.
            *(
                models.Index(fields=(column, "due", "id"), name=f"worklist_by_{name}", condition=Q(state__in=_WAITING))
                for column, name in _WORKLIST_FILTERS
            ),
            models.Index(fields=("state", "id"), name="caseversion_by_state"),
            models.Index(fields=("centre", "-created_at"), name="caseversion_by_centre"),
            models.Index(fields=("-created_at", "-id"), name="caseversion_newest"),
        ]

    def __str__(self) -> str:
        """Case number and version."""
        return f"{self.case}, {_('version')} {self.number}"

    @property
    def is_draft(self) -> bool:
        """True while the version can still change."""
        return self.state == State.DRAFT
