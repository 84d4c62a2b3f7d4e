"""What a centre's own page reads: its cases with what each waits for, its completeness, what it reported most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Avg, Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncQuarter

from cases.models.case import CaseVersion
from cases.models.facts import CaseFacts, PairFacts
from cases.models.reaction import Reaction
from cases.rules.workflow import State
from cases.selectors.status_words import waits_for

PAGE = 20
"""Versions that each list shows at most; the rest is found under all cases."""
TOPICS = 5


@dataclass(frozen=True)
class OwnVersion:
    """A version in a list of the centre."""

    version: CaseVersion
    about: str
    """The reactions in the reporter's words."""
    waits_for: str
    open_questions: int = 0


@dataclass(frozen=True)
class OwnList:
    """The first versions of a list, and how many there are."""

    rows: tuple[OwnVersion, ...]
    count: int

    @property
    def more(self) -> int:
        """How many the list does not show."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Quarter:
    """How complete the versions were that were submitted in a quarter of a year."""

    start: date
    versions: int
    score: Decimal | None
    """Mean vigiGrade score; None where no version was submitted."""

    @property
    def name(self) -> str:
        """Such as 2026 Q3."""
        return f"{self.start.year} Q{(self.start.month + 2) // 3}"


@dataclass(frozen=True)
class Topic:
    """A drug and a reaction that the centre reported together, as they are counted."""

    drug: str
    reaction: str
    reports: int


def questioned(centres: Collection[int]) -> OwnList:
    """Versions that wait for the centre's answers, the first due first."""
    return _listed(_of(centres).filter(state=State.QUERIED).order_by("due", "pk"))


def to_finish(centres: Collection[int]) -> OwnList:
    """Drafts, the newest first; those made from a returned version are among them."""
    return _listed(_of(centres).filter(state=State.DRAFT).order_by("-created_at", "-pk"))


def newest(centres: Collection[int]) -> OwnList:
    """The newest submitted version of each case, the newest first."""
    submitted = _of(centres).exclude(state=State.DRAFT)
    later = CaseVersion.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number")).exclude(state=State.DRAFT)
    return _listed(submitted.filter(~Exists(later)).order_by("-created_at", "-pk"))


def _of(centres: Collection[int]) -> QuerySet[CaseVersion]:
    return CaseVersion.objects.filter(centre_id__in=centres)


def _listed(versions: QuerySet[CaseVersion]) -> OwnList:
    reactions = Prefetch("reaction_rows", Reaction.objects.only("version", "number", "verbatim"))
    still_open = Count("queries", filter=Q(queries__answer=None), distinct=True)
    rows = versions.select_related("case").prefetch_related(reactions).annotate(still_open=still_open)
    return OwnList(tuple(_row(version, version.still_open) for version in rows[:PAGE]), versions.count())


def _row(version: CaseVersion, still_open: int) -> OwnVersion:
    said = [row.verbatim for row in version.reaction_rows.all() if row.verbatim]  # type: ignore[attr-defined]
    return OwnVersion(version, ", ".join(said), waits_for(version, still_open), still_open)


def quarters(centres: Collection[int], *, last: date, count: int) -> list[Quarter]:
    """The completeness of submitted versions in the `count` quarters up to the one with the day `last`."""
    starts = _starts(last, count)
    found = (
        CaseFacts.objects.filter(centre_id__in=centres, completeness__isnull=False)
        .filter(version__submitted_at__date__gte=starts[0])
        .annotate(quarter=TruncQuarter("version__submitted_at"))
        .values("quarter")
        .annotate(versions=Count("pk"), score=Avg("completeness"))
        .order_by()
    )
    known = {row["quarter"].date(): (row["versions"], row["score"]) for row in found}
    return [Quarter(start, *known.get(start, (0, None))) for start in starts]


def _starts(last: date, count: int) -> Sequence[date]:
    index = last.year * 4 + (last.month - 1) // 3
    return [date(item // 4, item % 4 * 3 + 1, 1) for item in range(index - count + 1, index + 1)]


def topics(centres: Collection[int]) -> list[Topic]:
    """What the centre reported most often; every submitted version counts, each case once.

    What the dictionaries know comes first: words of the centre's own are shared with nobody, so that nothing is known
    of them.
    """
    found = (
        PairFacts.objects.filter(centre_id__in=centres, facts__nullified=False)
        .exclude(drug_name="")
        .exclude(reaction_name="")
        .values("drug_name", "reaction_name")
        .annotate(
            reports=Count("facts__case", distinct=True),
            known=BoolOr(~Q(drug_code="") & ~Q(reaction_code="")),
        )
        .order_by("-known", "-reports", "drug_name", "reaction_name")[:TOPICS]
    )
    return [Topic(row["drug_name"], row["reaction_name"], row["reports"]) for row in found]
