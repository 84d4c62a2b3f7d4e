"""The code lists of FDA's regional elements (FDA core and regional data elements for E2B(R3))."""

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class LocalReportType(CodeList):
    """FDA.C.1.7.1."""

    DAY_15 = "1", _("15-day")
    NON_EXPEDITED = "2", _("Non-expedited")
    DAY_5 = "4", _("5-day")
    DAY_30 = "5", _("30-day")
    DAY_7 = "6", _("7-day")


class Race(CodeList):
    """FDA.D.11.r.1, NCI Thesaurus codes."""

    AFRICAN_AMERICAN = "C16352", _("African American")
    AMERICAN_INDIAN = "C41259", _("American Indian or Alaska Native")
    ASIAN = "C41260", _("Asian")
    PACIFIC = "C41219", _("Native Hawaiian or other Pacific Islander")
    WHITE = "C41261", _("White")


class Ethnicity(CodeList):
    """FDA.D.12, NCI Thesaurus codes."""

    HISPANIC = "C17459", _("Hispanic or Latino")
    NOT_HISPANIC = "C41222", _("Not Hispanic or Latino")


class OtherDrugRole(CodeList):
    """FDA.G.k.1.a."""

    SIMILAR_DEVICE = "1", _("Similar device")


class DrugInformation(CodeList):
    """FDA.G.k.10a."""

    TEST = "1", _("Test")
    REFERENCE = "2", _("Reference")
    BULK = "3", _("Bulk ingredient")
    BULK_COMPOUNDING = "4", _("Bulk ingredient for prescription compounding")
    PRIVATE_LABEL = "5", _("Unapproved, made for a private label distributor")


class ProductCategory(CodeList):
    """FDA.G.k.10.1, NCI Thesaurus codes."""

    KIT = "C102834", _("Convenience kit or co-package")
    PREFILLED_DRUG = "C102835", _("Prefilled drug delivery device")
    PREFILLED_BIOLOGIC = "C102836", _("Prefilled biologic delivery device")
    DEVICE_WITH_DRUG = "C102837", _("Device combined with drug")
    DEVICE_WITH_BIOLOGIC = "C102838", _("Device combined with biologic")
    DRUG_BIOLOGIC = "C102839", _("Drug and biologic")
    CROSS_LABELLED = "C102840", _("Separate products that need cross labelling")
    POSSIBLE = "C102841", _("Possible combination by cross labelling")
    OTHER = "C102842", _("Other combination product")


class FollowUpType(CodeList):
    """FDA.G.k.12.r.2.r."""

    CORRECTION = "1", _("Correction")
    ADDITIONAL = "2", _("Additional information")
    RESPONSE = "3", _("Response to a request of FDA")
    EVALUATION = "4", _("Device evaluation")


class DeviceUsage(CodeList):
    """FDA.G.k.12.r.8."""

    INITIAL = "1", _("First use of the device")
    REUSE = "2", _("Reuse")
    UNKNOWN = "3", _("Unknown")


class DeviceOperator(CodeList):
    """FDA.G.k.12.r.10."""

    HEALTH_PROFESSIONAL = "1", _("Health professional")
    PATIENT = "2", _("Lay user or patient")
    OTHER = "3", _("Other")


class RemedialAction(CodeList):
    """FDA.G.k.12.r.11.r."""

    RECALL = "1", _("Recall")
    REPAIR = "2", _("Repair")
    REPLACEMENT = "3", _("Replacement")
    RELABELLING = "4", _("Relabelling")
    NOTIFICATION = "5", _("Notification")
    INSPECTION = "6", _("Inspection")
    MONITORING = "7", _("Patient monitoring")
    MODIFICATION = "8", _("Modification or adjustment")
    OTHER = "9", _("Other")
