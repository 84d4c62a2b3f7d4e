"""Invented cases and the documented ones, which have what invented cases rarely have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from cases.actions import generate
from cases.generation import case
from tests.reports.tables.varied import varied

GENERATED = 300


@pytest.fixture(scope="package")
def registry_of_cases(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loaded once for all tests of reports here, and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as changed:
        changed.setattr(generate, "generate", lambda *given: varied(case.generate(*given)))
        changed.setattr(case, "_DAH_ON_ALEMTUZUMAB", 0.5)
        call_command("generate_cases", GENERATED, seed=11, until=date(2026, 3, 1), verbosity=0)
        call_command("seed", verbosity=0)
        yield
        transaction.set_rollback(True)
