"""The whole case: every section of the ICSR and every part that this registry adds, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from cases.icsr.comparator import Episode
from cases.icsr.course import Course, Premedication
from cases.icsr.drug import Assessment, Drug, DrugReaction
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.narrative import CaseSummary, Narrative, SenderDiagnosis
from cases.icsr.patient import (
    AutopsyCause,
    CauseOfDeath,
    Death,
    MedicalHistory,
    Parent,
    ParentHistory,
    ParentPastDrug,
    PastDrug,
    Patient,
)
from cases.icsr.provenance import Provenance
from cases.icsr.reaction import Reaction
from cases.icsr.report import (
    CaseIdentifier,
    Document,
    LiteratureReference,
    PrimarySource,
    Report,
    Sender,
    Study,
    StudyRegistration,
)
from cases.icsr.spec import one, rows
from cases.icsr.test import Test
from cases.icsr.treatment import Care, ReactionTreatment, Recovery


@dataclass(frozen=True, kw_only=True)
class ICSR:
    """One individual case safety report, or one comparator episode, at one time."""

    report: Report | None = one(Report)
    documents: tuple[Document, ...] = rows(Document)
    case_identifiers: tuple[CaseIdentifier, ...] = rows(CaseIdentifier)
    primary_sources: tuple[PrimarySource, ...] = rows(PrimarySource)
    sender: Sender | None = one(Sender)
    literature: tuple[LiteratureReference, ...] = rows(LiteratureReference)
    study: Study | None = one(Study)
    study_registrations: tuple[StudyRegistration, ...] = rows(StudyRegistration)
    patient: Patient | None = one(Patient)
    medical_history: tuple[MedicalHistory, ...] = rows(MedicalHistory)
    past_drugs: tuple[PastDrug, ...] = rows(PastDrug)
    death: Death | None = one(Death)
    causes_of_death: tuple[CauseOfDeath, ...] = rows(CauseOfDeath)
    autopsy_causes: tuple[AutopsyCause, ...] = rows(AutopsyCause)
    parent: Parent | None = one(Parent)
    parent_history: tuple[ParentHistory, ...] = rows(ParentHistory)
    parent_past_drugs: tuple[ParentPastDrug, ...] = rows(ParentPastDrug)
    reactions: tuple[Reaction, ...] = rows(Reaction)
    tests: tuple[Test, ...] = rows(Test)
    drugs: tuple[Drug, ...] = rows(Drug)
    courses: tuple[Course, ...] = rows(Course)
    premedication: tuple[Premedication, ...] = rows(Premedication)
    drug_reactions: tuple[DrugReaction, ...] = rows(DrugReaction)
    assessments: tuple[Assessment, ...] = rows(Assessment)
    bronchoscopies: tuple[Bronchoscopy, ...] = rows(Bronchoscopy)
    imaging: tuple[Imaging, ...] = rows(Imaging)
    exclusions: tuple[Exclusion, ...] = rows(Exclusion)
    care: Care | None = one(Care)
    treatments: tuple[ReactionTreatment, ...] = rows(ReactionTreatment)
    recovery: Recovery | None = one(Recovery)
    narrative: Narrative | None = one(Narrative)
    sender_diagnoses: tuple[SenderDiagnosis, ...] = rows(SenderDiagnosis)
    summaries: tuple[CaseSummary, ...] = rows(CaseSummary)
    episode: Episode | None = one(Episode)
    provenance: tuple[Provenance, ...] = rows(Provenance)
