"""Accounts, their roles and their centres are kept on screens of the admin site."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from cases.models import Centre, Membership
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db


def test_an_account_is_made_with_a_role_and_a_centre(admin_client: Client) -> None:
    new = {"username": "berit", "email": "b@example.org", "password1": "alveoli and co", "password2": "alveoli and co"}
    none = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    assert admin_client.post("/admin/auth/user/add/", {**new, **none}).status_code == 302
    berit = get_user_model().objects.get(username="berit")
    assert berit.is_staff
    centre = Centre.objects.create(name="Bergen")
    role = Group.objects.get(name="Centre reporter")
    answers = {
        "username": "berit",
        "email": "b@example.org",
        "groups": role.pk,
        "is_active": "on",
        "is_staff": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-user": berit.pk,
        "memberships-0-centre": centre.pk,
    }
    assert admin_client.post(f"/admin/auth/user/{berit.pk}/change/", answers).status_code == 302
    assert list(berit.groups.all()) == [role]
    assert Membership.objects.get(user=berit).centre == centre
    assert "Centre reporter" in admin_client.get("/admin/auth/user/").content.decode()


def test_the_manager_says_who_works_where() -> None:
    client = signed_in("PV manager")
    user, centre = person("Centre reporter", "kari"), Centre.objects.create(name="Oslo")
    answers = {"user": user.pk, "centre": centre.pk}
    assert client.post("/admin/cases/membership/add/", answers).status_code == 302
    member = Membership.objects.get(user=user)
    assert "kari" in client.get("/admin/cases/membership/", {"q": "kari"}).content.decode()
    assert client.post(f"/admin/cases/membership/{member.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Membership.objects.filter(user=user).exists()


@pytest.mark.parametrize("role", ["Centre lead", "PV assessor"])
def test_others_do_not(role: str) -> None:
    assert signed_in(role).get("/admin/cases/membership/add/").status_code == 403
