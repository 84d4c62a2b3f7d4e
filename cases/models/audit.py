"""The audit trail: what happened to every row, the seals that chain it, and who read identifying data."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case, CaseVersion, Centre


class AuditEvent(models.Model):
    """One inserted, changed or deleted row; written by triggers alone, and never changed.

    An insert holds a digest and no values: they stand in the row, or in the next event of the row that says what was
    there before. A change holds the changed columns, a deletion the whole row. Numbers instead of foreign keys: the
    trail outlives what it speaks of.
    """

    class Operation(models.TextChoices):
        """What was done to the row."""

        INSERT = "insert", _("Added")
        UPDATE = "update", _("Changed")
        DELETE = "delete", _("Removed")

    at = models.DateTimeField(_("when"))
    xact = models.BigIntegerField(help_text=_("Number of the transaction, in the server that ran it"))
    table_name = models.TextField()
    row_id = models.TextField()
    operation = models.TextField(choices=Operation.choices)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    digest = models.BinaryField(null=True, help_text=_("Of an insert: SHA-256 of the row as text"))
    actor = models.TextField(_("who"))
    db_role = models.TextField()
    db_login = models.TextField()
    request = models.TextField(_("request"), default="")
    reason = models.TextField(_("why"), default="")
    centre_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    version_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("audit event")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(operation__in=["insert", "update", "delete"]), name="audit_operation"),
        ]
        # Partial, so that a row pays for one of them only.
        indexes = [
            models.Index(fields=("case_id",), condition=Q(case_id__isnull=False), name="auditevent_case"),
            models.Index(fields=("version_id",), condition=Q(version_id__isnull=False), name="auditevent_version"),
        ]

    def __str__(self) -> str:
        """What was done to which row, without its values."""
        return f"{self.operation} {self.table_name} {self.row_id}"


class AuditSeal(models.Model):
    """The place of one event in the chain: its position, without gaps, and the hash over it and all before it."""

    event_id = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField(unique=True)
    hash = models.BinaryField()

    class Meta:
        verbose_name = _("audit seal")
        default_permissions = ()

    def __str__(self) -> str:
        """Position and event."""
        return f"{self.position}: event {self.event_id}"


class AuditSealRun(models.Model):
    """One run of the sealer: the head it left, and how far the numbers of events are settled."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    count = models.BigIntegerField(_("sealed"))
    last_position = models.BigIntegerField()
    head = models.BinaryField()
    settled = models.BigIntegerField(
        help_text=_("All events up to this number are sealed; no running transaction can add one"), default=0
    )
    allocated = models.BigIntegerField(help_text=_("The last number given to an event when `horizon` was taken"))
    horizon = models.BigIntegerField(
        help_text=_("When all transactions up to this one are finished, the events up to `allocated` are settled")
    )

    class Meta:
        verbose_name = _("run of the audit sealer")
        default_permissions = ()

    def __str__(self) -> str:
        """The head, as `verify_audit --head` takes it."""
        return f"{self.last_position}:{bytes(self.head).hex()}"


class AccessEvent(models.Model):
    """A person read identifying data of a case; never changed. The names of the elements, never their values."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    # Without database constraints: the log outlives a draft that is deleted.
    case = models.ForeignKey(Case, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    version = models.ForeignKey(CaseVersion, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    centre = models.ForeignKey(Centre, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    what = ArrayField(models.TextField(), verbose_name=_("elements"))
    request = models.TextField(_("request"), default="")

    class Meta:
        verbose_name = _("reading of identifying data")
        default_permissions = ("view",)
        indexes = [models.Index(fields=("case", "-id"), name="accessevent_case")]

    def __str__(self) -> str:
        """Who read of which case."""
        return f"{self.actor}: {self.case}"
