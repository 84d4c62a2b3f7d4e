"""Which cases a report counts: what is asked of drug, reaction, patient, report and time, and a data-lock point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REACTION, COMPARATOR = "reaction", "comparator"
"""Cohorts: suspected adverse reactions, and episodes without a suspect drug that they are compared with."""
UNKNOWN = "unknown"
"""Stands among countries, age bands and indication groups for what is not known."""


@dataclass(frozen=True)
class Name:
    """A drug or a reaction as it is counted, with every spelling under which the cases have it."""

    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Population:
    """Cases that fit every field, as known at the end of a day. An empty field is no condition.

    One pair of a drug and a reaction has to fit both `drugs` and `reactions`; the other fields are about the report as
    a whole.
    """

    drugs: tuple[Name, ...] = ()
    """Suspect or interacting drugs."""
    reactions: tuple[Name, ...] = ()
    indication_groups: tuple[str, ...] = ()
    """Codes of `IndicationGroup`: the one group under which a report is counted."""
    sources: tuple[str, ...] = ()
    """'centre', 'literature', 'imported'."""
    countries: tuple[str, ...] = ()
    """Two letters, or 'unknown': where the reaction happened, else the primary source's."""
    age_bands: tuple[str, ...] = ()
    """Codes of `AgeBand`, the nine of VigiAccess."""
    centres: tuple[int, ...] = ()
    serious: bool | None = None
    """False: every reaction is known not to be serious. Reports whose seriousness is not told fit neither."""
    received_from: date | None = None
    """First day of receipt (E2B C.1.4) that counts; a report whose day is not known does not fit."""
    received_to: date | None = None
    """Last day of receipt that counts."""
    cohort: str = REACTION
    as_of: date | None = None
    """Last day, in UTC, whose acceptances count; None: no case was ever accepted."""

    def __post_init__(self) -> None:
        """Refuse what no case can fit."""
        if self.cohort not in (REACTION, COMPARATOR):
            raise ValueError(f"There is no cohort '{self.cohort}'.")
        if self.cohort == COMPARATOR and (self.drugs or self.reactions or self.indication_groups):
            raise ValueError("Comparator episodes have no suspect drug, reaction or indication.")

    @property
    def of_reports(self) -> bool:
        """Whether it is narrowed by what published counts do not tell: anything but drug, reaction, indication."""
        narrowed = self.sources, self.countries, self.age_bands, self.centres, self.received_from, self.received_to
        return any(narrowed) or self.serious is not None or self.cohort != REACTION
