"""The whole history of a case as a list that people read: who changed what from what to what, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from cases.admin.base import may_code
from cases.admin.review_forms import label_of
from cases.admin.staff import may_read_worklist, page
from cases.models.audit import AuditEvent
from cases.models.case import Case, CaseVersion
from cases.models.review import Answer, Query, Step
from cases.selectors.history import Entry, Page, history_page, readings
from cases.selectors.history_words import Change

EVENTS = 400
"""Events of the audit trail on one page: some saves of a whole case."""
READINGS = 50
AT_ONCE = timedelta(seconds=2)
"""How far from a step the answers lie that belong to it; they are written in one transaction."""
FIRST_CHANGES = 12
"""How many changes of one entry are shown before the others are folded away."""
_WORK: dict[str, type[Model]] = {model._meta.db_table: model for model in (Step, Query, Answer)}


@dataclass
class Line:
    """One entry of the history: what one person did at one time."""

    entry: Entry
    changes: Sequence[Change] = ()
    steps: list[tuple[str, Step]] = field(default_factory=list)
    questions: list[Query] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def first(self) -> Sequence[Change]:
        """The changes that are shown at once."""
        return self.changes[:FIRST_CHANGES]

    @property
    def others(self) -> Sequence[Change]:
        """The changes that are folded away."""
        return self.changes[FIRST_CHANGES:]

    @property
    def reason(self) -> str:
        """Why; empty where the step beside it says the same."""
        return "" if any(step.reason == self.entry.reason for _label, step in self.steps) else self.entry.reason


def lines_of(case: Case, found: Page, before: int | None) -> list[Line]:
    """The entries of a page with the steps, questions and answers of their time; five more queries."""
    lines = [Line(entry, [change for change in entry.changes if not _is_work(change)]) for entry in found.entries]
    for event, row in _work(case, found.entries):
        line = next((line for line in lines if line.entry.first_event <= event <= line.entry.last_event), None)
        if line is not None and isinstance(row, Step):
            line.steps.append((label_of(row.name, row.source), row))
        elif line is not None and isinstance(row, Query):
            line.questions.append(row)
    for answer in _answers(case, found, before):
        _line_of(answer, lines).answers.append(answer)
    for line in lines:
        line.changes = [change for change in line.changes if not (line.steps and _is_state(change))]
    return sorted(lines, key=lambda line: line.entry.at, reverse=True)


def _answers(case: Case, found: Page, before: int | None) -> Iterable[Answer]:
    """The answers within the time of the page; the trail does not know to which case they belong."""
    rows = Answer.objects.filter(query__version__case=case).select_related("query__version", "by")
    if found.next is not None and found.entries:
        rows = rows.filter(at__gt=found.entries[-1].at)
    last = AuditEvent.objects.filter(pk=before).values_list("at", flat=True).first() if before else None
    return (rows.filter(at__lte=last) if last else rows).order_by("-at", "pk")[:EVENTS]


def _line_of(answer: Answer, lines: list[Line]) -> Line:
    """The line of the step that the answer brought about, or a line of its own."""
    for line in lines:
        of_answers = any(step.name in ("answer", "withdraw") for _label, step in line.steps)
        by_them = answer.by is None or line.entry.who == str(answer.by)
        if of_answers and by_them and abs(line.entry.at - answer.at) < AT_ONCE:
            return line
    lines.append(Line(Entry(answer.at, str(answer.by or ""), "", "", (), 0, 0)))
    return lines[-1]


def _is_state(change: Change) -> bool:
    """Whether it says only to which state a version came, which the step says too."""
    return change.what == str(capfirst(CaseVersion._meta.get_field("state").verbose_name)) and change.where.startswith(
        str(capfirst(CaseVersion._meta.verbose_name))
    )


def _is_work(change: Change) -> bool:
    """Whether it says of a step, a question or an answer what is said better from the row itself."""
    names = [str(capfirst(model._meta.verbose_name)) for model in _WORK.values()]
    return any(change.where == name or change.where.startswith(f"{name} ") for name in names)


def _work(case: Case, entries: Sequence[Entry]) -> Iterable[tuple[int, Model]]:
    if not entries:
        return
    versions = list(case.versions.values_list("pk", flat=True))
    events = AuditEvent.objects.filter(
        Q(case_id=case.pk) | Q(version_id__in=versions),
        table_name__in=[Step._meta.db_table, Query._meta.db_table],
        id__range=(entries[-1].first_event, entries[0].last_event),
    )
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for event, table, row_id in events.values_list("id", "table_name", "row_id"):
        rows[table].setdefault(str(row_id), event)
    held: dict[str, Any] = {
        Step._meta.db_table: Step.objects.select_related("version"),
        Query._meta.db_table: Query.objects.select_related("version"),
    }
    for table, found in rows.items():
        for row in held[table].filter(pk__in=found):
            yield found[str(row.pk)], row


class HistoryScreen(admin.ModelAdmin):
    """The case's history in the place of Django's own, for the screens of cases and versions to inherit."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """A page of the history, newest first; a version's is that of its case."""
        shown: Any = self.get_object(request, object_id)  # 404 for what is missing or of another centre
        if not (request.user.has_perm("cases.read_history") and request.user.has_perm("cases.view_case")):
            raise PermissionDenied
        if isinstance(shown, CaseVersion):
            return HttpResponseRedirect(reverse("admin:cases_case_history", args=[shown.case_id]))
        case: Case = shown
        sent = request.GET.get("before", "")
        before = int(sent) if sent.isdecimal() else None
        found = history_page(case.pk, before=before, size=EVENTS, coding=may_code(request.user))
        numbers = dict(case.versions.order_by("number").values_list("pk", "number"))
        context = {
            "title": str(case),
            "is_fullwidth": "1",
            "case": case,
            "lines": lines_of(case, found, before),
            "next": found.next,
            "first_page": before is None,
            "readings": [
                (row, numbers.get(row.version, "-")) for row in ([] if before else readings(case.pk, size=READINGS))
            ],
            "versions": numbers,
            "reviews": may_read_worklist(request.user),
        }
        return page(request, self, "history", context)
