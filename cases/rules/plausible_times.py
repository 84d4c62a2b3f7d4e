"""Doubts about dates: what ends before it starts, or comes before what should have come first.

Dates are compared as far as they are known: a concern is raised only when no reading of the two dates avoids it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole
from cases.icsr.codes_lung import InfusionStatus, Phase, ProcedureStatus
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import parts
from cases.icsr.words import _
from cases.rules.age import years
from cases.rules.concern import Concern
from cases.rules.phrase import phrase
from cases.rules.timing import OnsetBasis, days_of, hours, onset, told_in_hours

_NOT_RECEIVED = (InfusionStatus.PLANNED, InfusionStatus.WITHHELD)
_CHECK = phrase(_("Check both dates."))
_CHECK_INTERVAL = phrase(_("Check the interval and the dates; leave the interval out where the dates are right."))
_AGE_TOLERANCE = Decimal(1)
_HOUR = Decimal(1)
_DECADES = ("10.a", "{decade}")


def of_times(icsr: ICSR) -> Iterator[Concern]:
    """The concerns about dates, in the order of the case where they can be."""
    yield from _ends_before_start(icsr)
    yield from _onset_before_drug(icsr)
    yield from _before_onset(icsr)
    for position, drug in enumerate(icsr.drugs, start=1):
        yield from _infusions_out_of_order(drug, f"drugs[{position}]")
    yield from _age(icsr)
    yield from _intervals(icsr)


def surely_before(first: Any, second: Any) -> bool:
    """Whether `first` is earlier, however its missing parts are filled in; False unless both are dates.

    When one alone has a time zone, only the calendar days are compared.
    """
    if not isinstance(first, PartialDate) or not isinstance(second, PartialDate):
        return False
    if (first.zone is None) != (second.zone is None):
        return first.latest.date() < second.earliest.date()
    return first.latest < second.earliest


def _rows(record: Any, path: str = "") -> Iterator[tuple[Any, str]]:
    for part in parts(type(record)):
        if part.repeats:
            for position, row in enumerate(getattr(record, part.name), start=1):
                here = f"{path}{part.name}[{position}]"
                yield row, here
                yield from _rows(row, f"{here}.")


def _ends_before_start(icsr: ICSR) -> Iterator[Concern]:
    for row, path in _rows(icsr):
        start, end = getattr(row, "start", None), getattr(row, "end", None)
        if surely_before(end, start):
            message = phrase(_("It ends on %(end)s, before it starts on %(start)s."), end=end, start=start)
            yield Concern("end_before_start", f"{path}.end", message, _CHECK)


def _starts(drug: Drug) -> Iterator[PartialDate]:
    received = (row.start for row in drug.infusions if row.status not in _NOT_RECEIVED)
    for start in (*received, *(row.start for row in drug.dosages)):
        if isinstance(start, PartialDate):
            yield start


def _onset_before_drug(icsr: ICSR) -> Iterator[Concern]:
    suspects = [row for row in icsr.drugs if row.role in (DrugRole.SUSPECT, DrugRole.INTERACTING)]
    starts = [start for drug in suspects for start in _starts(drug)]
    for position, row in enumerate(icsr.reactions, start=1):
        if starts and all(surely_before(row.start, start) for start in starts):
            first = min(starts, key=lambda start: start.earliest)
            message = phrase(
                _("The reaction began on %(start)s, before the drug was first given on %(first)s."),
                start=row.start,
                first=first,
            )
            advice = phrase(_("Check both dates. What was there before the drug belongs to the medical history."))
            yield Concern("onset_before_drug", f"reactions[{position}].start", message, advice)


def _before_onset(icsr: ICSR) -> Iterator[Concern]:
    """Death, bronchoscopy and images of the acute phase that are dated before every reaction."""
    onsets = [row.start for row in icsr.reactions if isinstance(row.start, PartialDate)]
    dated: list[tuple[str, Any, str]] = []
    if icsr.death is not None:
        dated.append(("death.date", icsr.death.date, _("The death is dated %(date)s, before the reaction began.")))
    dated.extend(
        (f"bronchoscopies[{position}].date", row.date, _("The bronchoscopy is dated %(date)s, before the reaction."))
        for position, row in enumerate(icsr.bronchoscopies, start=1)
        if row.status == ProcedureStatus.DONE
    )
    dated.extend(
        (f"imaging[{position}].date", row.date, _("The image of the reaction is dated %(date)s, before it began."))
        for position, row in enumerate(icsr.imaging, start=1)
        if row.phase is Phase.ACUTE
    )
    for path, date, message in dated:
        if onsets and all(surely_before(date, onset) for onset in onsets):
            yield Concern(
                "before_onset", path, phrase(message, date=date), phrase(_("Check it against the date of onset."))
            )


def _infusions_out_of_order(drug: Drug, path: str) -> Iterator[Concern]:
    numbered = [
        (row.course or 1, row.infusion, row.start, position)
        for position, row in enumerate(drug.infusions, start=1)
        if row.infusion is not None and row.start is not None
    ]
    for before, after in pairwise(sorted(numbered, key=lambda item: item[:2])):
        if surely_before(after[2], before[2]):
            message = phrase(
                _("Infusion %(number)s is dated %(date)s, before infusion %(earlier)s on %(first)s."),
                number=after[1],
                date=after[2],
                earlier=before[1],
                first=before[2],
            )
            advice = phrase(_("Check the dates and the numbers of course and infusion."))
            yield Concern("infusions_out_of_order", f"{path}.infusions[{after[3]}].start", message, advice)


def _age(icsr: ICSR) -> Iterator[Concern]:
    """The reported age against the ages that date of birth and onset can mean."""
    patient = icsr.patient
    reported = years(patient.age_at_onset) if patient else None
    onset = next((row.start for row in icsr.reactions if isinstance(row.start, PartialDate)), None)
    if patient is None or reported is None or onset is None or not isinstance(patient.birth_date, PartialDate):
        return
    lowest, highest = _whole_years(patient.birth_date, onset)
    tolerance = 10 if patient.age_at_onset and patient.age_at_onset.unit in _DECADES else _AGE_TOLERANCE
    if lowest - tolerance <= reported <= highest + tolerance:
        return
    message = phrase(
        _("The age %(age)s does not fit the date of birth: at onset that gives %(years)s years."),
        age=patient.age_at_onset,
        years=lowest if lowest == highest else f"{lowest} - {highest}",
    )
    advice = phrase(_("Give the age when the reaction began, not today's."))
    yield Concern("age_and_birth_date", "patient.age_at_onset", message, advice)


def _whole_years(born: PartialDate, onset: PartialDate) -> tuple[int, int]:
    """The lowest and the highest completed years of age that two dates can mean."""
    ages = [
        last.year - first.year - ((last.month, last.day) < (first.month, first.day))
        for first, last in ((born.latest, onset.earliest), (born.earliest, onset.latest))
    ]
    return ages[0], ages[1]


def _intervals(icsr: ICSR) -> Iterator[Concern]:
    """The reported time from the first dose to the reaction against the one that the dates give."""
    drugs = {row.number or position: row for position, row in enumerate(icsr.drugs, start=1)}
    reactions = {row.number or position: row for position, row in enumerate(icsr.reactions, start=1)}
    for position, link in enumerate(icsr.drug_reactions, start=1):
        drug, reaction = drugs.get(link.drug or 0), reactions.get(link.reaction or 0)
        reported = hours(link.from_first)
        if drug is None or reaction is None or reported is None or not isinstance(reaction.start, PartialDate):
            continue
        # Without what is reported only the dates are left to tell.
        told = onset(replace(link, from_first=None), reaction.start, drug.infusions)
        if told.basis is not OnsetBasis.DATES or told.day_earliest is None:
            continue
        if told.hours_since_first is not None and told_in_hours(link.from_first):
            differs = abs(told.hours_since_first - reported) > _HOUR
            by_dates = phrase(_("%(hours)s hours"), hours=f"{told.hours_since_first:.0f}")
        else:
            low, high = days_of(reported, link.from_first)
            differs = not low - 1 <= told.day_earliest <= high + 1
            by_dates = phrase(_("day %(day)s of the course"), day=told.day_earliest)
        if differs:
            message = phrase(
                _("The time from the first dose, %(reported)s, does not fit the dates: they give %(dates)s."),
                reported=link.from_first,
                dates=by_dates,
            )
            yield Concern("interval_and_dates", f"drug_reactions[{position}].from_first", message, _CHECK_INTERVAL)
