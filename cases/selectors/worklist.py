"""The staff's worklist: what waits, overdue first, by filters and words, page by page in a bounded amount of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Prefetch

from cases.icsr.codes import DrugRole
from cases.models.case import CaseVersion
from cases.models.drug import Drug
from cases.models.facts import CaseFacts
from cases.models.reaction import Reaction
from cases.models.review import Query
from cases.rules.workflow import WAITING, State
from cases.selectors.capped import Capped, capped_counts
from cases.selectors.find import Words, among, few
from cases.selectors.keyset import Place, Rows, in_order, places

PAGE = 50
WINDOW = 1_000
"""How many waiting versions one page looks through for words that many cases have."""
NOBODY = "nobody"


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of the worklist; empty means all."""

    words: str = ""
    state: str = ""
    urgency: str = ""
    kind: str = ""
    centre: int | None = None
    assigned: int | str = ""
    """The number of a user, or NOBODY."""
    overdue_on: date | None = None
    """Only what was due before this day."""


@dataclass(frozen=True)
class WorkPage:
    """Some rows of the worklist, and the places from which to go on and back; None where the list ends."""

    rows: tuple[CaseVersion, ...]
    next: Place | None
    previous: Place | None
    looked_through: int = 0
    """How many versions were looked through when they were too many to look at all of them; else 0."""


def waiting(wanted: Wanted) -> Rows:
    """What waits and fits the filters, words left aside."""
    rows = CaseVersion.objects.filter(state__in=[state.value for state in WAITING])
    for column in ("state", "urgency", "kind"):
        if value := getattr(wanted, column):
            rows = rows.filter(**{column: value})
    if wanted.centre is not None:
        rows = rows.filter(centre_id=wanted.centre)
    if wanted.assigned:
        rows = rows.filter(assigned_to=None if wanted.assigned == NOBODY else int(wanted.assigned))
    return rows.filter(due__lt=wanted.overdue_on) if wanted.overdue_on else rows


def work_page(wanted: Wanted, place: Place | None = None, *, back: bool = False, size: int = PAGE) -> WorkPage:
    """The page after `place`, or before it."""
    rows = waiting(wanted)
    if not wanted.words:
        return _page(in_order(_shown(rows), place, size + 1, back=back), place, size, back=back)
    words = Words.read(wanted.words)
    known = few(words)
    if known is not None:
        return _page(in_order(_shown(rows.filter(pk__in=known)), place, size + 1, back=back), place, size, back=back)
    window = places(rows, place, WINDOW, back=back)
    found = in_order(_shown(among(rows, words, [row.pk for row in window])), place, size + 1, back=back)
    page = _page(found, place, size, back=back)
    if len(found) > size or len(window) < WINDOW:
        return page
    end = window[-1]
    page = replace(page, previous=end) if back else replace(page, next=end)
    return replace(page, looked_through=WINDOW)


def neighbour(wanted: Wanted, version: CaseVersion, *, back: bool = False) -> CaseVersion | None:
    """What comes after a version in the list, or before it, whether it is still in the list itself or not."""
    page = work_page(wanted, Place.of(version), back=back, size=1)
    return page.rows[0] if page.rows else None


def counts(me: int, today: date) -> dict[str, Capped]:
    """How many wait in each state, how many are overdue, how many are assigned to me and to nobody."""
    sets = {state.value: waiting(Wanted(state=state.value)) for state in WAITING}
    sets["overdue"] = waiting(Wanted(overdue_on=today))
    sets["mine"] = waiting(Wanted(assigned=me))
    sets["nobody"] = waiting(Wanted(assigned=NOBODY))
    return capped_counts(sets)


def open_questions(versions: Iterable[CaseVersion]) -> dict[int, int]:
    """How many questions to the centre are open, by version."""
    asked = [row.pk for row in versions if row.state == State.QUERIED]
    found = Query.objects.filter(version_id__in=asked, answer=None).order_by().values_list("version_id")
    return dict(found.annotate(Count("pk"))) if asked else {}


def _page(found: list[CaseVersion], place: Place | None, size: int, *, back: bool) -> WorkPage:
    """Cut what was found to the page; one row more than fits says that there is more."""
    more, rows = len(found) > size, found[:size]
    if back:
        rows.reverse()
    if not rows:
        # Past an end of the list: back is all that is left, to what stands beside the place.
        return WorkPage((), place if back else None, None if back else place)
    before, after = (more, place is not None) if back else (place is not None, more)
    return WorkPage(tuple(rows), Place.of(rows[-1]) if after else None, Place.of(rows[0]) if before else None)


def _shown(rows: Rows) -> Rows:
    """With what a row shows, one query a table."""
    return rows.select_related("case__centre", "assigned_to").prefetch_related(
        Prefetch("reaction_rows", Reaction.objects.only("version", "number", "verbatim").order_by("number")),
        Prefetch(
            "drug_rows",
            Drug.objects.only("version", "number", "name", "role")
            .filter(role__in=[DrugRole.SUSPECT, DrugRole.INTERACTING])
            .order_by("number"),
        ),
        Prefetch("facts", CaseFacts.objects.only("version", "completeness")),
    )
