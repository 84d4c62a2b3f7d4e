"""The staff's page of one version: the case to read, its clock, the steps that can be taken, questions and answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as translate

from cases import store
from cases.admin.base import may_code
from cases.admin.case_reading import askable, read_case
from cases.admin.identity import may_identify, seen
from cases.admin.items import all_rows, identifying
from cases.admin.odd_values import odd_values
from cases.admin.review_forms import StepForms, carry_out, forms_of, label_of, offered
from cases.admin.review_side import Changed, ReviewSide, at_a_glance, changed, replaced_identity
from cases.admin.staff import REFUSED, STATE_COLOURS, URGENCY_COLOURS, only_staff, page
from cases.admin.worklist import ADDRESS, clock_of
from cases.admin.worklist_filter import FilterForm, reviewers
from cases.icsr import ICSR
from cases.models.case import CaseVersion
from cases.models.review import Query, Step
from cases.rules.clocks import Urgency, due
from cases.rules.workflow import WAITING, Permission, State
from cases.selectors.worklist import Wanted, neighbour
from cases.terminology.naming import with_names

REVIEW = "admin:cases_caseversion_review"
MARK = "seen"
"""Name of the hidden field that says which state of things the person decided on."""


@dataclass(frozen=True)
class Asked:
    """A question with what it is about, in words."""

    query: Query
    about: str


class Review:
    """One version in the hands of one person."""

    def __init__(self, version: CaseVersion, user: AbstractBaseUser) -> None:
        """Nothing is read yet."""
        self.version, self.user = version, user

    @cached_property
    def others(self) -> list[CaseVersion]:
        """The other versions of the case, the last first."""
        return list(
            self.version.case.versions.exclude(pk=self.version.pk).select_related("created_by").order_by("-number")
        )

    @property
    def earlier(self) -> CaseVersion | None:
        """The version before this one."""
        return next((other for other in self.others if other.number < self.version.number), None)

    @cached_property
    def records(self) -> dict[int, ICSR]:
        """The case as this version knows it, and as the one before did, by version; as many queries as for one."""
        found = store.load_many([held.pk for held in (self.version, self.earlier) if held is not None])
        return dict(zip(found, with_names(*found.values()), strict=True))

    @property
    def icsr(self) -> ICSR:
        """The case as this version knows it."""
        return self.records[self.version.pk]

    @cached_property
    def steps(self) -> list[Step]:
        """The steps so far, the first first."""
        return list(self.version.steps.select_related("by").order_by("id"))

    @property
    def mark(self) -> str:
        """Changes with every step and every question."""
        last = self.steps[-1].pk if self.steps else 0
        return f"{self.version.state}.{last}"

    @cached_property
    def held(self) -> set[str]:
        """The permissions of the workflow that the person has."""
        user: Any = self.user
        return {item.value for item in Permission if user.has_perm(f"cases.{item.value}")}

    def choices(self) -> Any:
        """What can be asked about."""
        return askable(self.icsr, identify=may_identify(self.user))

    def questions(self) -> list[Asked]:
        """The questions with their answers."""
        words = {
            item.path: f"{row.title} {row.name}".strip() + f": {item.label}"
            for row in all_rows(self.icsr)
            for item in row.items
        }
        rows = self.version.queries.select_related("answer__by", "asked_by").order_by("number")
        return [Asked(row, words.get(row.path, row.path) or translate("The whole case")) for row in rows]


def versions_seen(user: AbstractBaseUser) -> QuerySet[CaseVersion]:
    """The versions that a page can open; the database leaves out those of other centres."""
    return CaseVersion.objects.select_related("case__centre", "assigned_to", "submitted_by", "accepted_by")


class ReviewScreen(ReviewSide):
    """The address of the review page, for the screen of versions to inherit."""

    def get_urls(self) -> Any:
        """One more address."""
        view = self.admin_site.admin_view(self.review_view)
        return [path("<int:pk>/review/", view, name="cases_caseversion_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the version; a POST takes the step that it names."""
        user = only_staff(request)
        version = get_object_or_404(versions_seen(user), pk=pk)
        review = Review(version, user)
        sent: StepForms | None = None
        if request.method == "POST":
            done = self._take(request, review)
            if isinstance(done, HttpResponse):
                return done
            sent = done
            review = Review(get_object_or_404(versions_seen(user), pk=pk), user)
        return self._show(request, review, sent)

    def _take(self, request: HttpRequest, review: Review) -> HttpResponse | StepForms | None:
        """Take the step; a response when it is done, else the forms with what is wrong with them."""
        name, version = request.POST.get("step", ""), review.version
        step = next((item for item in offered(version, review.held) if item.name == name), None)
        stale = request.POST.get(MARK) != review.mark
        if step is None or stale:
            messages.error(request, _meanwhile(review) if stale else translate("You cannot take this step now."))
            return forms_of(step, request, review.choices, sent=True) if step else None
        forms = forms_of(step, request, review.choices, sent=True)
        if not forms.is_valid():
            return forms
        try:
            with transaction.atomic():
                made = carry_out(version, forms, by=review.user)
        except REFUSED as error:
            forms.refused = str(error)
            return forms
        words = {"step": translate(step.label), "case": version.case}
        messages.success(request, translate("Done: %(step)s, case %(case)s.") % words)
        if made is not None and made.is_draft:
            return HttpResponseRedirect(reverse("admin:cases_caseversion_change", args=[made.pk]))
        return HttpResponseRedirect(_address(made or version, request))

    def _show(self, request: HttpRequest, review: Review, sent: StepForms | None) -> HttpResponse:
        version, user = review.version, review.user
        identify = may_identify(user)
        if identify:
            seen(request, version, identifying(review.icsr))
        coding = may_code(request.user)
        since, left = clock_of(version)
        urgency = Urgency(version.urgency) if version.urgency else None
        odd = odd_values(version, review.icsr, identify=identify)
        runs = due(urgency.serious, version.day_zero) if urgency and version.day_zero else None
        context = {
            "title": f"{version.case.identifier}, {translate('version')} {version.number}",
            "is_fullwidth": "1",
            "review": review,
            "version": version,
            "state_colour": STATE_COLOURS.get(version.state, "calm"),
            "urgency_colour": URGENCY_COLOURS.get(version.urgency, "calm"),
            "since": since,
            "left": left,
            "late": -left if left is not None and left < 0 and version.state in WAITING else 0,
            "waits": version.state in WAITING,
            "clock_note": translate(runs.note) if runs and runs.note else "",
            "tabs": read_case(review.icsr, identify=identify, coding=coding, odd=odd),
            "odd": odd,
            "identify": identify,
            "steps": [(label_of(row.name, row.source), row) for row in review.steps],
            "questions": review.questions(),
            "offered": self._offered(request, review, sent),
            "lost": [] if sent else _written(request),
            "others": review.others,
            "changed": self._changed(request, review, identify=identify, coding=coding),
            "glance": at_a_glance(version, review.icsr, identify=identify),
            "mark": review.mark,
            **_beside(request, version, user),
        }
        return page(request, self, "review", context)

    def _changed(self, request: HttpRequest, review: Review, *, identify: bool, coding: bool) -> Changed | None:
        """What is new to those who read the version before."""
        earlier = review.earlier
        if earlier is None:
            return None
        old = review.records[earlier.pk]
        if identify and (shown := replaced_identity(old, review.icsr)):
            seen(request, earlier, shown)
        return changed(earlier, old, review.icsr, identify=identify, coding=coding)

    def _offered(self, request: HttpRequest, review: Review, sent: StepForms | None) -> list[StepForms]:
        steps = offered(review.version, review.held)
        found = [
            sent if sent and sent.name == step.name else forms_of(step, request, review.choices, sent=False)
            for step in steps
        ]
        for forms in found:
            if forms.name in ("amend", "nullify"):
                forms.draft = next((other for other in review.others if other.is_draft), None)
        return found


def _beside(request: HttpRequest, version: CaseVersion, user: AbstractBaseUser) -> dict[str, Any]:
    """The way back to the list as it was, and to the versions before and after this one in it."""
    form = FilterForm(request.GET, reviewers=reviewers(), user=user)
    wanted, query = form.wanted(), form.as_query()
    return {
        "query": query,
        "list_address": f"{reverse(ADDRESS)}?{query}" if query else reverse(ADDRESS),
        "previous": _near(wanted, version, back=True),
        "next": _near(wanted, version, back=False),
    }


def _near(wanted: Wanted, version: CaseVersion, *, back: bool) -> CaseVersion | None:
    return neighbour(wanted, version, back=back) if version.due is not None or version.state != State.DRAFT else None


def _address(version: CaseVersion, request: HttpRequest) -> str:
    address = reverse(REVIEW, args=[version.pk])
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _written(request: HttpRequest) -> list[str]:
    """What somebody wrote for a step that has gone meanwhile, so that it is not lost."""
    sent = ((name, str(text)) for name, text in request.POST.items())
    return [text for name, text in sent if name.endswith(("-reason", "-text")) and text.strip()]


def _meanwhile(review: Review) -> str:
    """What happened since the person looked."""
    state = translate(State(review.version.state).label)
    if not review.steps:
        return translate("This version has changed meanwhile: it is now '%(state)s'.") % {"state": state}
    last = review.steps[-1]
    words = {"who": last.by or translate("the system"), "step": label_of(last.name, last.source), "state": state}
    return (
        translate(
            "Nothing was done: meanwhile %(who)s took the step '%(step)s', and the version is now '%(state)s'. Look "
            "at it again, then decide."
        )
        % words
    )
