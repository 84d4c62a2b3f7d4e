"""Sections that few cases fill: publications, studies, death, parents, documents, other numbers and languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.generation.days import about, on
from cases.generation.dice import Dice, Weighted
from cases.generation.places import Place
from cases.generation.words import MARK
from cases.icsr.codes import Outcome, SenderType, Sex, StudyType
from cases.icsr.codes_lung import Basis
from cases.icsr.comparator import Episode
from cases.icsr.narrative import CaseSummary, SenderDiagnosis
from cases.icsr.patient import AutopsyCause, CauseOfDeath, Death, Parent, ParentHistory, ParentPastDrug
from cases.icsr.provenance import Provenance
from cases.icsr.reaction import Reaction
from cases.icsr.report import CaseIdentifier, Document, LiteratureReference, Sender, Study, StudyRegistration
from cases.icsr.values import Attachment, Coded, NullFlavor, Quantity

GPA, MPA, EGPA = "Granulomatosis with polyangiitis", "Microscopic polyangiitis", "EGPA"
ANTI_GBM, LUPUS = "Anti-GBM disease", "SLE"
_DIAGNOSIS = Weighted({GPA: 28, MPA: 16, EGPA: 6, ANTI_GBM: 12, LUPUS: 38})
"""Half of the patients of Abreu 2025 had lupus, the others ANCA-associated vasculitis."""
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def published(dice: Dice, number: int, received: int) -> dict[str, Any]:
    """A case from the literature: its publication, and where its values stand there."""
    reference = LiteratureReference(
        reference=f"Invented authors. Invented journal {on(received).hl7[:4]}; no. {number}"
    )
    places = tuple(
        Provenance(field=path, source="Invented article", place=f"page {dice.between(1, 9)}", basis=Basis.STATED)
        for path in ("reactions[1].verbatim", "drugs[1].name")
    )
    return {"literature": (reference,), "provenance": places}


def now_and_then(dice: Dice, place: Place, number: int, onset: int) -> dict[str, Any]:
    """Each of these sections in a few cases of a hundred."""
    held: dict[str, Any] = {}
    if dice.chance(0.04):
        held["study"] = Study(name=f"Invented study {dice.between(1, 12)}", study_type=StudyType.OTHER)
        held["study_registrations"] = (StudyRegistration(registration_number=f"INV-{number}", country=place.country),)
    if dice.chance(0.03):
        held["documents"] = (
            Document(description="Letter of discharge", included=Attachment(_PDF, "application/pdf", "letter.pdf")),
        )
    if dice.chance(0.03):
        held["case_identifiers"] = (CaseIdentifier(source="Invented agency", identifier=f"AG-{number}"),)
    if dice.chance(0.05):
        held["sender"] = Sender(
            sender_type=SenderType.HEALTH_PROFESSIONAL, organisation=place.name, country=place.country
        )
    if dice.chance(0.03):
        held["summaries"] = (CaseSummary(summary=MARK, language=place.language),)
    if dice.chance(0.03):
        held["sender_diagnoses"] = (SenderDiagnosis(term=Coded("90000042", "T1")),)
    if dice.chance(0.02):
        held |= _parent(dice, onset)
    return held


def _parent(dice: Dice, onset: int) -> dict[str, Any]:
    return {
        "parent": Parent(
            identification=NullFlavor.MSK, age=Quantity(Decimal(dice.between(20, 42)), "a"), sex=Sex.FEMALE
        ),
        "parent_history": (ParentHistory(start=about(dice, onset - 2000), continuing=True, comments="Asthma"),),
        "parent_past_drugs": (ParentPastDrug(name="interferon beta-1b", start=about(dice, onset - 900)),),
    }


def death(dice: Dice, rows: tuple[Reaction, ...], onset: int, last_day: int) -> dict[str, Any]:
    """The death that a fatal reaction led to."""
    fatal = next((row for row in rows if row.outcome is Outcome.FATAL), None)
    if fatal is None:
        return {}
    autopsy = dice.chance(0.4)
    return {
        "death": Death(date=on(min(onset + 4 + dice.waiting(15, 200), last_day)), autopsy=autopsy),
        "causes_of_death": (CauseOfDeath(verbatim=fatal.verbatim),),
        "autopsy_causes": (AutopsyCause(verbatim=fatal.verbatim),) if autopsy else (),
    }


def day_of_death(held: dict[str, Any]) -> int | None:
    """The day, of the sections that `death` gave."""
    told = held.get("death")
    return told.date.earliest.toordinal() if told else None


def episode(dice: Dice, number: int) -> Episode:
    """A comparator episode, with a diagnosis and no suspect drug; haemoglobin fell in 10 of 11 of Abreu 2025."""
    return Episode(
        series="Invented series",
        patient_in_series=str(number),
        episode=1,
        diagnosis=dice.weighted(_DIAGNOSIS),
        age_at_diagnosis=Decimal(dice.between(20, 74)),
        first_manifestation=dice.chance(0.6),
        symptoms=("haemoptysis", "dyspnoea") if dice.chance(0.8) else NullFlavor.UNK,
        haemoglobin_fell=dice.chance(0.9) if dice.chance(0.85) else NullFlavor.UNK,
        other_manifestations=("kidney",) if dice.chance(0.4) else None,
    )
