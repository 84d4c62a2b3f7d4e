"""The clocks of GVP module VI by the calendar, and the urgency of a whole case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr import ICSR
from cases.icsr.codes import Outcome
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.report import Report
from cases.icsr.values import NullFlavor
from cases.rules.clocks import ASSUMED_SERIOUS, Urgency, clock, day_zero, due, urgency
from cases.rules.outcome import CRITERIA

DENIED: dict[str, Any] = dict.fromkeys(CRITERIA, False)


@pytest.mark.parametrize(
    ("serious", "zero", "last_day"),
    [
        (True, date(2024, 2, 20), date(2024, 3, 6)),  # over 29 February
        (True, date(2023, 12, 24), date(2024, 1, 8)),  # holidays count
        (False, date(2024, 1, 1), date(2024, 3, 31)),
        (None, date(2024, 3, 1), date(2024, 3, 16)),
    ],
)
def test_the_last_day_in_time(serious: bool | None, zero: date, last_day: date) -> None:
    assert due(serious, zero).last_day == last_day


def test_only_unknown_seriousness_is_assumed_and_says_so() -> None:
    assert [due(serious, date(2024, 1, 1)).note for serious in (True, False, None)] == ["", "", ASSUMED_SERIOUS]


@pytest.mark.parametrize(
    ("today", "since", "left", "overdue"),
    [
        (date(2024, 3, 1), 0, 15, False),
        (date(2024, 3, 16), 15, 0, False),
        (date(2024, 3, 17), 16, -1, True),
    ],
)
def test_days_since_receipt_and_left(today: date, since: int, left: int, overdue: bool) -> None:
    found = due(True, date(2024, 3, 1))
    assert (found.days_since_receipt(today), found.days_left(today), found.overdue(today)) == (since, left, overdue)


@given(st.sampled_from([True, False, None]), st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_receipt_and_rest_add_up_to_the_days_allowed(serious: bool | None, zero: date, later: int) -> None:
    found = due(serious, zero)
    today = zero + timedelta(days=later)
    assert found.days_since_receipt(today) + found.days_left(today) == found.days
    assert found.overdue(today) is (today > found.last_day)


def report(first: str | None = None, latest: str | None = None) -> ICSR:
    dates = {"first_received": first, "latest_received": latest}
    return ICSR(report=Report(**{name: PartialDate(text) if text else None for name, text in dates.items()}))


@pytest.mark.parametrize(
    ("icsr", "expected"),
    [
        (report("20240110"), date(2024, 1, 10)),
        (report("20240110", "20240305"), date(2024, 3, 5)),
        (report(None, "202403050130+0200"), date(2024, 3, 5)),  # the day as the receiver's calendar had it
        (report("202402"), date(2024, 2, 1)),
        (report(), None),
        (ICSR(), None),
    ],
)
def test_day_zero_is_of_the_version(icsr: ICSR, expected: date | None) -> None:
    assert day_zero(icsr) == expected


REACTIONS: list[tuple[dict[str, Any], Urgency]] = [
    ({"results_in_death": True, "life_threatening": True}, Urgency.FATAL),
    ({"outcome": Outcome.FATAL}, Urgency.FATAL),
    ({"life_threatening": True, "hospitalisation": True}, Urgency.LIFE_THREATENING),
    ({**DENIED, "hospitalisation": True}, Urgency.HOSPITALISED),
    ({"disabling": True}, Urgency.OTHER_SERIOUS),
    ({"medically_important": True}, Urgency.OTHER_SERIOUS),
    (DENIED, Urgency.NOT_SERIOUS),
    ({**DENIED, "disabling": NullFlavor.NI}, Urgency.UNKNOWN),
    ({}, Urgency.UNKNOWN),
]


@pytest.mark.parametrize(("fields", "expected"), REACTIONS)
def test_urgency_of_one_reaction(fields: dict[str, Any], expected: Urgency) -> None:
    assert urgency(ICSR(reactions=(Reaction(**fields),))) is expected


@pytest.mark.parametrize(
    ("urgencies", "expected"),
    [
        ((), Urgency.UNKNOWN),
        ((6, 3), Urgency.HOSPITALISED),
        ((6, 8), Urgency.UNKNOWN),
        ((8, 4), Urgency.OTHER_SERIOUS),
        ((6, 6), Urgency.NOT_SERIOUS),
        ((3, 2, 1), Urgency.FATAL),
    ],
)
def test_the_worst_reaction_decides_and_unknown_is_not_harmless(urgencies: tuple[int, ...], expected: Urgency) -> None:
    assert urgency(ICSR(reactions=tuple(Reaction(**REACTIONS[i][0]) for i in urgencies))) is expected


def test_the_order_and_what_counts_as_serious() -> None:
    assert [item.rank for item in Urgency] == [0, 1, 2, 3, 4, 5]
    assert [item.serious for item in Urgency] == [True, True, True, True, False, None]


def test_the_clock_of_a_version() -> None:
    received = Report(first_received=PartialDate("20240301"))
    harmless = clock(ICSR(report=received, reactions=(Reaction(**DENIED),)))
    silent = clock(ICSR(report=received))
    assert harmless is not None
    assert silent is not None
    assert (harmless.last_day, harmless.note) == (date(2024, 5, 30), "")
    assert (silent.last_day, silent.note) == (date(2024, 3, 16), ASSUMED_SERIOUS)
    assert clock(ICSR()) is None
