"""How alike two cases are: features without identifying text, and a score with its reasons in words.

A hit-miss model in the spirit of Norén GN, Orre R, Bate A, Edwards IR. Duplicate detection in adverse drug reaction
surveillance. Data Min Knowl Disc 2007;14:305-328: what agrees adds a weight, rare agreement a higher one; what
disagrees takes some away; what one of the cases does not tell adds nothing. Their weights come from the frequencies of
WHO's database; those here are fixed, rounded, and stated below, because one registry is too small to estimate them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from unicodedata import combining, normalize

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome
from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.partial_date import PartialDate
from cases.icsr.values import Coded, NullFlavor
from cases.icsr.words import _
from cases.rules.facts import version_facts
from cases.rules.outcome import report_outcome
from cases.rules.phrase import Phrase, phrase

SEX = (Decimal(1), Decimal(-4))
"""Weight when equal, and when not."""
COUNTRY = (Decimal(2), Decimal(-4))
OUTCOME = (Decimal(1), Decimal(-1))
AGE_SAME, AGE_NEAR, AGE_FAR = Decimal(4), Decimal(2), Decimal(-4)
AGE_NEARBY = Decimal(1)
"""Years: a birthday may lie between two reports."""
DATE_SAME, DATE_NEAR, DATE_MONTH, DATE_FAR = Decimal(8), Decimal(5), Decimal(1), Decimal(-4)
DAYS_NEAR, DAYS_MONTH = 7, 31
TERM = Decimal(2)
"""For the share of substances, and of reactions, that both cases name, 1 when all of them."""
TERM_NONE = Decimal(-3)
EPISODES = (Decimal(6), Decimal(-12))
"""The same or another patient of one published series."""


@dataclass(frozen=True)
class Window:
    """The days that a date can mean."""

    first: date
    last: date

    def days_apart(self, other: Window) -> int:
        """The least number of days between two windows, 0 when they overlap."""
        return max(0, (self.first - other.last).days, (other.first - self.last).days)

    @property
    def wide(self) -> bool:
        """Whether the day is not known."""
        return self.first != self.last


@dataclass(frozen=True, kw_only=True)
class Features:
    """What cases are compared by; '', None and empty sets mean unknown. No text that points to a person."""

    substances: frozenset[str] = frozenset()
    reactions: frozenset[str] = frozenset()
    sex: str = ""
    age_years: Decimal | None = None
    onset: Window | None = None
    first_infusion: Window | None = None
    country: str = ""
    outcome: str = ""
    series: str = ""
    patient_in_series: str = ""


@dataclass(frozen=True)
class Likeness:
    """A score, higher for more alike, and why: each agreement or disagreement in words that a screen translates."""

    score: Decimal
    reasons: tuple[Phrase, ...]


def features(icsr: ICSR) -> Features:
    """The features of a case, of its drugs the suspect and interacting ones.

    Coded and uncoded words never agree: code both cases alike first (`cases.rules.coding.code_words`).
    """
    facts = version_facts(icsr)
    suspects = [row for row in icsr.drugs if row.role in (DrugRole.SUSPECT, DrugRole.INTERACTING)]
    names = (
        [part.term or part.name for part in drug.substances if part.term or part.name] or [drug.name]
        for drug in suspects
    )
    infused = (
        row.start
        for drug in suspects
        for row in drug.infusions
        if row.status not in (InfusionStatus.PLANNED, InfusionStatus.WITHHELD)
    )
    outcome = report_outcome((None, row.outcome) for row in icsr.reactions)
    return Features(
        substances=_folded(name for group in names for name in group),
        reactions=_folded(row.term or row.verbatim for row in icsr.reactions),
        sex=facts.sex,
        age_years=facts.age_years,
        onset=_earliest(row.start for row in icsr.reactions),
        first_infusion=_earliest(infused),
        country=facts.country,
        outcome="" if outcome is Outcome.UNKNOWN else outcome,
        series=(icsr.episode.series or "") if icsr.episode else "",
        patient_in_series=(icsr.episode.patient_in_series or "") if icsr.episode else "",
    )


def _folded(names: Iterable[Coded | str | None]) -> frozenset[str]:
    """Codes as they are, words without case, accents and outer space."""
    return frozenset(
        name.code if isinstance(name, Coded) else fold(name)
        for name in names
        if name and not isinstance(name, NullFlavor)
    )


def fold(text: str) -> str:
    """Words as they are compared: without case, accents and outer or double space."""
    plain = "".join(mark for mark in normalize("NFKD", text.casefold()) if not combining(mark))
    return " ".join(plain.split())


def _earliest(dates: Iterable[PartialDate | NullFlavor | None]) -> Window | None:
    windows = [Window(item.earliest.date(), item.latest.date()) for item in dates if isinstance(item, PartialDate)]
    return min(windows, key=lambda window: (window.first, window.last), default=None)


_Found = tuple[Decimal, Phrase] | None


def likeness(a: Features, b: Features) -> Likeness:
    """How alike two cases are, whichever comes first; for no other case more than for the case itself."""
    found = [hit for rule in _RULES if (hit := rule(a, b)) is not None]
    return Likeness(sum((weight for weight, _reason in found), start=Decimal(0)), tuple(reason for _w, reason in found))


def _equal(a: str, b: str, weights: tuple[Decimal, Decimal], same: str, other: str) -> _Found:
    if not a or not b:
        return None
    return (weights[0], phrase(same)) if a == b else (weights[1], phrase(other))


def _patient(a: Features, b: Features) -> _Found:
    if not a.series or a.series != b.series:
        return None
    same, other = _("same patient of one series"), _("two patients of one series")
    return _equal(a.patient_in_series, b.patient_in_series, EPISODES, same, other)


def _sex(a: Features, b: Features) -> _Found:
    return _equal(a.sex, b.sex, SEX, _("same sex"), _("different sex"))


def _age(a: Features, b: Features) -> _Found:
    if a.age_years is None or b.age_years is None:
        return None
    low, high = sorted((a.age_years, b.age_years))
    if low == high:
        return AGE_SAME, phrase(_("both aged %(age)s"), age=_year(low))
    reason = phrase(_("age %(low)s and %(high)s"), low=_year(low), high=_year(high))
    return (AGE_NEAR if high - low <= AGE_NEARBY else AGE_FAR), reason


def _year(age: Decimal) -> str:
    return f"{age:.1f}".removesuffix(".0")


def _terms(a: frozenset[str], b: frozenset[str], same: str, other: str) -> _Found:
    if not a or not b:
        return None
    both = a & b
    share = Decimal(len(both)) / len(a | b)
    if not both:
        return TERM_NONE, phrase(other)
    # A code alone says nothing to a reader: only words are named.
    words = sorted(term for term in both if not term.isdigit())
    return (TERM * share * len(both)).quantize(Decimal("0.01")), _named(same, words)


def _named(same: str, words: list[str]) -> Phrase:
    return phrase(_("%(same)s: %(words)s"), same=phrase(same), words=", ".join(words)) if words else phrase(same)


def _substances(a: Features, b: Features) -> _Found:
    return _terms(a.substances, b.substances, _("same suspect drug"), _("other suspect drugs"))


def _reactions(a: Features, b: Features) -> _Found:
    return _terms(a.reactions, b.reactions, _("same reaction"), _("other reactions"))


def _days(a: Window | None, b: Window | None, same: str, apart: str) -> _Found:
    if a is None or b is None:
        return None
    days = a.days_apart(b)
    if days == 0:
        uncertain = a.wide or b.wide
        return (
            (DATE_MONTH, phrase(_("%(event)s possible"), event=phrase(same)))
            if uncertain
            else (DATE_SAME, phrase(same))
        )
    weight = DATE_NEAR if days <= DAYS_NEAR else DATE_MONTH if days <= DAYS_MONTH else DATE_FAR
    return (min(weight, DATE_MONTH) if a.wide or b.wide else weight), phrase(apart, days=days)


def _onset(a: Features, b: Features) -> _Found:
    return _days(a.onset, b.onset, _("same day of onset"), _("onset %(days)s days apart"))


def _infusion(a: Features, b: Features) -> _Found:
    same, apart = _("same day of first infusion"), _("first infusion %(days)s days apart")
    return _days(a.first_infusion, b.first_infusion, same, apart)


def _country(a: Features, b: Features) -> _Found:
    return _equal(a.country, b.country, COUNTRY, _("same country"), _("different countries"))


def _outcome(a: Features, b: Features) -> _Found:
    return _equal(a.outcome, b.outcome, OUTCOME, _("same outcome"), _("different outcome"))


_RULES: tuple[Callable[[Features, Features], _Found], ...] = (
    _patient,
    _sex,
    _age,
    _substances,
    _reactions,
    _onset,
    _infusion,
    _country,
    _outcome,
)
