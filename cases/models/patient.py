"""Tables of section D: patient, history, past drugs, death, parent."""

from cases.icsr import patient
from cases.models.section import Section


class Patient(Section, record=patient.Patient):
    """Who had the reaction (D.1-D.7): initials, age at onset, sex, body, history in words."""


class MedicalHistory(Section, record=patient.MedicalHistory):
    """An illness or operation of the patient (D.7.1.r)."""


class ParentHistory(Section, record=patient.ParentHistory):
    """An illness or operation of the parent (D.10.7.1.r)."""


class PastDrug(Section, record=patient.PastDrug):
    """A drug that the patient took before (D.8.r)."""


class ParentPastDrug(Section, record=patient.ParentPastDrug):
    """A drug that the parent took before (D.10.8.r)."""


class Death(Section, record=patient.Death):
    """The patient's death (D.9)."""


class CauseOfDeath(Section, record=patient.CauseOfDeath):
    """A cause of death as reported (D.9.2.r)."""


class AutopsyCause(Section, record=patient.AutopsyCause):
    """A cause of death found at autopsy (D.9.4.r)."""


class Parent(Section, record=patient.Parent):
    """The parent through whom a child or foetus was exposed (D.10)."""
