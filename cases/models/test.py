"""Table of section F: tests."""

from cases.icsr import test
from cases.models.section import Section


class Test(Section, record=test.Test):
    """One result of one test (F.r), with value, unit, range and time."""
