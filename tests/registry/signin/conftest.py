"""People who sign in, and an empty count of failures for every test."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache

PASSWORD = "alveoli and aliquots"


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db: None) -> None:
    """Browser tests commit, and what they counted stays; the cache is no model, so nobody else empties it."""
    cache.clear()


@pytest.fixture
def nora(db: None) -> User:
    """Somebody who may open the admin site."""
    return User.objects.create_user("nora", "Nora.Lie@example.org", PASSWORD, is_staff=True)


@pytest.fixture
def assessor(nora: User) -> User:
    """Nora as PV staff."""
    nora.groups.add(Group.objects.get_or_create(name="PV assessor")[0])
    return nora
