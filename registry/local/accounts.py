"""The demonstration accounts of a local installation, with passwords that are new at every start."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

ASSESSORS = "PV assessor"


@dataclass(frozen=True)
class DemoAccount:
    """What somebody needs to sign in. The password is shown once and stored only as a hash."""

    username: str
    password: str
    purpose: str


def ensure_demo_accounts() -> list[DemoAccount]:
    """Create or renew the two accounts."""
    with transaction.atomic():
        admin = _renew("admin", superuser=True)
        assessor = _renew("assessor", superuser=False)
        get_user_model().objects.get(username="assessor").groups.add(assessor_group())
    return [
        DemoAccount("admin", admin, _("everything, accounts included")),
        DemoAccount("assessor", assessor, _("pharmacovigilance staff: cases and reports")),
    ]


def assessor_group() -> Group:
    """The group of pharmacovigilance staff: may view, add and change cases, and view reports."""
    group, _created = Group.objects.get_or_create(name=ASSESSORS)
    work = Q(content_type__app_label="cases") & ~Q(codename__startswith="delete_")
    reading = Q(content_type__app_label="reports", codename__startswith="view_")
    group.permissions.set(Permission.objects.filter(work | reading))
    return group


def _renew(username: str, *, superuser: bool) -> str:
    password = secrets.token_urlsafe(12)
    user, _created = get_user_model().objects.get_or_create(username=username)
    user.is_staff = user.is_active = True
    user.is_superuser = superuser
    user.set_password(password)
    user.save()
    return password
