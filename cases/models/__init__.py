"""The tables of cases, one clinical concept per file."""

from cases.models.audit import AccessEvent, AuditEvent, AuditSeal, AuditSealRun
from cases.models.autosave import Autosave, DraftRevision
from cases.models.case import Case, CaseVersion, Centre
from cases.models.comparator import Episode
from cases.models.confirmation import Confirmation
from cases.models.course import Course, Premedication
from cases.models.datakey import DataKey
from cases.models.drug import Assessment, Drug, DrugReaction
from cases.models.drug_parts import Device, Dosage, Indication, Substance
from cases.models.envelope import Batch, Message
from cases.models.facts import CaseFacts, PairFacts
from cases.models.facts_line import CaseLine
from cases.models.facts_lung import LungFacts
from cases.models.infusion import Infusion
from cases.models.lung import Bronchoscopy, Exclusion, Imaging
from cases.models.narrative import CaseSummary, Narrative, SenderDiagnosis
from cases.models.patient import (
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
from cases.models.people import Membership, SavedFilter
from cases.models.provenance import Provenance
from cases.models.reaction import Reaction
from cases.models.report import (
    CaseIdentifier,
    Document,
    LiteratureReference,
    PrimarySource,
    Report,
    Sender,
    Study,
    StudyRegistration,
)
from cases.models.review import Answer, Query, Step
from cases.models.terminology import Term, TermRelease
from cases.models.test import Test
from cases.models.treatment import Care, ReactionTreatment, Recovery

__all__ = [
    "AccessEvent",
    "Answer",
    "Assessment",
    "AuditEvent",
    "AuditSeal",
    "AuditSealRun",
    "AutopsyCause",
    "Autosave",
    "Batch",
    "Bronchoscopy",
    "Care",
    "Case",
    "CaseFacts",
    "CaseIdentifier",
    "CaseLine",
    "CaseSummary",
    "CaseVersion",
    "CauseOfDeath",
    "Centre",
    "Confirmation",
    "Course",
    "DataKey",
    "Death",
    "Device",
    "Document",
    "Dosage",
    "DraftRevision",
    "Drug",
    "DrugReaction",
    "Episode",
    "Exclusion",
    "Imaging",
    "Indication",
    "Infusion",
    "LiteratureReference",
    "LungFacts",
    "MedicalHistory",
    "Membership",
    "Message",
    "Narrative",
    "PairFacts",
    "Parent",
    "ParentHistory",
    "ParentPastDrug",
    "PastDrug",
    "Patient",
    "Premedication",
    "PrimarySource",
    "Provenance",
    "Query",
    "Reaction",
    "ReactionTreatment",
    "Recovery",
    "Report",
    "SavedFilter",
    "Sender",
    "SenderDiagnosis",
    "Step",
    "Study",
    "StudyRegistration",
    "Substance",
    "Term",
    "TermRelease",
    "Test",
]
