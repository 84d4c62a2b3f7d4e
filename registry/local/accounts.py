"""The demonstration accounts of a local installation, one for each role, with passwords that are new at every start."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Centre, Membership

CENTRE = "Demonstration centre"
ADMINISTRATOR = "admin"
DEMONSTRATED = {
    "nurse": ("Centre reporter", _("a centre: report cases, answer questions")),
    "neurologist": ("Centre lead", _("the same centre: also delete drafts")),
    "assessor": ("PV assessor", _("pharmacovigilance staff: review and accept cases")),
    "manager": ("PV manager", _("pharmacovigilance staff: also nullify cases, keep centres")),
    "auditor": ("Auditor", _("reads everything, changes nothing")),
}
"""User name -> role and what it is for."""


@dataclass(frozen=True)
class DemoAccount:
    """What somebody needs to sign in. The password is shown once and stored only as a hash."""

    username: str
    password: str
    purpose: str


@transaction.atomic
def ensure_demo_accounts() -> list[DemoAccount]:
    """Create or renew the accounts, and the centre that two of them work for."""
    everything = DemoAccount(ADMINISTRATOR, _renew(ADMINISTRATOR).password, gettext("everything, accounts included"))
    return [everything, *(_demonstrate(name, role, purpose) for name, (role, purpose) in DEMONSTRATED.items())]


def _demonstrate(name: str, role: str, purpose: str | Promise) -> DemoAccount:
    renewed = _renew(name)
    renewed.user.groups.set([Group.objects.get(name=role)])
    if role.startswith("Centre"):
        centre, _created = Centre.objects.get_or_create(name=CENTRE)
        Membership.objects.get_or_create(user=renewed.user, centre=centre)
    return DemoAccount(name, renewed.password, str(purpose))


@dataclass(frozen=True)
class _Renewed:
    user: User
    password: str


def _renew(username: str) -> _Renewed:
    password = secrets.token_urlsafe(12)
    user, _created = User.objects.get_or_create(username=username, defaults={"email": f"{username}@example.org"})
    user.is_staff = user.is_active = True
    user.is_superuser = username == ADMINISTRATOR
    user.set_password(password)
    user.save()
    return _Renewed(user, password)
