"""Which element of a case stands in which box of the CIOMS I form.

Source: CIOMS Working Group I, International Reporting of Adverse Drug Reactions (1990), the form in its annex; the last
two boxes of seriousness follow ICH E2A.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cases.documents.form_reader import FormReader, Line
from cases.documents.results import result_cells
from cases.documents.stamp import Stamp
from cases.documents.timeline import day_words
from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Qualification, Rechallenge, ReportType
from cases.icsr.codes_lung import Dechallenge
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.spec import elements
from cases.icsr.test import Test
from cases.rules.age import age_at_onset
from cases.rules.facts import given, version_facts
from cases.rules.timeline import EventKind, timeline
from cases.typesetting.letters import visible

_SERIOUS = (
    ("results_in_death", "died"),
    ("hospitalisation", "hospital"),
    ("disabling", "disability"),
    ("life_threatening", "life"),
    ("congenital_anomaly", "congenital"),
    ("medically_important", "important"),
)
_TICKED = ("8-12", "20", "21", "24d", "25a")
_SUSPECT = (DrugRole.SUSPECT, DrugRole.INTERACTING)
_HEALTH = (Qualification.PHYSICIAN, Qualification.PHARMACIST, Qualification.OTHER_HEALTH)
_OUTSIDE = (Qualification.CONSUMER, Qualification.LAWYER)


def boxes(reader: FormReader, whole: ICSR, stamp: Stamp) -> dict[str, Any]:
    """The boxes by their numbers: lines of text, or names of the squares to tick.

    `whole` is the case with nothing withheld: an age may be worked out from a date of birth that is not printed.
    """
    made: dict[str, Any] = {}
    made.update(_patient(reader, whole))
    made.update(_drugs(reader))
    made["22"], made["23"] = _concomitant(reader), _history(reader)
    made.update(_sender(reader, stamp))
    made["7"] = _description(reader)
    made["26"] = _remarks(reader)
    return {number: _paragraphs(box) if number not in _TICKED else box for number, box in made.items()}


def _paragraphs(lines: list[Line]) -> list[Line]:
    """A line for each paragraph of a text, the lead before the first."""
    return [
        {"b": "" if position else line["b"], "t": part}
        for line in lines
        for position, part in enumerate(line["t"].split("\n"))
    ]


def _line(text: str, lead: str = "", *, bare: bool = False) -> list[Line]:
    """A line of a box; without text there is none, unless its lead says enough (`bare`)."""
    return [{"b": lead, "t": text}] if text or (bare and lead) else []


def _patient(reader: FormReader, whole: ICSR) -> dict[str, Any]:
    patient, icsr = reader.icsr.patient, reader.icsr
    began = next((row for row in reader.rows("reactions") if row[1].start is not None), None)
    onset = reader.words(began[0], began[1], "start") if began else onset_words(whole)
    country = reader.joined("reactions[1]", icsr.reactions[0], ["country"]) if icsr.reactions else ""
    ticks = [tick for name, tick in _SERIOUS if any(getattr(reaction, name) is True for reaction in icsr.reactions)]
    return {
        "1": _line(reader.words("patient", patient, "initials")),
        "1a": _line(country or _reporters_country(whole)),
        "2": _line(reader.words("patient", patient, "birth_date")),
        "2a": _line(_age(reader, whole)),
        "3": _line(reader.words("patient", patient, "sex")),
        "4-6": _line(onset),
        "8-12": ticks,
    }


def onset_words(icsr: ICSR) -> str:
    """The day of the first onset of the case as the timeline tells it; '' when it tells none."""
    for course in timeline(icsr).courses:
        for event in course.events:
            if event.kind is EventKind.ONSET and event.reaction == 1:
                number = "" if course.course is None else _(", course %(number)s") % {"number": course.course}
                return day_words(event.days) + number
    return ""


def _reporters_country(whole: ICSR) -> str:
    facts = version_facts(whole)
    return _("%(country)s (reporter's)") % {"country": facts.country} if facts.country_basis == "reporter" else ""


def _age(reader: FormReader, whole: ICSR) -> str:
    patient = reader.icsr.patient
    said = reader.joined("patient", patient, ["age_at_onset", "age_group"], ", ")
    if patient is None or patient.age_at_onset is not None:
        return said
    began = next((row.start for row in whole.reactions if isinstance(row.start, PartialDate)), None)
    years = age_at_onset(whole.patient, began)
    return ", ".join(
        words for words in (_("%(age)s years") % {"age": years} if years is not None else "", said) if words
    )


def _drugs(reader: FormReader) -> dict[str, Any]:
    made: dict[str, Any] = {number: [] for number in ("14", "15", "16", "17", "18", "19")}
    for path, drug in reader.rows("drugs"):
        if drug.role in _SUSPECT:
            _suspect(reader, path, drug, made)
    for path, course in reader.rows("courses"):
        made["18"] += _line(reader.labelled(path, course), _("Course"))
    links = [link for _path, link in reader.rows("drug_reactions")]
    return {**made, "20": _abated(links), "21": _reappeared(links)}


def _suspect(reader: FormReader, path: str, drug: Any, made: dict[str, Any]) -> None:
    number = f"#{drug.number}"
    name = reader.words(path, drug, "name")
    for below, infusion in reader.below(path, drug, "infusions"):
        which = f"{number} {_infusion(reader, below, infusion)}"
        made["16"] += _line(reader.words(below, infusion, "route"), which)
        made["18"] += _line(reader.joined(below, infusion, ("start", "end"), " - "), which)
        dose = reader.joined(below, infusion, ("dose", "rate"), ", ")
        more = reader.labelled(below, infusion)
        made["15"] += _line("; ".join(text for text in (dose, more) if text), which, bare=True)
    for below, dosage in reader.below(path, drug, "dosages"):
        made["16"] += _line(
            reader.labelled(
                below, dosage, ("route_text", "route", "form_text", "form", "parent_route_text", "parent_route")
            ),
            number,
        )
        made["18"] += _line(reader.labelled(below, dosage, ("start", "end")), number)
        made["19"] += _line(reader.words(below, dosage, "duration"), number)
        made["15"] += _line(reader.labelled(below, dosage), number)
    for below, indication in reader.below(path, drug, "indications"):
        made["17"] += _line(reader.joined(below, indication, ("verbatim", "term"), ", "), number)
    substances = [
        reader.joined(below, row, ("name", "strength", "term")) for below, row in reader.below(path, drug, "substances")
    ]
    contents = ", ".join(text for text in substances if text.casefold() != name.casefold())
    made["14"] += _line(f"{name} ({contents})" if contents else name, number, bare=True)
    made["14"] += _line(reader.labelled(path, drug))
    made["14"] += [
        line for below, row in reader.below(path, drug, "devices") for line in _line(reader.labelled(below, row))
    ]


def _infusion(reader: FormReader, path: str, infusion: Any) -> str:
    which = _("course %(course)s, infusion %(infusion)s") % {
        "course": reader.words(path, infusion, "course") or "-",
        "infusion": reader.words(path, infusion, "infusion") or "-",
    }
    status = reader.words(path, infusion, "status")
    return f"{which} ({status.lower()})" if status else which


def _abated(links: list[Any]) -> str:
    """Box 20 by the first pair of drug and reaction that has an answer."""
    answer = next((given(link.dechallenge) for link in links if given(link.dechallenge)), None)
    if answer is None:
        return ""
    return {Dechallenge.POSITIVE: "yes", Dechallenge.NEGATIVE: "no"}.get(answer, "na")


def _reappeared(links: list[Any]) -> str:
    """Box 21: yes when any reaction came back."""
    answers = {link.rechallenge for link in links if link.rechallenge}
    if Rechallenge.RECURRED in answers:
        return "yes"
    return "no" if Rechallenge.NOT_RECURRED in answers else "na" if answers else ""


def _concomitant(reader: FormReader) -> list[Line]:
    lines: list[Line] = []
    for path, drug in reader.rows("drugs"):
        if drug.role in _SUSPECT:
            continue
        name = reader.words(path, drug, "name")
        reader.words(path, drug, "role") if drug.role == DrugRole.CONCOMITANT else None
        below = [
            reader.spoken(where, row)
            for part in ("substances", "indications", "dosages", "infusions", "devices")
            for where, row in reader.below(path, drug, part)
        ]
        lines += _line("; ".join(text for text in (reader.spoken(path, drug), *below) if text), name, bare=True)
    for path, row in reader.rows("premedication"):
        name = f"{_('Premedication')}: {reader.words(path, row, 'name')}"
        dose = reader.joined(path, row, ("dose", "route"), ", ")
        lines += _line("; ".join(text for text in (dose, reader.labelled(path, row)) if text), name, bare=True)
    return lines


def _history(reader: FormReader) -> list[Line]:
    return reader.sections("patient", "medical_history", "past_drugs")


def _sender(reader: FormReader, stamp: Stamp) -> dict[str, Any]:
    icsr, report = reader.icsr, reader.icsr.report
    sources = {given(row.qualification) for row in icsr.primary_sources}
    kinds = {
        "study": icsr.study is not None or (report is not None and report.report_type == ReportType.STUDY),
        "literature": bool(icsr.literature),
        "health": bool(sources & set(_HEALTH)),
        "other": bool(sources & set(_OUTSIDE)),
    }
    return {
        "24a": reader.sections("sender"),
        "24b": _line(reader.words("report", report, "worldwide_id") or visible(stamp.case_number)),
        "24c": _line(reader.words("report", report, "latest_received")),
        "24d": [kind for kind, holds in kinds.items() if holds],
        "date": _line(stamp.printed_at.date().isoformat()),
        "25a": "initial" if stamp.version == 1 else "followup",
        "25b": reader.sections("primary_sources"),
    }


def _description(reader: FormReader) -> list[Line]:
    """Boxes 7 and 13: the reactions, the story, then what supports it."""
    lines = []
    common = [name for name, spec in elements(Reaction) if not spec.rare]
    for path, reaction in reader.rows("reactions"):
        lead = reader.joined(path, reaction, ("verbatim", "term"), ", ") or _("Reaction")
        left = [name for name in common if f"{path}.{name}" not in reader.used]
        lines += _line(reader.labelled(path, reaction, left), f"({reaction.number}) {lead}", bare=True)
    narrative = reader.icsr.narrative
    lines += _line(reader.words("narrative", narrative, "story"))
    lines += _line(reader.words("narrative", narrative, "reporter_comments"), _("Reporter's comments"))
    lines += reader.sections("drug_reactions", "care", "treatments", "recovery", "death", "causes_of_death")
    lines += reader.sections("autopsy_causes", "bronchoscopies", "imaging")
    for path, row in reader.rows("tests"):
        reader.used |= {f"{path}.{name}" for name, _spec in elements(Test)}
        cells = result_cells(reader.icsr, row)
        normal = _("normal: %(range)s") % {"range": cells.normal} if cells.normal else ""
        said = (cells.result, normal, cells.when, cells.more)
        lines += _line("; ".join(text for text in said if text), cells.test or _("Test"), bare=True)
    return lines + reader.sections("exclusions", "episode")


def _remarks(reader: FormReader) -> list[Line]:
    comments = reader.words("narrative", reader.icsr.narrative, "sender_comments")
    return _line(comments) + reader.sections("assessments", "sender_diagnoses", "literature")
