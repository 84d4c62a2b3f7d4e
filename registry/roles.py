"""The roles of people, read from roles.yaml and kept as groups with exactly the permissions that stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

FILE = Path(__file__).with_name("roles.yaml")


class RolesError(ValueError):
    """The file is wrong; the message says where, and what would be right."""


@dataclass(frozen=True)
class Role:
    """A role with what it may do."""

    name: str
    who: str
    may: tuple[str, ...]
    codes: frozenset[str]
    """Django's permissions, such as `cases.view_case`."""


@cache
def roles() -> tuple[Role, ...]:
    """The roles of the file."""
    return read(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def read(data: Mapping[str, Any]) -> tuple[Role, ...]:
    """The roles in `data`; refuses a role that may do what is not explained."""
    explained = data["permissions"]
    for role in data["roles"]:
        unknown = [words for words in role["may"] if words not in explained]
        if unknown:
            raise RolesError(f"roles.yaml, {role['name']}: '{unknown[0]}' is not explained under permissions.")
    return tuple(
        Role(
            role["name"],
            role["who"],
            tuple(role["may"]),
            frozenset(code for words in role["may"] for code in explained[words]["codes"]),
        )
        for role in data["roles"]
    )


@transaction.atomic
def keep_groups() -> None:
    """Make the groups, and give each exactly the permissions of its role; other groups stay as they are."""
    from django.contrib.auth.models import Group, Permission

    held = {
        f"{item.content_type.app_label}.{item.codename}": item
        for item in Permission.objects.select_related("content_type")
    }
    for role in roles():
        missing = sorted(role.codes - held.keys())
        if missing:
            raise RolesError(f"roles.yaml, {role.name}: there is no permission {missing[0]}.")
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set([held[code] for code in sorted(role.codes)])
