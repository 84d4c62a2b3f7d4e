"""The staff's worklist: what waits, overdue first; filters that can be kept; assigning by the row or by several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as translate
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cases.actions.filters import drop_filter, keep_filter
from cases.actions.review import assign
from cases.admin.staff import REFUSED, STATE_COLOURS, URGENCY_COLOURS, only_reviewers, only_staff, page
from cases.admin.worklist_filter import ME, FilterForm, SavedFilterForm, reviewers
from cases.models.case import CaseVersion
from cases.models.people import SavedFilter
from cases.rules.clocks import Due
from cases.rules.completeness import WELL_DOCUMENTED
from cases.rules.workflow import WAITING
from cases.selectors.keyset import Place
from cases.selectors.worklist import NOBODY, counts, open_questions, work_page

ADDRESS = "admin:cases_caseversion_worklist"


@dataclass(frozen=True)
class WorkRow:
    """One version as the worklist shows it."""

    version: CaseVersion
    questions: int
    days_since: int | None
    days_left: int | None

    @property
    def overdue(self) -> int:
        """By how many days the version is late; 0 when it is not."""
        return max(-self.days_left, 0) if self.days_left is not None else 0

    @property
    def drugs(self) -> str:
        """The suspect and interacting drugs as reported."""
        return _words(self.version.drug_rows, "name")

    @property
    def reactions(self) -> str:
        """The reactions in the reporter's words."""
        return _words(self.version.reaction_rows, "verbatim")

    @property
    def completeness(self) -> Decimal | None:
        """The vigiGrade score; None where none is made."""
        facts = getattr(self.version, "facts", None)
        return facts.completeness if facts else None

    @property
    def well_documented(self) -> bool:
        """Whether the score is that of a well documented case."""
        return self.completeness is not None and self.completeness > WELL_DOCUMENTED

    @property
    def urgency_colour(self) -> str:
        """The colour of its urgency."""
        return URGENCY_COLOURS.get(self.version.urgency, "calm")

    @property
    def state_colour(self) -> str:
        """The colour of its state."""
        return STATE_COLOURS.get(self.version.state, "calm")


def _words(rows: Any, column: str) -> str:
    return ", ".join(str(getattr(row, column)) for row in rows.all() if getattr(row, column))


def clock_of(version: CaseVersion) -> tuple[int | None, int | None]:
    """Days since receipt and days left until the due date, as far as both are stored."""
    today, start, due = timezone.localdate(), version.day_zero, version.due
    if start is None or due is None:
        return None, None
    runs = Due(start, (due - start).days)
    return runs.days_since_receipt(today), runs.days_left(today)


def work_rows(versions: Sequence[CaseVersion]) -> list[WorkRow]:
    """The versions with their open questions, in one more query."""
    questions = open_questions(versions)
    return [WorkRow(version, questions.get(version.pk, 0), *clock_of(version)) for version in versions]


class WorklistScreen(admin.ModelAdmin):
    """The addresses of the worklist, for the screen of versions to inherit."""

    def get_urls(self) -> Any:
        """The list, assigning, keeping a filter, dropping it."""
        site = self.admin_site.admin_view
        own = [
            path("worklist/", site(self.worklist_view), name="cases_caseversion_worklist"),
            path("worklist/assign/", site(require_POST(self.assign_view)), name="cases_caseversion_assign"),
            path("worklist/keep/", site(require_POST(self.keep_filter_view)), name="cases_caseversion_keep_filter"),
            path(
                "worklist/drop/<int:pk>/",
                site(require_POST(self.drop_filter_view)),
                name="cases_caseversion_drop_filter",
            ),
        ]
        return [*own, *super().get_urls()]

    def worklist_view(self, request: HttpRequest) -> HttpResponse:
        """A page of what waits."""
        user, people = only_staff(request), list(reviewers())
        form = FilterForm(request.GET, reviewers=people, user=user)
        wanted, query = form.wanted(), form.as_query()
        back = "before" in request.GET
        place = Place.read(request.GET.get("before" if back else "after", ""))
        found = work_page(wanted, place, back=back and place is not None)
        context = {
            "title": translate("Worklist"),
            "is_fullwidth": "1",
            "form": form,
            "wanted": wanted,
            "query": query,
            "rows": work_rows(found.rows),
            "page": found,
            "first_page": place is None,
            "tallies": tallies(user, query),
            "saved": SavedFilter.objects.filter(user_id=user.pk),
            "reviewers": people,
            "may_assign": request.user.has_perm("cases.triage"),
        }
        return page(request, self, "worklist", context)

    def assign_view(self, request: HttpRequest) -> HttpResponse:
        """Assign the ticked rows; each that cannot be is named, the others are assigned."""
        user = only_reviewers(request)
        ids = [int(number) for number in request.POST.getlist("row") if number.isdigit()]
        versions = list(CaseVersion.objects.filter(pk__in=ids).select_related("case").order_by("pk"))
        if versions:
            self._assign(request, versions, _assignee(request.POST.get("to", ""), user), user)
        else:
            messages.warning(request, translate("Tick the cases to assign first."))
        return _back(request.POST.get("query", ""))

    def _assign(
        self, request: HttpRequest, versions: Sequence[CaseVersion], to: AbstractBaseUser | None, by: AbstractBaseUser
    ) -> None:
        done = 0
        for version in versions:
            try:
                assign(version, to=to, by=by)
            except REFUSED as error:
                messages.error(request, f"{version.case}: {error}")
            else:
                done += 1
        if done:
            words = ngettext("%(count)s case assigned to %(who)s.", "%(count)s cases assigned to %(who)s.", done)
            messages.success(request, words % {"count": done, "who": to or translate("nobody")})

    def keep_filter_view(self, request: HttpRequest) -> HttpResponse:
        """Keep the filter under a name; the same name again replaces it."""
        user = only_reviewers(request)
        query = _clean(request.POST.get("query", ""), user)
        form = SavedFilterForm({"name": request.POST.get("name", "").strip(), "query": query})
        if not query:
            messages.warning(request, translate("Set a filter first, then save it under a name."))
        elif form.is_valid():
            keep_filter(form.cleaned_data["name"], query, by=user)
            messages.success(request, translate("Filter saved: %(name)s.") % {"name": form.cleaned_data["name"]})
        else:
            for words in form.errors.values():
                messages.error(request, translate("Name of the filter: %(why)s") % {"why": " ".join(map(str, words))})
        return _back(query)

    def drop_filter_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete an own filter; those of others are not there."""
        user = only_reviewers(request)
        kept = get_object_or_404(SavedFilter, pk=pk, user_id=user.pk)
        drop_filter(kept, by=user)
        messages.success(request, translate("Filter deleted: %(name)s.") % {"name": kept.name})
        return _back(request.POST.get("query", ""))


def tallies(user: AbstractBaseUser, query: str) -> list[dict[str, Any]]:
    """The counts above the list, each with the filter that shows what was counted."""
    found = counts(user.pk, timezone.localdate())
    entries: list[tuple[str, Any, str]] = [(f"state={state.value}", state.label, state.value) for state in WAITING]
    entries += [
        ("overdue=on", translate("Overdue"), "overdue"),
        (f"assigned={ME}", translate("Assigned to me"), "mine"),
        (f"assigned={NOBODY}", translate("Assigned to nobody"), "nobody"),
    ]
    return [
        {
            "query": filtered,
            "label": translate(label),
            "count": found[name],
            "active": query == filtered,
            "late": name == "overdue" and found[name].found > 0,
        }
        for filtered, label, name in entries
    ]


def _assignee(to: str, me: AbstractBaseUser) -> AbstractBaseUser | None:
    if to in (ME, NOBODY):
        return me if to == ME else None
    person = reviewers().filter(pk=int(to)).first() if to.isdigit() else None
    if person is None:
        raise Http404
    return person


def _clean(query: str, user: AbstractBaseUser) -> str:
    """Only what the filter knows, so that an address of our own is all that anybody is sent to."""
    return FilterForm(QueryDict(query), reviewers=reviewers(), user=user).as_query()


def _back(query: str) -> HttpResponseRedirect:
    """To the list as it was; `query` is read again there, and what it does not know is left aside."""
    address = reverse(ADDRESS)
    return HttpResponseRedirect(f"{address}?{QueryDict(query).urlencode()}" if query else address)
