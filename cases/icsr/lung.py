"""The lung work-up: bronchoscopy with lavage, imaging, and the other causes that were looked for."""

from dataclasses import dataclass
from decimal import Decimal

from cases.icsr import codes_lung, units
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, ask, code, percent, quantity, text, when
from cases.icsr.values import NullFlavor, Quantity
from cases.icsr.words import _

_OWN = "UNK NASK"


@dataclass(frozen=True, kw_only=True)
class Bronchoscopy(Row):
    """A bronchoscopy with bronchoalveolar lavage, done or not."""

    TITLE = _("Bronchoscopy and lavage")

    status: codes_lung.ProcedureStatus | NullFlavor | None = code(codes_lung.ProcedureStatus, _("Done?"), nulls=_OWN)
    why_not: str | None = text(_("Why not done or not completed"), max_length=500)
    date: PartialDate | None = when(_("Date"))
    after_onset: Quantity | None = quantity(_("Time after onset"), units=units.DURATION)
    aliquots: codes_lung.Aliquots | NullFlavor | None = code(codes_lung.Aliquots, _("Successive aliquots"), nulls=_OWN)
    macrophages_pct: Decimal | None = percent(_("Macrophages (%)"))
    neutrophils_pct: Decimal | None = percent(_("Neutrophils (%)"))
    lymphocytes_pct: Decimal | None = percent(_("Lymphocytes (%)"))
    eosinophils_pct: Decimal | None = percent(_("Eosinophils (%)"))
    siderophages: codes_lung.Siderophages | NullFlavor | None = code(
        codes_lung.Siderophages, _("Macrophages with haemosiderin"), nulls=_OWN
    )
    siderophages_pct: Decimal | None = percent(_("Macrophages with haemosiderin (%)"))
    microbiology: str | None = text(_("Microbiology"), max_length=2000)
    cytology: str | None = text(_("Cytology"), max_length=2000)
    capillaritis: bool | NullFlavor | None = ask(_("Capillaritis in a biopsy"))
    comments: str | None = text(_("Comments"), max_length=2000)


@dataclass(frozen=True, kw_only=True)
class Imaging(Row):
    """One image of the chest, or the comparison of a later with an earlier one."""

    TITLE = _("Imaging")

    modality: codes_lung.Modality | NullFlavor | None = code(codes_lung.Modality, _("Kind"), nulls=_OWN)
    phase: codes_lung.Phase | None = code(codes_lung.Phase, _("When, seen from the reaction"))
    date: PartialDate | None = when(_("Date"))
    after_onset: Quantity | None = quantity(_("Time after onset"), units=units.DURATION)
    ground_glass: bool | NullFlavor | None = ask(_("Ground glass"))
    consolidation: bool | NullFlavor | None = ask(_("Consolidation"))
    centrilobular: bool | NullFlavor | None = ask(_("Centrilobular"))
    bilateral: bool | NullFlavor | None = ask(_("Both lungs"))
    effusion: bool | NullFlavor | None = ask(_("Pleural effusion"))
    embolism_excluded: bool | NullFlavor | None = ask(_("Embolism excluded"))
    resolution: codes_lung.Resolution | NullFlavor | None = code(
        codes_lung.Resolution, _("Changes gone, compared with before"), nulls=_OWN
    )
    findings: str | None = text(_("Findings, in words"), max_length=2000)


@dataclass(frozen=True, kw_only=True)
class Exclusion(Row):
    """One other cause of bleeding, whether it was looked for and with what result."""

    TITLE = _("Other cause")

    cause: codes_lung.ExclusionCause | None = code(codes_lung.ExclusionCause, _("Cause"))
    done: bool | NullFlavor | None = ask(_("Looked for"))
    result: codes_lung.ExclusionResult | NullFlavor | None = code(codes_lung.ExclusionResult, _("Result"), nulls=_OWN)
    basis: str | None = text(_("How"), max_length=1000)
