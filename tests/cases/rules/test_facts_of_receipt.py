"""How precisely the day of receipt is known, and how long after onset it came."""

from __future__ import annotations

from datetime import date

import pytest

from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.report import Report
from cases.icsr.values import NullFlavor
from cases.rules.facts import version_facts


def case(received: str | None, *starts: str | NullFlavor | None) -> ICSR:
    reactions = tuple(
        Reaction(number=number, start=PartialDate(start) if type(start) is str else start)
        for number, start in enumerate(starts, start=1)
    )
    return ICSR(report=Report(first_received=PartialDate(received)) if received else None, reactions=reactions)


@pytest.mark.parametrize(
    ("received", "starts", "to_day", "days"),
    [
        ("20250331", ["20250301"], True, 30),
        ("20250301", ["20250331"], True, -30),  # kept: whoever counts it sees that the dates are in the wrong order
        ("202503", ["20250301"], False, None),
        ("2025", [], False, None),
        (None, ["20250301"], False, None),
        ("20250331", ["202503"], True, None),
        ("20250331", [None], True, None),
        # The first reaction with a date, as for the age at onset.
        ("20250331", [None, "20250330", "20250101"], True, 1),
        ("20250331", [NullFlavor.UNK, "20250330"], True, 1),
    ],
)
def test_receipt(received: str | None, starts: list, to_day: bool, days: int | None) -> None:
    facts = version_facts(case(received, *starts))
    assert (facts.received_to_day, facts.onset_to_receipt) == (to_day, days)
    assert (facts.received is not None) == (received is not None)
    assert facts.received in (None, date(2025, 3, 31), date(2025, 3, 1), date(2025, 1, 1))
