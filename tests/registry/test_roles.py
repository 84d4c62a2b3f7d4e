"""The roles of people stand in one file, and the groups hold exactly what stands there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from cases.rules.permissions import ReadingPermission
from cases.rules.workflow import Permission as StepPermission
from registry.roles import RolesError, keep_groups, read, roles

CASE_PERMISSIONS = {f"cases.{item.value}" for item in (*StepPermission, *ReadingPermission)}
WRITING = {"add", "change", "delete"}


def codes(name: str) -> frozenset[str]:
    return next(role.codes for role in roles() if role.name == name)


@pytest.mark.django_db
def test_each_group_has_what_the_file_says_and_nothing_more() -> None:
    for role in roles():
        held = Group.objects.get(name=role.name).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{code}" for app, code in held} == role.codes
        assert role.who.endswith(".")


@pytest.mark.django_db
def test_what_somebody_added_by_hand_is_taken_away_at_the_next_migration() -> None:
    group = Group.objects.get(name="Auditor")
    group.permissions.add(Permission.objects.get(codename="accept_case"))
    Group.objects.create(name="Made by the operator").permissions.add(Permission.objects.get(codename="triage"))
    keep_groups()
    assert not group.permissions.filter(codename="accept_case").exists()
    assert Group.objects.get(name="Made by the operator").permissions.count() == 1


def test_the_auditor_changes_nothing() -> None:
    steps = {f"cases.{item.value}" for item in StepPermission}
    assert not codes("Auditor") & steps
    assert not {code for code in codes("Auditor") if code.split(".")[1].split("_")[0] in WRITING}


@pytest.mark.parametrize("role", ["Centre reporter", "Centre lead", "API client"])
def test_a_centre_sees_its_own_cases_only(role: str) -> None:
    assert "cases.view_all_centres" not in codes(role)
    assert "reports.view_reports" not in codes(role)


def test_every_permission_of_cases_belongs_to_some_role() -> None:
    assert {code for role in roles() for code in role.codes} >= CASE_PERMISSIONS


def test_identity_is_for_the_own_centre_and_the_manager() -> None:
    assert {role.name for role in roles() if "cases.view_identity" in role.codes} == {
        "Centre reporter",
        "Centre lead",
        "PV manager",
    }


def test_a_word_that_is_not_explained_is_refused() -> None:
    with pytest.raises(RolesError, match="Guest: 'see all' is not explained"):
        read({"roles": [{"name": "Guest", "who": "x", "may": ["see all"]}], "permissions": {}})
