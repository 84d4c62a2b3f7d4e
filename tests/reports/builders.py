"""Accepted cases with given facts, as few words as a test needs, and reports made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from cases.models import Case, CaseFacts, CaseVersion, Centre, PairFacts
from cases.rules.facts import Pair, whole
from reports.tables.report import Column, Report, ReportTable

DAY = date(2025, 3, 31)
DAH = "Diffuse alveolar haemorrhage"
_numbers = count(1)


def pair(**facts: Any) -> dict[str, Any]:
    """Alemtuzumab for multiple sclerosis with alveolar haemorrhage after two infusions, recovered; or as given."""
    return {
        "drug_name": "alemtuzumab",
        "indication_group": "ms",
        "reaction_name": DAH,
        "organ_class": "Lungs and airways",
        "serious": True,
        "outcome": "1",
        "infusions_before_onset": 2,
        **facts,
    }


def accepted(
    *pairs: dict[str, Any],
    identifier: str = "",
    case: Case | None = None,
    version: int = 1,
    on: date | datetime = DAY,
    kind: str = Case.Kind.ADVERSE_REACTION,
    **facts: Any,
) -> Case:
    """A case with one accepted version, or a further accepted version of `case`."""
    moment = on if isinstance(on, datetime) else datetime.combine(on, time(12), UTC)
    if case is None:
        centre, _created = Centre.objects.get_or_create(name="Centre")
        case = Case.objects.create(identifier=identifier or f"XX-TEST-{next(_numbers)}", kind=kind, centre=centre)
    row = CaseVersion.objects.create(
        case=case, number=version, state="accepted", submitted_at=moment, accepted_at=moment
    )
    known = {
        "sex": "2",
        "age_band": "18-44",
        "continent": "europe",
        "country_basis": "occurrence",
        "received_year": 2024,
    }
    of_pairs = [] if kind == Case.Kind.COMPARATOR else _pairs(pairs or (pair(),))
    of_version = CaseFacts.objects.create(version=row, case=case, **{**vars(whole(of_pairs)), **known, **facts})
    PairFacts.objects.bulk_create(PairFacts(facts=of_version, **vars(one)) for one in of_pairs)
    return case


def _pairs(given: Sequence[dict[str, Any]]) -> list[Pair]:
    """As a version has them; what is not given is not known."""
    unknown = {field.name: "" if "str" in str(field.type) else None for field in fields(Pair)}
    some_serious = any(values.get("serious") for values in given)
    return [
        Pair(
            **{
                **unknown,
                "drug_number": 1,
                "reaction_number": number,
                "decides": bool(values.get("serious")) or not some_serious,
                **values,
            }
        )
        for number, values in enumerate(given, start=1)
    ]


def report_of(*tables: ReportTable, **changes: Any) -> Report:
    """A report with these tables."""
    values: dict[str, Any] = {
        "report": "vigibase",
        "title": "Alemtuzumab: reports of diffuse alveolar haemorrhage",
        "population": "All cases.",
        "data_lock_point": DAY,
        "registry_version": "0.1.0",
        "definitions": ("Report: one case.",),
        "digest": "0" * 64,
        "tables": tables,
    }
    return Report(**{**values, **changes})


def small_table() -> ReportTable:
    """A table with every kind of value and every convention of columns."""
    return ReportTable(
        "outcome",
        "Outcome",
        (
            Column("group", "Group"),
            Column("source", "Source"),
            Column("reports", "Reports", "reports"),
            Column("died", "Died", "reports"),
            Column("fatality", "Fatality", "%"),
            Column("fatality_low", "low", "%"),
            Column("fatality_high", "high", "%"),
            Column("derived", "Derived"),
            Column("notes", "Notes"),
        ),
        (
            ("MS", "Registry", 2, 1, 50.0, 9.5, 90.5, "", ""),
            ("MS", "=1+1", 5, 0, 0.0, 0.0, 43.4, "died", "None died."),
            ("Other", "@Elsewhere", 17, None, None, None, None, "", "None died."),
        ),
    )
