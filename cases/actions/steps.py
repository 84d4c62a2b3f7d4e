"""The steps of a version as the workflow's table has them: checked, taken, and written down as a row of their own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from cases.database.context import reason as because
from cases.models.case import CaseVersion
from cases.models.review import Step
from cases.rules.workflow import State, Transition, TransitionError, check, transition

By = AbstractBaseUser | None
"""Who acts; None is the system itself (seeding, jobs, a step that is part of another)."""


class ActionError(ValueError):
    """The action cannot be done; the message says why and what would be right."""


class NotAllowed(ActionError):
    """The person may not take this step."""


def user_or_none(by: By) -> Any:
    """The person as foreign keys take it."""
    return by if by is not None and by.pk is not None else None


def locked(version: CaseVersion) -> CaseVersion:
    """The version as it is now, kept from others until the transaction ends."""
    return CaseVersion.objects.select_for_update(of=("self",)).select_related("case").get(pk=version.pk)


def require(item: Transition, by: By) -> None:
    """Refuse a person without the permission that the step asks for; the system itself may take any step."""
    if by is None or item.permission is None:
        return
    if not by.has_perm(f"cases.{item.permission.value}"):  # type: ignore[attr-defined]
        raise NotAllowed(f"You may not do this: {item.label}. It needs the permission '{item.permission.label}'.")


def take(
    version: CaseVersion, name: str, *, by: By, reason: str = "", signed: bool = False, **changes: Any
) -> CaseVersion:
    """Take a step of a locked version, with the changes of its columns that belong to it; has to be in a transaction.

    `signed` says that the person has just given the password again; a step that is to be signed refuses without,
    unless the system itself takes it.
    """
    item = transition(name, State(version.state))
    require(item, by)
    check(item, reason)
    if item.signed_as and by is not None and not signed:
        raise TransitionError(f"To {item.name} a version, sign it with your password.")
    with transaction.atomic(), because(reason):
        Step.objects.create(
            version=version,
            name=item.name,
            source=item.source,
            target=item.target,
            by=user_or_none(by),
            reason=reason.strip(),
            signed_as=item.signed_as if signed else "",
        )
        for column, value in {"state": item.target.value, **changes}.items():
            setattr(version, column, value)
        version.save(update_fields=["state", *changes])
    return version
