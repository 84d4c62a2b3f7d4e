"""Where the reports of `tests.reports.independent` come from, in plain Python: age group, reporter, region, month."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from cases.icsr.partial_date import PartialDate
from cases.icsr.values import NullFlavor
from cases.rules.age import age_at_onset
from tests.reports.independent import WORST_FIRST, CaseView

_EEA_TEXT = """
AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK
"""
EEA = set(_EEA_TEXT.split())
"""The 27 members of the Union with Iceland, Liechtenstein and Norway."""


def ema_age_group(case: CaseView) -> str:
    """The group of adrreports.eu by completed years; '' for unknown."""
    patient = case.icsr.patient
    began = next((row.start for row in case.icsr.reactions if isinstance(row.start, PartialDate)), None)
    age = age_at_onset(patient, began)
    if age is None:
        told = str(patient.age_group) if patient and patient.age_group else ""
        return {"1": "0_1_month", "4": "12_17_years", "5": "18_64_years"}.get(told, "")
    whole = int(age.to_integral_value(ROUND_FLOOR))
    if age < Decimal(2) / 12:
        return "0_1_month"
    for last, group in ((2, "2_months_2_years"), (11, "3_11_years"), (17, "12_17_years"), (64, "18_64_years"),
                        (85, "65_85_years")):  # fmt: skip
        if whole <= last:
            return group
    return "over_85_years"


def reporter_group(case: CaseView) -> str:
    """By the qualification of the primary source."""
    for source in _primary(case):
        if source.qualification and not isinstance(source.qualification, NullFlavor):
            return "professional" if str(source.qualification) in "123" else "non_professional"
    return ""


def region(case: CaseView) -> str:
    """By the country of the primary source."""
    country = next((source.country for source in _primary(case) if source.country), "")
    return "" if not country else "eea" if country in EEA else "non_eea"


def _primary(case: CaseView) -> list:
    marked = [source for source in case.icsr.primary_sources if source.primary == "1"]
    return marked or list(case.icsr.primary_sources)


def reactions(case: CaseView, population) -> dict[str, tuple[str, str, str]]:
    """Name of each reaction with a drug of the population -> class, seriousness ('yes', 'no', ''), worst outcome."""
    drugs = {spelling for name in population.drugs for spelling in name.spellings}
    rows = [pair for pair in case.pairs if not drugs or pair.drug in drugs]
    found = {}
    for name in {pair.reaction for pair in rows}:
        same = [pair for pair in rows if pair.reaction == name]
        answers = [pair.serious for pair in same]
        gravity = "yes" if True in answers else "no" if all(answer is False for answer in answers) else ""
        told = [pair.outcome for pair in same]
        outcome = next((code for code in WORST_FIRST if code in told), "0")
        found[name] = (same[0].organ_class, gravity, outcome)
    return found
