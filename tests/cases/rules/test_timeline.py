"""The timeline: days of the documented cases worked out by hand, and what makes an event certain, open or apart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from cases.actions.seed import read_documented
from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome
from cases.icsr.codes_lung import InfusionStatus, Modality, Phase, ProcedureStatus, Resolution, TreatmentKind
from cases.icsr.course import Course, Infusion
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.lung import Bronchoscopy, Imaging
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Death
from cases.icsr.reaction import Reaction
from cases.icsr.treatment import ReactionTreatment, Recovery
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.timeline import Event, EventKind, Timeline, timeline

CASES = Path(__file__).parents[3] / "fixtures" / "cases"


def date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def q(number: str, unit: str) -> Quantity:
    return Quantity(Decimal(number), unit)


def infusion(number: int | None, start: str | None = None, course: int | None = 1, status: Any = "given") -> Infusion:
    return Infusion(
        course=course,
        infusion=number,
        status=InfusionStatus(status) if status else None,
        start=date(start) if start else None,
    )


def case(*infusions: Infusion, link: DrugReaction | None = None, start: str | None = None, **more: Any) -> ICSR:
    """A case with one suspect drug, one reaction and, with `link`, what the reporter says of the two."""
    parts: dict[str, Any] = {
        "drugs": (Drug(number=1, role=DrugRole.SUSPECT, name="drug", infusions=infusions),),
        "reactions": (Reaction(number=1, verbatim="bleeding", start=date(start) if start else None),),
        "drug_reactions": (link,) if link else (),
    }
    return ICSR(**{**parts, **more})


def pair(**more: Any) -> DrugReaction:
    return DrugReaction(**{"drug": 1, "reaction": 1, **more})


def days(events: tuple[Event, ...]) -> list[tuple[str, int, int]]:
    return [(str(event.label), event.days.earliest, event.days.latest) for event in events if event.days]


def line(icsr: ICSR, position: int = 0) -> list[tuple[str, int, int]]:
    return days(timeline(icsr).courses[position].events)


def apart(told: Timeline) -> list[tuple[str, int | None, str]]:
    return [(str(event.label), event.course, str(event.note or "")) for event in told.apart]


def documented(name: str) -> ICSR:
    return read_documented(CASES / name)[0].icsr


def test_myro() -> None:
    """Onset 24 h after the start is day 2; CT 11 h later is hour 35, day 2 or 3; lavage 60 h later hour 84, day 4 or 5.

    Two days, one week and four weeks after day 2 are days 4, 9 and 30. The second infusion came between the first and
    the onset.
    """
    told = timeline(documented("myro-2018.yaml"))
    (course,) = told.courses
    assert (course.drug, course.course, course.day_one, course.start, course.retreatment) == (
        "alemtuzumab", 1, "", "", False
    )  # fmt: skip
    assert days(course.events) == [
        ("Infusion 1", 1, 1),
        ("Onset: Mild headache", 1, 1),
        ("Infusion 2", 1, 2),
        ("Onset: Diffuse alveolar bleeding", 2, 2),
        ("CT pulmonary angiography", 2, 3),
        ("Main symptoms gone", 4, 4),
        ("Bronchoscopy", 4, 5),
        ("CT, changes gone: Complete", 9, 9),
        ("Lung changes gone", 9, 9),
        ("All symptoms gone", 30, 30),
    ]
    notes = {str(event.label): str(event.note) for event in course.events if event.note}
    assert notes["Onset: Diffuse alveolar bleeding"] == "derived: 24 hours after the first infusion"
    assert notes["Bronchoscopy"] == "derived: 60 hours after onset of Diffuse alveolar bleeding"
    assert notes["Lung changes gone"] == "derived: 1 week after onset of Diffuse alveolar bleeding"
    assert notes["Infusion 2"] == "derived from the order of infusions and onset"
    assert apart(told) == [
        ("Onset: Pleuritis", 1, "Effusions at the CT during the haemorrhage"),
        ("Onset: Lymphopenia", 1, ""),
        ("Chest X-ray", None, "Before the drug"),
        ("Chest X-ray", None, "During the reaction"),
    ]


def test_zhao() -> None:
    """Onset on day 4 before that day's infusion, so infusions 2 and 3 lie in days 1 to 4; 16 days later is day 20."""
    told = timeline(documented("zhao-2025.yaml"))
    first, second = told.courses
    assert (first.start, first.retreatment, first.after_previous) == ("2022-07", False, None)
    assert days(first.events) == [
        ("Infusion 1", 1, 1),
        ("Infusion 2", 1, 4),
        ("Infusion 3", 1, 4),
        ("Onset: Diffuse alveolar haemorrhage", 4, 4),
        ("CT, changes gone: Complete", 20, 20),
        ("Lung changes gone", 20, 20),
    ]
    assert (second.course, second.retreatment, str(second.after_previous)) == (
        2, True, "1 year after the previous course"
    )  # fmt: skip
    assert days(second.events) == [("Infusion 1", 1, 1)]
    assert apart(told) == [
        ("Onset: Transient mild chest tightness and discomfort", 1, "With the first two infusions"),
        ("Onset: Shortness of breath", 2, "During the second dose of the second course"),
        ("Onset: Chest pain", 2, "During the second dose of the second course"),
        ("Infusion 4 withheld", 1, ""),
        ("Infusion 5 withheld", 1, ""),
        ("Infusion 2", 2, ""),
        ("Infusion 3", 2, ""),
        ("Bronchoscopy, not completed", None, ""),
        ("CT pulmonary angiography", None, "During the reaction"),
        ("High-resolution CT", None, ""),
        ("CT pulmonary angiography", 2, "At retreatment"),
        ("Chest X-ray", 2, "At retreatment"),
    ]


def test_the_alport_patient_who_died() -> None:
    told = timeline(read_documented(CASES / "alport-pair.yaml")[1].icsr)
    assert days(told.courses[0].events) == [("Infusion 1", 1, 1), ("Onset: Alveolar haemorrhage", 2, 3)]
    assert told.apart[-1].kind is EventKind.DEATH
    assert str(told.apart[-1].note) == "date: not asked"


def test_a_comparator_has_no_course() -> None:
    told = timeline(documented("abreu-2025.yaml"))
    assert told.courses == ()
    assert str(told.apart[0].label) == "Onset: Immune-mediated diffuse alveolar haemorrhage"


def test_nothing_told_is_nothing_drawn() -> None:
    assert timeline(ICSR()).is_empty
    assert not timeline(case(infusion(1))).is_empty


def test_dates_give_days_from_the_first_infusion() -> None:
    icsr = case(
        infusion(1, "2026-03-30"),
        infusion(2, "2026-03-31"),
        infusion(3, "2026-04-01", status="withheld"),
        start="2026-04-01",
        bronchoscopies=(Bronchoscopy(status=ProcedureStatus.DONE, date=date("2026-04-02")),),
        imaging=(Imaging(modality=Modality.XRAY, date=date("2026-03-29")),),
        treatments=(ReactionTreatment(kind=TreatmentKind.GC_PULSE, start=date("2026-04-02"), duration=q("3", "d")),),
        death=Death(date=date("2026-04-10")),
    )
    told = timeline(icsr)
    assert told.courses[0].day_one == "2026-03-30"
    assert days(told.courses[0].events) == [
        ("Chest X-ray", 0, 0),
        ("Infusion 1", 1, 1),
        ("Infusion 2", 2, 2),
        ("Infusion 3 withheld", 3, 3),
        ("Onset: bleeding", 3, 3),
        ("Bronchoscopy", 4, 4),
        ("Glucocorticoid pulse, for 3 days", 4, 4),
        ("Death", 12, 12),
    ]
    assert all(event.note is None for event in told.courses[0].events)


def test_a_date_belongs_to_the_course_that_runs_then() -> None:
    icsr = case(
        infusion(1, "2025-03-01"),
        infusion(1, "2026-03-01", course=2),
        imaging=(Imaging(date=date("2026-03-03")),),
        start="2026-03-02",
    )
    assert line(icsr, 0) == [("Infusion 1", 1, 1)]
    assert line(icsr, 1) == [("Infusion 1", 1, 1), ("Onset: bleeding", 2, 2), ("Imaging", 3, 3)]


def test_dates_count_from_a_dated_onset_when_infusions_have_none() -> None:
    icsr = case(
        infusion(1),
        link=pair(from_first=q("24", "h")),
        start="2026-03-02",
        imaging=(Imaging(modality=Modality.CT, date=date("2026-03-05")),),
    )
    told = timeline(icsr).courses[0].events[-1]
    assert (told.days.earliest, told.days.latest) == (5, 5) if told.days else False
    assert str(told.note) == "derived from the date of onset of bleeding"


def test_a_date_without_a_dated_course_or_onset_stays_a_date() -> None:
    scan = Imaging(modality=Modality.CT, date=date("2026-03-05"))
    undated = case(infusion(1), link=pair(from_first=q("24", "h")), imaging=(scan,))
    assert ("CT", None, "2026-03-05") in apart(timeline(undated))
    no_onset = case(infusion(1), imaging=(scan,))
    assert ("CT", None, "2026-03-05") in apart(timeline(no_onset))


def test_a_month_is_no_day() -> None:
    icsr = case(
        infusion(1, "2026-03-01"),
        infusion(2, "2026-03"),
        link=pair(),
        start="2026-03",
        imaging=(Imaging(modality=Modality.CT, date=date("2026-04")),),
    )
    assert line(icsr) == [("Infusion 1", 1, 1)]
    assert apart(timeline(icsr)) == [
        ("Onset: bleeding", None, "2026-03"),
        ("Infusion 2", 1, "2026-03"),
        ("CT", None, "2026-04"),
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([infusion(1), infusion(2), infusion(3, "2026-03-03")], [("Infusion 1", 1, 1)]),
        (
            [infusion(1, "2026-03-01"), infusion(2), infusion(3, "2026-03-03")],
            [("Infusion 1", 1, 1), ("Infusion 2", 1, 3), ("Infusion 3", 3, 3)],
        ),
        (
            [infusion(1, "2026-03-01"), infusion(2, status="withheld"), infusion(3, "2026-03-03", status="stopped")],
            [("Infusion 1", 1, 1), ("Infusion 2 withheld", 1, 3), ("Infusion 3, stopped early", 3, 3)],
        ),
        ([infusion(None)], [("Infusion without a number", 1, 1)]),
        ([infusion(None), infusion(None)], []),
        (
            [infusion(None, "2026-03-01"), infusion(None, "2026-03-02")],
            [("Infusion without a number", 1, 1), ("Infusion without a number", 2, 2)],
        ),
        ([infusion(1, status="planned"), infusion(2, status=None)], []),
    ],
)
def test_days_of_infusions(rows: list[Infusion], found: list[tuple[str, int, int]]) -> None:
    told = timeline(case(*rows))
    shown = [item for course in told.courses for item in days(course.events) if not item[0].startswith("Onset")]
    assert shown == found


def test_infusions_in_contradicting_order_are_apart() -> None:
    rows = [infusion(1, "2026-03-01"), infusion(2, "2026-03-09"), infusion(3), infusion(4, "2026-03-05")]
    assert ("Infusion 3", 1, "") in apart(timeline(case(*rows)))


def test_statuses_have_their_own_words() -> None:
    rows = [infusion(1, status="planned"), infusion(2, status=None), infusion(3, status="withheld")]
    labels = [str(event.label) for event in timeline(case(*rows)).apart]
    assert labels[1:] == ["Infusion 1 planned", "Infusion 2, not told whether given", "Infusion 3 withheld"]


@pytest.mark.parametrize(
    ("passed", "found"),
    [
        # Onset on day 3, hours not known.
        (q("60", "h"), (5, 6)),
        (q("24", "h"), (4, 4)),
        (q("2", "d"), (5, 5)),
        (q("2", "wk"), (17, 17)),
        # A month is 730.5 h, 30.4 days.
        (q("1", "mo"), (33, 34)),
    ],
)
def test_time_after_an_onset_known_by_its_day(passed: Quantity, found: tuple[int, int]) -> None:
    icsr = case(link=pair(onset_day_earliest=3), bronchoscopies=(Bronchoscopy(after_onset=passed),))
    assert line(icsr)[-1] == ("Bronchoscopy", *found)


def test_what_is_no_length_of_time_is_apart() -> None:
    icsr = case(infusion(1), link=pair(onset_day_earliest=3), recovery=Recovery(all_symptoms_gone=Quantity(None, "d")))
    assert apart(timeline(icsr)) == [("All symptoms gone", None, "days after onset")]


def test_time_after_an_unknown_onset_is_apart() -> None:
    icsr = case(infusion(1), recovery=Recovery(lung_changes_gone=q("1", "wk")))
    assert apart(timeline(icsr))[-1] == ("Lung changes gone", None, "1 week after onset")


@pytest.mark.parametrize(
    ("link", "start", "note"),
    [
        (pair(onset_text="at night"), None, "at night"),
        (pair(), "2026", "2026"),
        (pair(from_last=q("2", "h")), None, "2 hours after the last infusion"),
        (pair(onset_day_earliest=2), None, "day 2 of a course that is not told"),
        (None, None, ""),
    ],
)
def test_an_onset_without_a_day_keeps_what_is_known(link: DrugReaction | None, start: str | None, note: str) -> None:
    two = (infusion(1), infusion(1, course=2))
    assert apart(timeline(case(*two, link=link, start=start)))[0] == ("Onset: bleeding", None, note)


def test_the_only_course_is_the_course_of_the_onset() -> None:
    assert line(case(infusion(1, course=None), link=pair(onset_course=1, onset_day_latest=2)))[-1][1:] == (2, 2)


def test_an_onset_in_a_course_without_infusions_makes_a_course() -> None:
    icsr = case(infusion(1), infusion(1, course=2), link=pair(onset_course=3, onset_day_earliest=2))
    told = timeline(icsr)
    assert [course.course for course in told.courses] == [1, 2, 3]
    assert line(icsr, 2) == [("Onset: bleeding", 2, 2)]


def test_an_onset_in_each_of_two_suspect_drugs_and_none_in_a_concomitant_one() -> None:
    drugs = tuple(
        Drug(number=number, role=role, name=f"drug {number}", infusions=(infusion(1),))
        for number, role in ((1, DrugRole.SUSPECT), (2, DrugRole.INTERACTING), (3, DrugRole.CONCOMITANT))
    )
    links = (pair(from_first=q("24", "h")), pair(drug=2, onset_day_earliest=5))
    told = timeline(case(drugs=drugs, drug_reactions=links))
    assert [(course.drug, days(course.events)[-1]) for course in told.courses] == [
        ("drug 1", ("Onset: bleeding", 2, 2)),
        ("drug 2", ("Onset: bleeding", 5, 5)),
    ]


def test_courses_and_reactions_without_names_or_numbers() -> None:
    drug = Drug(role=DrugRole.SUSPECT, infusions=(infusion(1),))
    rows = (Course(course=1, start=date("2026-03")), Course(drug=9, course=4), Course(drug=1))
    icsr = ICSR(drugs=(drug,), courses=rows, reactions=(Reaction(),), drug_reactions=(pair(onset_day_earliest=2),))
    (course,) = timeline(icsr).courses
    assert (course.drug, course.start) == ("", "2026-03")
    assert days(course.events)[-1] == ("Onset: reaction 1", 2, 2)


def test_examinations_and_treatments_that_were_not_done_are_no_events() -> None:
    icsr = case(
        bronchoscopies=(
            Bronchoscopy(status=ProcedureStatus.NOT_DONE, date=date("2026-03-01")),
            Bronchoscopy(status=NullFlavor.UNK),
            Bronchoscopy(date=date("2026-03")),
        ),
        treatments=(
            ReactionTreatment(kind=TreatmentKind.IVIG, given=False),
            ReactionTreatment(kind=TreatmentKind.IVIG, given=NullFlavor.UNK),
            ReactionTreatment(),
            ReactionTreatment(given=True),
        ),
    )
    assert apart(timeline(icsr))[1:] == [("Bronchoscopy", None, "2026-03"), ("Treatment", None, "")]


def test_the_end_of_a_reaction() -> None:
    reactions = (
        Reaction(verbatim="bleeding", start=date("2026-03-02"), end=date("2026-03-09")),
        Reaction(verbatim="cough", start=date("2026-03-03"), duration=q("10", "d")),
        Reaction(verbatim="rash", end=NullFlavor.NASK),
        Reaction(verbatim="fever", duration=q("2", "d")),
    )
    told = timeline(case(infusion(1, "2026-03-01"), reactions=reactions))
    assert days(told.courses[0].events)[-2:] == [("End: bleeding", 9, 9), ("End: cough", 13, 13)]
    assert apart(told)[-1] == ("End: fever", None, "2 days after onset")


def test_a_fatal_reaction_without_a_death_section_ends_in_death() -> None:
    told = timeline(case(reactions=(Reaction(verbatim="bleeding", outcome=Outcome.FATAL),)))
    assert apart(told)[-1] == ("Death", None, "")


def test_images_at_retreatment_belong_to_the_one_retreatment() -> None:
    scan = Imaging(modality=NullFlavor.UNK, phase=Phase.RETREATMENT, resolution=Resolution.NONE)
    again = [Course(drug=1, course=number, retreatment=True) for number in (2, 3)]
    one = timeline(case(courses=tuple(again[:1]), imaging=(scan,)))
    assert apart(one)[-1] == ("Imaging, changes gone: None", 2, "At retreatment")
    assert apart(timeline(case(courses=tuple(again), imaging=(scan,))))[-1][1] is None


@law(st.lists(st.integers(0, 5), min_size=1, max_size=5), st.integers(0, 400))
def test_no_event_of_a_case_is_lost(statuses: list[int], length: int) -> None:
    known = [*InfusionStatus, None, InfusionStatus.GIVEN]
    rows = [infusion(number, status=known[status]) for number, status in enumerate(statuses, start=1)]
    told = timeline(case(*rows, link=pair(from_first=q(str(length), "h"))))
    events = [*told.apart, *(event for course in told.courses for event in course.events)]
    assert len(events) == len(rows) + 1
