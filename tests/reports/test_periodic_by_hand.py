"""The summary tabulations of a periodic report over a few cases made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from reports.sources.errors import ReportError
from reports.tables.catalogue import make_report
from tests.reports.builders import DAH, accepted, pair

pytestmark = pytest.mark.django_db


def test_an_interval_by_hand() -> None:
    accepted(pair(outcome="5"), report_type="2", on=date(2025, 1, 31))
    late = accepted(
        pair(serious=False), pair(reaction_name="Cough", serious=None), report_type="1", on=date(2025, 2, 1)
    )
    accepted(pair(serious=True), case=late, version=2, report_type="1", on=date(2025, 3, 31))
    accepted(pair(), report_type="1", literature="A paper.", on=date(2025, 2, 2))
    report = make_report("periodic", {}, {"previous": "2025-01-31", "until": "2025-02-28"})
    assert report.data_lock_point == date(2025, 2, 28)
    assert report.population.endswith("The interval begins after 2025-01-31.")
    assert [row[1] for row in report.table("movement").rows] == [1, 2, 0, 3]
    (row,) = [row for row in report.table("reactions").records() if row["reaction"] == DAH]
    assert {name: n for name, n in row.items() if n} == {
        "organ_class": "Lungs and airways", "reaction": DAH, "serious_interval": 1, "serious_cumulative": 1,
        "not_serious_interval": 1, "not_serious_cumulative": 1, "total": 2, "study_serious_cumulative": 1,
    }  # fmt: skip
    assert report.table("dsur").rows[-1][2:] == (1, 1, 0, 0)
    after = make_report("periodic", {}, {"previous": "2025-02-28"})
    assert [row[1] for row in after.table("movement").rows] == [3, 0, 0, 3]
    (row,) = [row for row in after.table("spontaneous").records() if row["reaction"] == DAH]
    assert (row["serious_interval"], row["serious_cumulative"], row["not_serious_cumulative"]) == (0, 1, 0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "'previous' is missing: Last day of the period before"),
        ({"previous": "31.12.2024"}, "'31.12.2024' is no date"),
        ({"previous": "2025-03-31"}, "The previous data-lock point, 2025-03-31, must lie before this one, 2025-03-31."),
        ({"previous": "2024-12-31", "until": "2999-01-01"}, "The date 2999-01-01 lies in the future."),
    ],
)
def test_lock_points_that_cannot_be(options: dict, message: str) -> None:
    accepted()
    with pytest.raises(ReportError) as raised:
        make_report("periodic", {}, options)
    assert str(raised.value).startswith(message)


def test_nothing_accepted_is_a_report_of_nothing() -> None:
    report = make_report("periodic", {}, {"previous": "2024-12-31"})
    assert [row[1] for row in report.table("movement").rows] == [0, 0, 0, 0]
    assert report.table("reactions").rows == ()
