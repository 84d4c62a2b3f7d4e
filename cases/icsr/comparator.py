"""A comparator episode: the same illness with an underlying diagnosis instead of a suspect drug."""

from dataclasses import dataclass
from decimal import Decimal

from cases.icsr.spec import ask, decimal, integer, several, text
from cases.icsr.values import NullFlavor
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Episode:
    """An episode of immune-mediated disease, never counted among adverse reactions."""

    TITLE = _("Comparator episode")

    series: str | None = text(_("Series"), max_length=60)
    patient_in_series: str | None = text(_("Patient in the series"), max_length=20)
    episode: int | None = integer(_("Episode of this patient"), low=1)
    diagnosis: str | None = text(_("Underlying diagnosis"), max_length=100)
    age_at_diagnosis: Decimal | None = decimal(_("Age at diagnosis (years)"), low=0)
    first_manifestation: bool | NullFlavor | None = ask(_("First sign of the disease"))
    symptoms: tuple[str, ...] | NullFlavor | None = several(_("Symptoms"), max_length=60, nulls="UNK")
    asymptomatic: bool | NullFlavor | None = ask(_("No symptoms"))
    haemoglobin_fell: bool | NullFlavor | None = ask(_("Haemoglobin fell"))
    other_manifestations: tuple[str, ...] | None = several(_("Other manifestations"), max_length=100)
