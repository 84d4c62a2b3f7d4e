"""What the migration says of versions that were there before: the same as the rules."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from cases.models import CaseFacts, PairFacts

pytestmark = pytest.mark.usefixtures("seeded", "db")
migration = import_module("cases.migrations.0014_whole_report")
KEPT = [name.name for name in CaseFacts._meta.fields if name.name.startswith("whole_") or name.name == "pair_count"]


def _kept() -> tuple[list[tuple], list[tuple]]:
    return (
        list(CaseFacts.objects.order_by("pk").values_list("pk", *KEPT)),
        list(PairFacts.objects.order_by("pk").values_list("pk", "decides")),
    )


def test_versions_that_are_there_get_what_the_rules_say() -> None:
    expected = _kept()
    assert len(KEPT) == 5
    CaseFacts.objects.update(**{name: CaseFacts._meta.get_field(name).get_default() for name in KEPT})
    PairFacts.objects.update(decides=False)
    assert _kept() != expected
    with connection.cursor() as cursor:
        cursor.execute(migration._DECIDES)
        cursor.execute(migration._WHOLE)
    assert _kept() == expected
