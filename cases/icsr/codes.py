"""The code lists of ICH E2B(R3) (CL1-CL17, ISO 5218) that the elements of a case choose from."""

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class ReportType(CodeList):
    """C.1.3, ICH list CL2."""

    SPONTANEOUS = "1", _("Spontaneous report")
    STUDY = "2", _("Report from study")
    OTHER = "3", _("Other")
    UNKNOWN = "4", _("Not available to sender")


class FirstSender(CodeList):
    """C.1.8.2, ICH list CL3."""

    REGULATOR = "1", _("Regulator")
    OTHER = "2", _("Other")


class Retraction(CodeList):
    """C.1.11.1, ICH list CL5."""

    NULLIFICATION = "1", _("Nullification")
    AMENDMENT = "2", _("Amendment")


class Qualification(CodeList):
    """C.2.r.4, ICH list CL6."""

    PHYSICIAN = "1", _("Physician")
    PHARMACIST = "2", _("Pharmacist")
    OTHER_HEALTH = "3", _("Other health professional")
    LAWYER = "4", _("Lawyer")
    CONSUMER = "5", _("Patient or other person")


class PrimarySourceMark(CodeList):
    """C.2.r.5: the one source whose country stands for the report."""

    PRIMARY = "1", _("Primary source")


class SenderType(CodeList):
    """C.3.1, ICH list CL7."""

    COMPANY = "1", _("Pharmaceutical company")
    REGULATOR = "2", _("Regulatory authority")
    HEALTH_PROFESSIONAL = "3", _("Health professional")
    REGIONAL_CENTRE = "4", _("Regional pharmacovigilance centre")
    WHO_CENTRE = "5", _("WHO collaborating centre for international drug monitoring")
    OTHER = "6", _("Other")
    PATIENT = "7", _("Patient or consumer")


class StudyType(CodeList):
    """C.5.4, ICH list CL8."""

    TRIAL = "1", _("Clinical trial")
    INDIVIDUAL_USE = "2", _("Individual patient use")
    OTHER = "3", _("Other study")


class Sex(CodeList):
    """D.5 and D.10.6, ISO 5218; unknown is a null flavour."""

    MALE = "1", _("Male")
    FEMALE = "2", _("Female")


class AgeGroup(CodeList):
    """D.2.3, ICH list CL9."""

    FOETUS = "0", _("Foetus")
    NEONATE = "1", _("Newborn")
    INFANT = "2", _("Infant")
    CHILD = "3", _("Child")
    ADOLESCENT = "4", _("Adolescent")
    ADULT = "5", _("Adult")
    ELDERLY = "6", _("Elderly")


class TermHighlighted(CodeList):
    """E.i.3.1, ICH list CL10."""

    YES_NOT_SERIOUS = "1", _("Highlighted by the reporter, not serious")
    NO_NOT_SERIOUS = "2", _("Not highlighted by the reporter, not serious")
    YES_SERIOUS = "3", _("Highlighted by the reporter, serious")
    NO_SERIOUS = "4", _("Not highlighted by the reporter, serious")


class Outcome(CodeList):
    """E.i.7, ICH list CL11."""

    RECOVERED = "1", _("Recovered")
    RECOVERING = "2", _("Recovering")
    NOT_RECOVERED = "3", _("Not recovered")
    SEQUELAE = "4", _("Recovered with lasting effects")
    FATAL = "5", _("Fatal")
    UNKNOWN = "0", _("Unknown")


class TestResult(CodeList):
    """F.r.3.1, ICH list CL12."""

    __test__ = False

    POSITIVE = "1", _("Positive")
    NEGATIVE = "2", _("Negative")
    BORDERLINE = "3", _("Borderline")
    INCONCLUSIVE = "4", _("Inconclusive")


class DrugRole(CodeList):
    """G.k.1, ICH list CL13."""

    SUSPECT = "1", _("Suspect")
    CONCOMITANT = "2", _("Concomitant")
    INTERACTING = "3", _("Interacting")
    NOT_ADMINISTERED = "4", _("Drug not administered")


class ActionTaken(CodeList):
    """G.k.8, ICH list CL15."""

    WITHDRAWN = "1", _("Drug withdrawn")
    REDUCED = "2", _("Dose reduced")
    INCREASED = "3", _("Dose increased")
    NOT_CHANGED = "4", _("Dose not changed")
    UNKNOWN = "0", _("Unknown")
    NOT_APPLICABLE = "9", _("Not applicable")


class Rechallenge(CodeList):
    """G.k.9.i.4, ICH list CL16: was the drug given again, and did the reaction come back?"""

    RECURRED = "1", _("Given again, the reaction came back")
    NOT_RECURRED = "2", _("Given again, the reaction did not come back")
    OUTCOME_UNKNOWN = "3", _("Given again, result unknown")
    NOT_DONE = "4", _("Not given again")


class AdditionalDrugInformation(CodeList):
    """G.k.10.r, ICH list CL17."""

    COUNTERFEIT = "1", _("Counterfeit")
    OVERDOSE = "2", _("Overdose")
    TAKEN_BY_FATHER = "3", _("Drug taken by the father")
    EXPIRED = "4", _("Taken after its expiry date")
    BATCH_WITHIN_SPECIFICATION = "5", _("Batch tested, within specification")
    BATCH_OUTSIDE_SPECIFICATION = "6", _("Batch tested, not within specification")
    MEDICATION_ERROR = "7", _("Medication error")
    MISUSE = "8", _("Misuse")
    ABUSE = "9", _("Abuse")
    OCCUPATIONAL = "10", _("Exposure at work")
    OFF_LABEL = "11", _("Off-label use")


class MessageType(CodeList):
    """N.1.1, ICH list CL1."""

    ICSR = "1", "ichicsr"
    CLINICAL_TRIAL = "2", "cticsr"
    PERIODIC = "3", "psuricsr"
    BACKLOG = "4", "backlogicsr"
    DEVELOPMENT = "5", "dsuricsr"
