"""Section F: tests, with the analyte and the time that the registry compares between cases."""

from dataclasses import dataclass

from cases.icsr import codes, codes_lung, units
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, code, coded, flag, quantity, text, when
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Test(Row):
    """One result of one test (F.r), with value, unit, range and time."""

    __test__ = False
    TITLE = _("Test")
    E2B = "F.r"

    analyte: codes_lung.Analyte | None = code(codes_lung.Analyte, _("Kind of test"))
    name: str | None = text(_("Test, in words"), ".2.1", max_length=250)
    result: Quantity | None = quantity(_("Value"), ".3.2 .3.3", units=units.LABORATORY)
    qualifier: codes_lung.Qualifier | None = code(
        codes_lung.Qualifier, _("Exact, or a limit"), help=_("Leave empty when the value is exact")
    )
    result_code: codes.TestResult | None = code(codes.TestResult, _("Result"), ".3.1")
    result_text: str | None = text(_("Result, in words"), ".3.4", max_length=2000)
    normal_low: str | None = text(_("Normal from"), ".4", max_length=50)
    normal_high: str | None = text(_("Normal to"), ".5", max_length=50)
    date: PartialDate | NullFlavor | None = when(_("Date"), ".1", nulls="UNK")
    phase: codes_lung.Phase | None = code(codes_lung.Phase, _("When, seen from the reaction"))
    after_onset: Quantity | None = quantity(_("Time after onset"), units=units.DURATION)
    comments: str | None = text(_("Comments"), ".6", max_length=2000)
    term: Coded | None = coded(_("Test, coded"), ".2.2a .2.2b", rare=True)
    more_information: bool | None = flag(_("More information is available"), ".7", rare=True)
