"""What a person is for the database: which role, and the cases of which centres."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from cases.database.context import Actor
from cases.database.roles import AUDITOR, CENTRE, STAFF
from cases.models.people import Membership
from cases.rules.permissions import ReadingPermission
from cases.rules.workflow import Permission

WRITES = (Permission.TRIAGE, Permission.ACCEPT, Permission.AMEND, Permission.NULLIFY, Permission.REPORT)


def centres_of(user: AbstractBaseUser) -> frozenset[int]:
    """The centres that a person works for."""
    return frozenset(Membership.objects.filter(user_id=user.pk).values_list("centre_id", flat=True))


def role_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """The role of the database: the staff's and the auditor's see all centres; everybody else sees the own ones."""
    if not _may(user, ReadingPermission.ALL_CENTRES):
        return CENTRE
    return STAFF if any(_may(user, item) for item in WRITES) else AUDITOR


def actor_for(user: AbstractBaseUser | AnonymousUser, request: str) -> Actor:
    """Who acts in a request of this person."""
    role = role_of(user)
    centres = centres_of(user) if role == CENTRE and isinstance(user, AbstractBaseUser) else frozenset()
    return Actor(name=user.get_username(), role=role, centres=centres, user=user.pk, request=request)


def _may(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    return user.has_perm(f"cases.{permission}")  # type: ignore[union-attr]
