"""People with their roles, as the operator makes them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from cases.models import Centre, Membership

PASSWORD = "alveoli and aliquots"


def person(role: str, name: str = "", *, centre: Centre | None = None, password: str = PASSWORD) -> Any:
    """Somebody with a role of registry/roles.yaml, or `superuser`; `centre` makes a member of it."""
    name = name or role.lower().replace(" ", "_")
    make = get_user_model().objects
    if role == "superuser":
        return make.create_superuser(name, f"{name}@example.org", password)
    user = make.create_user(name, f"{name}@example.org", password, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    if centre is not None:
        Membership.objects.create(user=user, centre=centre)
    return user


def signed_in(role: str, name: str = "", *, centre: Centre | None = None) -> Client:
    """A browser without pages, signed in as such a person."""
    client = Client()
    client.force_login(person(role, name, centre=centre))
    return client
