"""The main job from end to end: the documented cases in, the VigiBase-style summary out."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

DAH = {"drug": "alemtuzumab", "reaction": "diffuse alveolar haemorrhage"}


def report(**options: str) -> str:
    out = StringIO()
    call_command("report", "vigibase", format="json", stdout=out, **options)
    return out.getvalue()


def table(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return next(entry["rows"] for entry in data["tables"] if entry["name"] == name)


def outcomes(source: str, group: str) -> dict[str, Any]:
    rows = table(json.loads(report(**DAH)), "indication_group")
    return next(row for row in rows if row["source"].startswith(source) and row["indication_group"] == group)


def counted(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("reports", "two_infusions", "recovered", "died", "unknown"))


def test_the_same_command_gives_the_same_bytes_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    today = report(**DAH)
    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert report(**DAH) == today


def test_the_form_of_the_report() -> None:
    data = json.loads(report(**DAH))
    assert list(data) == [
        "report",
        "title",
        "population",
        "data_lock_point",
        "registry_version",
        "definitions",
        "digest",
        "tables",
    ]
    for entry in data["tables"]:
        assert set(entry) == {"name", "label", "columns", "rows"}
        names = [column["name"] for column in entry["columns"]]
        assert all(set(column) == {"name", "label", "unit"} for column in entry["columns"])
        assert all(list(row) == names for row in entry["rows"])


@pytest.mark.parametrize(
    ("source", "group", "expected"),
    [
        ("Registry", "Multiple sclerosis", (2, 1, 2, 0, 0)),
        ("Registry", "Transplantation", (2, 0, 0, 1, 1)),
        ("Registry", "Transplantation or haematological malignancy", (2, 0, 0, 1, 1)),
        ("Registry", "Haematological malignancy", (0, 0, 0, 0, 0)),
        ("Registry", "All", (4, 1, 2, 1, 1)),
        ("VigiBase", "Multiple sclerosis", (5, 5, 5, 0, 0)),
        ("VigiBase", "Transplantation or haematological malignancy", (17, None, None, 14, 3)),
        ("VigiBase", "All", (22, None, None, 14, 3)),
    ],
)
def test_indication_groups_beside_vigibase(source: str, group: str, expected: tuple[Any, ...]) -> None:
    assert counted(outcomes(source, group)) == expected


def test_what_vigibase_does_not_print_is_marked_derived() -> None:
    assert "died" in outcomes("VigiBase", "Multiple sclerosis")["derived"]


@pytest.mark.parametrize(
    ("source", "group", "expected"),
    [
        ("VigiBase", "Transplantation or haematological malignancy", (82.4, 59.0, 93.8)),
        ("VigiBase", "Multiple sclerosis", (0.0, 0.0, 43.4)),
        ("Registry", "Transplantation", (50.0, 9.5, 90.5)),
    ],
)
def test_fatality_with_its_wilson_interval(source: str, group: str, expected: tuple[float, ...]) -> None:
    row = outcomes(source, group)
    assert tuple(row[name] for name in ("fatality", "fatality_low", "fatality_high")) == expected


def test_comparators_are_in_no_count() -> None:
    (total,) = table(json.loads(report()), "total")
    assert total["reports"] == 4


def test_blocks_of_vigiaccess() -> None:
    data = json.loads(report(**DAH))
    assert {row["sex"]: row["reports"] for row in table(data, "sex")} == {"Female": 2, "Male": 0, "Unknown": 2}
    ages = {row["age_group"]: row["reports"] for row in table(data, "age_group")}
    assert len(ages) == 9
    assert (ages["18 - 44 years"], ages["Unknown"]) == (2, 2)
    continents = {row["continent"]: row["reports"] for row in table(data, "continent")}
    assert (continents["Europe"], continents["Unknown"]) == (1, 3)
    assert [row["reports"] for row in table(data, "year")] == [4]


def test_overlap_is_stated_or_inferred() -> None:
    rows = table(json.loads(report(**DAH)), "overlap")
    basis = {(row["source"][:8], row["case"]): row["basis"] for row in rows}
    assert basis["VigiBase", "XX-TOCSIN-MYRO-2018"] == "stated"
    assert basis["VigiBase", "XX-TOCSIN-ALPORT-A"] == "inferred"
    assert basis["Review o", "XX-TOCSIN-MYRO-2018"] == "inferred"
    assert ("VigiBase", "XX-TOCSIN-ZHAO-2025") not in basis


def test_without_a_reaction_the_serious_one_decides_and_published_rows_say_what_they_are_of() -> None:
    rows = table(json.loads(report(drug="alemtuzumab")), "indication_group")
    ms = {row["source"]: row for row in rows if row["indication_group"] == "Multiple sclerosis"}
    assert counted(ms["Registry"]) == (2, 1, 2, 0, 0)
    assert ms["VigiBase as published"]["notes"].startswith("Of diffuse alveolar haemorrhage only.")
