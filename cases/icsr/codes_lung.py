"""Tocsin's own lists: infusions, onset, lung work-up, treatment of the reaction, retreatment."""

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class InfusionStatus(CodeList):
    """What became of one planned infusion."""

    PLANNED = "planned", _("Planned")
    GIVEN = "given", _("Given")
    STOPPED_EARLY = "stopped", _("Stopped early")
    WITHHELD = "withheld", _("Withheld")


class Setting(CodeList):
    """Where a course was given."""

    INPATIENT = "inpatient", _("In hospital")
    DAY_CARE = "day_care", _("Day care")


class Dechallenge(CodeList):
    """What the reaction did after the drug was stopped or the dose reduced."""

    POSITIVE = "positive", _("Got better after the drug was stopped")
    NEGATIVE = "negative", _("Did not get better after the drug was stopped")
    NOT_STOPPED = "not_stopped", _("Drug not stopped")
    NOT_ASSESSABLE = "not_assessable", _("Cannot be judged")


class ProcedureStatus(CodeList):
    """How far an examination got."""

    DONE = "done", _("Done")
    ATTEMPTED = "attempted", _("Attempted, not completed")
    NOT_DONE = "not_done", _("Not done")


class Aliquots(CodeList):
    """Look of successive aliquots of the lavage; a return that gets bloodier speaks for alveolar bleeding."""

    BLOODIER = "bloodier", _("Progressively bloodier")
    PERSISTENT = "persistent", _("Persistently bloody")
    CLEARING = "clearing", _("Clearing")
    NOT_BLOODY = "not_bloody", _("Not bloody")


class Siderophages(CodeList):
    """Haemosiderin-laden macrophages in the lavage."""

    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")
    NOT_LOOKED_FOR = "not_looked_for", _("Not looked for")


class Modality(CodeList):
    """Kind of chest imaging."""

    CT = "ct", _("CT")
    CTPA = "ctpa", _("CT pulmonary angiography")
    HRCT = "hrct", _("High-resolution CT")
    XRAY = "xray", _("Chest X-ray")
    ULTRASOUND = "ultrasound", _("Ultrasound")
    MRI = "mri", _("MRI")


class Phase(CodeList):
    """When an examination was done, seen from the reaction."""

    BEFORE = "before", _("Before the drug")
    ACUTE = "acute", _("During the reaction")
    FOLLOW_UP = "follow_up", _("Follow-up")
    RETREATMENT = "retreatment", _("At retreatment")


class Resolution(CodeList):
    """How far changes had gone at a follow-up image."""

    COMPLETE = "complete", _("Complete")
    PARTIAL = "partial", _("Partial")
    NONE = "none", _("None")


class Analyte(CodeList):
    """The blood and physiology tests that the registry compares between cases."""

    HAEMOGLOBIN = "haemoglobin", _("Haemoglobin")
    D_DIMER = "d_dimer", _("D-dimer")
    LYMPHOCYTES = "lymphocytes", _("Lymphocytes")
    LEUKOCYTES = "leukocytes", _("Leukocytes")
    PLATELETS = "platelets", _("Platelets")
    CRP = "crp", _("C-reactive protein")
    PO2 = "po2", _("Arterial oxygen pressure")
    PCO2 = "pco2", _("Arterial carbon dioxide pressure")
    LACTATE = "lactate", _("Lactate")
    BLOOD_GAS = "blood_gas", _("Blood gas")
    SPO2 = "spo2", _("Oxygen saturation")
    CREATININE = "creatinine", _("Creatinine")
    TROPONIN = "troponin", _("Troponin")
    PRO_BNP = "pro_bnp", _("Pro-BNP")
    ESR = "esr", _("Erythrocyte sedimentation rate")
    ANCA = "anca", _("ANCA")
    ANTI_GBM = "anti_gbm", _("Anti-GBM antibodies")
    ANA = "ana", _("ANA")
    COMPLEMENT = "complement", _("Complement C3 / C4")
    IMMUNOGLOBULINS = "immunoglobulins", _("Immunoglobulins")
    COAGULATION = "coagulation", _("Coagulation")
    URINALYSIS = "urinalysis", _("Urinalysis")
    TEMPERATURE = "temperature", _("Body temperature")
    BLOOD_PRESSURE = "blood_pressure", _("Blood pressure")
    HEART_RATE = "heart_rate", _("Heart rate")
    ECG = "ecg", _("Electrocardiogram")
    ECHOCARDIOGRAM = "echocardiogram", _("Echocardiogram")
    SPIROMETRY = "spirometry", _("Lung function")
    OTHER = "other", _("Other")


class Qualifier(CodeList):
    """Whether a test value is exact or a limit (F.r.3.2)."""

    LESS = "<", _("less than")
    AT_MOST = "<=", _("at most")
    AT_LEAST = ">=", _("at least")
    MORE = ">", _("more than")


class ExclusionCause(CodeList):
    """Another cause of alveolar bleeding that was looked for."""

    INFECTION = "infection", _("Infection")
    EMBOLISM = "embolism", _("Pulmonary embolism")
    CARDIAC = "cardiac", _("Heart disease or lung oedema")
    AUTOIMMUNE = "autoimmune", _("Autoimmune disease")
    COAGULOPATHY = "coagulopathy", _("Coagulation disorder")


class ExclusionResult(CodeList):
    """What the search for another cause gave."""

    EXCLUDED = "excluded", _("Excluded")
    FOUND = "found", _("Found")
    INCONCLUSIVE = "inconclusive", _("Not conclusive")


class TreatmentGiven(CodeList):
    """Whether the reaction was treated at all; none is an answer."""

    NONE = "none", _("No treatment was given")
    GIVEN = "given", _("Treatment was given")


class TreatmentKind(CodeList):
    """A treatment of the reaction."""

    GC_PULSE = "gc_pulse", _("Glucocorticoid pulse")
    GC_ORAL = "gc_oral", _("Oral glucocorticoid")
    GC_OTHER = "gc_other", _("Glucocorticoid, form not told")
    CYCLOPHOSPHAMIDE = "cyclophosphamide", _("Cyclophosphamide")
    RITUXIMAB = "rituximab", _("Rituximab")
    PLASMA_EXCHANGE = "plasma_exchange", _("Plasma exchange")
    IVIG = "ivig", _("Intravenous immunoglobulin")
    ANTIBIOTICS = "antibiotics", _("Antibiotics")
    TRANSFUSION = "transfusion", _("Transfusion")
    ANTIFIBRINOLYTIC = "antifibrinolytic", _("Antifibrinolytic")
    RFVIIA = "rfviia", _("Recombinant factor VIIa")
    OXYGEN = "oxygen", _("Oxygen")
    NIV = "niv", _("Non-invasive ventilation")
    IMV = "imv", _("Invasive ventilation")
    VENTILATION = "ventilation", _("Mechanical ventilation, form not told")
    ECMO = "ecmo", _("ECMO")
    DIALYSIS = "dialysis", _("Dialysis")
    OTHER = "other", _("Other")


class Race(CodeList):
    """The patient's race as the reporter wrote it."""

    WHITE = "white", _("White")
    BLACK = "black", _("Black")
    ASIAN = "asian", _("Asian")
    OTHER = "other", _("Other")


class Tobacco(CodeList):
    """Exposure to tobacco."""

    NEVER = "never", _("Not exposed")
    FORMER = "former", _("Former smoker")
    CURRENT = "current", _("Current smoker")
    EXPOSED = "exposed", _("Exposed, past or present not told")


class Basis(CodeList):
    """Whether a value stands in its source as such."""

    STATED = "stated", _("Stated")
    INFERRED = "inferred", _("Inferred by the registry")
    CONFLICT = "conflict", _("Kept as printed, in doubt")
