"""When numbers are too few: the reason and the number that decides."""

import pytest

from reports.statistics.differences import Bounds, Share
from reports.statistics.few import Reason, Verdict, verdict


@pytest.mark.parametrize(
    ("one", "other", "bounds", "expected", "says"),
    [
        (Share(0, 0), Share(3, 9), None, Verdict(Reason.NOBODY, 0), False),
        (Share(3, 9), Share(3, 9), None, Verdict(Reason.NOBODY, 0), False),
        (Share(4, 4), Share(0, 9), Bounds(0.4, 1), Verdict(Reason.FEW, 4), False),
        (Share(3, 5), Share(3, 9), Bounds(-0.25, 0.5), Verdict(Reason.WIDE, 0.75), False),
        (Share(3, 50), Share(3, 90), Bounds(-0.125, 0.125), Verdict(Reason.NO_DIFFERENCE, 0.25), True),
        (Share(5, 5), Share(0, 5), Bounds(0.25, 1), Verdict(Reason.DIFFERENT, 0.75), True),
        (Share(0, 5), Share(5, 5), Bounds(-1, -0.25), Verdict(Reason.DIFFERENT, 0.75), True),
        (Share(1, 5), Share(0, 5), Bounds(0, 0.5), Verdict(Reason.NO_DIFFERENCE, 0.5), True),
    ],
)
def test_verdict(one, other, bounds, expected, says):
    found = verdict(one, other, bounds)
    assert found == expected
    assert found.says_something is says
