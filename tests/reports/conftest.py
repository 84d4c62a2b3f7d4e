"""A registry of invented cases that tests of reports share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

GENERATED = 300
"""Cases: enough for every cohort, source and age band but the rarest, and few enough for a minute of tests."""


@pytest.fixture(scope="module")
def generated(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Invented cases, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("generate_cases", GENERATED, seed=5, until=date(2026, 3, 1), verbosity=0)
        yield
        transaction.set_rollback(True)
