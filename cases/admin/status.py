"""The status page of a version: receipt, where it stands, the staff's questions with their answers, follow-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.actions.access import note_reading
from cases.actions.cases import follow_up
from cases.actions.review import answer
from cases.actions.steps import ActionError
from cases.admin.questions import problems, shown, tab_of, typed_answers
from cases.models.case import CaseVersion
from cases.models.review import Query
from cases.rules.paths import place_at
from cases.rules.workflow import State, TransitionError, VersionKind
from cases.selectors import status
from cases.selectors.status_words import STAGES, what_next
from cases.store import load

REFUSED = (ActionError, TransitionError)
NAME = "cases_caseversion"
_ROW_NUMBER = re.compile(r"\[\d+\]")


def optional_address(name: str, *args: Any) -> str:
    """The address of a page that this installation may not have; '' then."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class StatusPages(admin.ModelAdmin):
    """The pages around the form for those who wait for an answer."""

    class Media:
        js = ("cases/centre_field.js",)

    def get_urls(self) -> Any:
        """The status page, where answers are sent too, and the way to a follow-up."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/status/", view(self.status_view), name=f"{NAME}_status"),
            path("<int:pk>/follow-up/", view(self.follow_up_view), name=f"{NAME}_follow_up"),
            *super().get_urls(),
        ]

    def readable(self, request: HttpRequest, pk: int) -> CaseVersion:
        """The version, with what its page shows; 404 when the person has no such case."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        version = CaseVersion.objects.filter(pk=pk).first()
        if version is None:
            raise Http404
        return status.of_version(version)

    # --- the page

    def status_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show where the version stands; a POST brings answers."""
        version = self.readable(request, pk)
        if request.method != "POST":
            return self._page(request, version)
        if not request.user.has_perm("cases.answer_query"):
            raise PermissionDenied
        return self._answer(request, version)

    def _answer(self, request: HttpRequest, version: CaseVersion) -> HttpResponse:
        typed = typed_answers(request.POST.dict())
        errors = problems(typed, version.queries.all())
        if errors:
            messages.error(request, _("Nothing was sent yet. Please look at the message below."))
            return self._page(request, version, typed, errors, code=422)
        try:
            answer(version, typed, by=request.user)  # type: ignore[arg-type]
        except REFUSED as error:
            messages.error(request, str(error))
            return self._page(request, status.of_version(version), typed, code=422)
        left = len(status.open_questions(status.of_version(version)))
        messages.success(request, _sent(left))
        return HttpResponseRedirect(reverse(f"admin:{NAME}_status", args=[version.pk]))

    def _page(
        self,
        request: HttpRequest,
        version: CaseVersion,
        typed: Mapping[int, str] | None = None,
        errors: Mapping[int, str] | None = None,
        *,
        code: int = 200,
    ) -> HttpResponse:
        queries = list(version.queries.all())
        identity = request.user.has_perm("cases.view_identity")
        icsr = load(version) if queries else None
        questions = shown(queries, icsr, typed or {}, errors or {}, identity=identity) if icsr else []
        files = status.files_of(version) if identity else []
        if identity:
            note_reading(
                by=request.user,  # type: ignore[arg-type]
                version=version,
                elements=[
                    *(_ROW_NUMBER.sub("", item.query.path) for item in questions if item.identifies),
                    *(file.element for file in files),
                ],
                request_id=getattr(request, "number", ""),
            )
        still_open = [item for item in questions if item.answer is None]
        versions = status.versions_of(version)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Case %(number)s") % {"number": version.case.identifier},
            "version": version,
            "worldwide": status.worldwide_number(version),
            "stages": [(stage, STAGES[stage.state]) for stage in status.stages(version)],
            "next": what_next(version, open_questions=len(still_open), newest=versions[0]),
            "reason": status.reason_for(version, State(version.state)) if version.state in _WITH_REASON else "",
            "questions": questions,
            "still_open": still_open,
            # A box with a text that was not sent stays, even when its question was closed meanwhile.
            "boxes": [item for item in questions if item.answer is None or item.error],
            "closed": [item for item in questions if item.answer is not None and not item.error],
            "may_answer": version.state == State.QUERIED and request.user.has_perm("cases.answer_query"),
            "versions": versions,
            "newest": versions[0],
            "elsewhere": status.asked_elsewhere(version),
            "draft": _draft_of(versions),
            "staff_correct": _staff_correct(request, versions),
            "may_report": self.may_report(request),
            "files": _links(version, files),
            "history": optional_address("admin:cases_case_history", version.case_id)
            if request.user.has_perm("cases.read_history")
            else "",
        }
        return TemplateResponse(request, "cases/centre/status.html", context, status=code)

    # --- follow-up

    def may_report(self, request: HttpRequest) -> bool:
        """Whether the person may write versions of cases."""
        user = request.user
        return user.has_perm("cases.report_case") and user.has_perm("cases.change_caseversion")

    def follow_up_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open a new version from the last, or go on with the draft there is; with `question`, at its field."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        version = self.readable(request, pk)
        if not self.may_report(request):
            raise PermissionDenied
        versions = status.versions_of(version)
        if _staff_correct(request, versions):
            messages.error(request, _("The registry's staff correct this case at the moment. Try again later."))
            return HttpResponseRedirect(reverse(f"admin:{NAME}_status", args=[version.pk]))
        draft = _draft_of(versions)
        try:
            target = draft or follow_up(version.case, by=request.user)  # type: ignore[arg-type]
        except REFUSED as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse(f"admin:{NAME}_status", args=[version.pk]))
        words = _CONTINUED if draft else _OPENED
        messages.info(request, words % {"n": target.number})
        return HttpResponseRedirect(_at_field(target, _asked(version, request.POST.get("question", ""))))


_OPENED = gettext_lazy("This is version %(n)d, made from the last one. Change or add what is new, then submit it.")
_CONTINUED = gettext_lazy("You go on with version %(n)d, which is a draft.")
_WITH_REASON = (State.RETURNED, State.NULLIFIED)


def _links(version: CaseVersion, files: list[status.File]) -> list[tuple[str, str]]:
    """Names and addresses of files, where the site gives files out."""
    found = [
        (file.name or _("File"), optional_address(f"admin:{NAME}_file", version.pk, file.section, file.number))
        for file in files
    ]
    return [(words, address) for words, address in found if address]


def _sent(left: int) -> str:
    if not left:
        return _("Thank you. All questions are answered; the staff go on with the case.")
    words = ngettext(
        "Your answer is saved. %(n)d question is still open.", "Your answers are saved. %(n)d questions are open.", left
    )
    return words % {"n": left}


def _draft_of(versions: list[CaseVersion]) -> CaseVersion | None:
    return next((item for item in versions if item.is_draft), None)


def _staff_correct(request: HttpRequest, versions: list[CaseVersion]) -> bool:
    """Whether there is an amendment under way, which only those who may amend go on with."""
    draft = _draft_of(versions)
    return draft is not None and draft.kind == VersionKind.AMENDMENT and not request.user.has_perm("cases.amend_case")


def _asked(version: CaseVersion, number: str) -> Query | None:
    return next((query for query in version.queries.all() if str(query.number) == number), None)


def _at_field(draft: CaseVersion, query: Query | None) -> str:
    """The form of the draft, opened at the field that a question is about."""
    address = reverse(f"admin:{NAME}_change", args=[draft.pk])
    place = place_at(load(draft), query.path) if query is not None and query.path else None
    if place is None:
        return address
    return f"{address}?{urlencode({'field': place.field})}#{tab_of(place)}"
