"""The screen of a case: reporting it, completing the draft, submitting, reading it afterwards."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as translate

from cases.actions.cases import ActionError, discard, open_case, submit
from cases.admin.base import ModelAdmin, inline_for
from cases.admin.case_version_concerns import Confirming, doubts, half_confirmed, place_at_fields, place_clash
from cases.admin.case_version_drafts import DraftSafety, page_key
from cases.admin.case_version_form import OpenCaseForm, VersionForm
from cases.admin.case_version_list import CaseVersionList
from cases.admin.compare import CompareScreen
from cases.admin.conditions import for_page
from cases.admin.downloads import FILE, attachment_response, file_in
from cases.admin.history import HistoryScreen
from cases.admin.identity import may_identify, seen
from cases.admin.panel import LivePanel
from cases.admin.prefills import is_staff, prefilled
from cases.admin.printing import PrintedPages
from cases.admin.problems import problems
from cases.admin.review import ReviewScreen
from cases.admin.row_limits import refuse_too_many_rows
from cases.admin.staff import STATE_COLOURS, may_read_worklist
from cases.admin.status import StatusPages
from cases.admin.tabs import TABS, OpenTab, open_tabs
from cases.admin.typed import typed_case
from cases.admin.unit_words import laboratory_units
from cases.admin.worklist import WorklistScreen
from cases.documents import countries
from cases.models.case import CaseVersion
from cases.models.provenance import Provenance
from cases.rules.workflow import State, TransitionError, VersionKind

SCRIPTS = ("case_goto", "case_form", "case_conditions", "case_units", "case_notes", "case_typed", "case_panel")
REFUSED = (ActionError, TransitionError)
"""What an action raises when it cannot be done; the message is for the user."""


def _signed_in(request: HttpRequest) -> AbstractBaseUser:
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101 - the admin site lets nobody else in
    return request.user


@admin.register(CaseVersion)
class CaseVersionAdmin(
    WorklistScreen,
    ReviewScreen,
    CompareScreen,
    HistoryScreen,
    StatusPages,
    PrintedPages,
    CaseVersionList,
    Confirming,
    DraftSafety,
    LivePanel,
    ModelAdmin,
):
    """One page for a whole case, in tabs from the patient to the outcome."""

    class Media:
        css = {"all": ("cases/case_form.css",)}
        js = tuple(f"cases/{name}.js" for name in SCRIPTS)

    # --- what the page holds

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """The sections of all tabs that take something."""
        return [inline_for(name) for tab in TABS if not tab.read_only for name in tab.sections]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The head of a new case; a stored one has none."""
        fields = ["kind", "source", "centre", "identifier"] if obj is None and is_staff(request.user) else []
        return [(None, {"fields": fields})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The head's form, with the problem of an earlier try."""
        base = VersionForm if change else OpenCaseForm
        problem = getattr(request, "problem_with_saving", "")
        return type(base.__name__, (base,), {"problem": problem, "user": request.user})

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """A new case starts with what is known already."""
        found: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        values = prefilled(inline.part.name, request.user) if obj.pk is None else {}
        return {**found, "initial": [dict(values)]} if values else found

    def _build_nested_formsets(self, *args: Any, **kwargs: Any) -> None:
        """Sections nest by themselves (formsets.py); the theme's own nesting would build each empty row once more."""

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        """Let each section look up the rows that it refers to in the others."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        book = {formset.part.name: formset for formset in formsets}
        for formset in formsets:
            formset.book = book
        return formsets, inlines

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Sort the sections into tabs, and hang at the fields what there is to say about them."""
        version: CaseVersion | None = context["original"]
        sources = Provenance.objects.filter(version=version) if version else ()
        tabs = list(open_tabs(context["inline_admin_formsets"], sources))
        sent = request.method == "POST"
        editable = version is None or self.has_change_permission(request, version)
        context |= {
            "tabs": tabs,
            "errors": None,
            "state_colour": STATE_COLOURS.get(version.state) if version else "",
            "problems": list(problems(tabs, context["adminform"].form)) if sent else [],
            "editable": editable,
            "may_review": version is not None and not version.is_draft and may_read_worklist(request.user),
        }
        if editable:
            context |= self._for_writing(request, version, tabs)
        if version is not None:
            if not editable:
                context["late"] = self.late_offers(request, version)
            sections = (item.formset for tab in tabs for item in tab.sections)
            seen(request, version, (name for formset in sections for name in formset.seen()))
        return super().render_change_form(request, context, *args, **kwargs)

    def _for_writing(self, request: HttpRequest, version: CaseVersion | None, tabs: list[OpenTab]) -> dict[str, Any]:
        """What a page that can be changed needs beside its fields."""
        typed = typed_case(item.formset for tab in tabs for item in tab.sections)
        found = doubts(typed, version, request.POST)
        place_at_fields(typed, found)
        meanwhile = getattr(request, "meanwhile", None)
        for clash in meanwhile["clashes"] if meanwhile else ():
            place_clash(typed, clash)
        return {
            "countries": countries.names(),
            "laboratory_units": laboratory_units(),
            "conditions": for_page(staff=is_staff(request.user)),
            "open_doubts": [doubt for doubt in found if doubt.confirmed is None],
            "meanwhile": meanwhile,
            "page_key": page_key(request),
            "largest_request": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            "offers": self.offers(request, version),
        }

    # --- who may do what

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts change."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts are deleted, one at a time; an amendment by those who may amend."""
        if obj is None or not obj.is_draft or not request.user.has_perm("cases.delete_caseversion"):
            return False
        return obj.kind != VersionKind.AMENDMENT or request.user.has_perm("cases.amend_case")

    # --- saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the page; what is not saved comes back with its messages, and is kept as typed text."""
        version = self.get_object(request, object_id) if request.method == "POST" and object_id is not None else None
        response = self._saved_or_shown(request, object_id, form_url, extra_context, version)
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            self.keep_sent(request, version)
        return response

    def _saved_or_shown(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
        version: CaseVersion | None,
    ) -> HttpResponse:
        """What the database refuses comes back as a message above what was typed."""
        context = {"title": translate("Report a case")} if object_id is None else {}
        context |= extra_context or {}
        if version is not None and not version.is_draft and "_drop" not in request.POST:
            return self._too_late(request, version)
        if request.method == "POST" and (done := self.take_or_drop(request, version)):
            return done
        refuse_too_many_rows(request.POST)
        if request.method == "POST" and version is None and (made := self.saved_before(request)):
            self.refuse_again(request, made)
        if request.method == "POST" and half_confirmed(request.POST):
            request.problem_with_saving = translate(  # type: ignore[attr-defined]
                "Nothing is saved yet: to confirm a value, give the reason and tick that you checked it."
            )
        try:
            with transaction.atomic():
                if version is not None and self.has_change_permission(request, version):
                    self.merge_meanwhile(request, version)
                return super().changeform_view(request, object_id, form_url, context)
        except (*REFUSED, IntegrityError) as error:
            if request.method != "POST":
                raise
            for _name, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
            request.problem_with_saving = self._explain(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def _too_late(self, request: HttpRequest, version: CaseVersion) -> HttpResponse:
        """Keep what was typed about a version that was submitted meanwhile, and show where it can go."""
        if self.has_change_permission(request):
            self.keep_sent(request, version)
        words = translate("This version was submitted meanwhile, so it no longer changes.")
        if self.late_offers(request, version):
            words += " " + translate("What you typed is kept: put it into a follow-up.")
        messages.error(request, words)
        return self._back_to(version)

    def _explain(self, error: Exception) -> str:
        if isinstance(error, REFUSED):
            return str(error)
        return translate(
            "Nothing was saved: somebody changed this case at the same moment. Look at it in another window, then "
            "save again."
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Open the case, or make sure that the draft still is one; the sections are saved after this."""
        if change:
            if not CaseVersion.objects.select_for_update().filter(pk=obj.pk, state=State.DRAFT).exists():
                raise ActionError(translate("This version was submitted meanwhile, so it no longer changes."))
            return
        head = form.opening
        opened = open_case(
            by=_signed_in(request),
            kind=head["kind"],
            source=head["source"],
            centre=head["centre"],
            identifier=head["identifier"] or None,
        )
        obj.__dict__.update(opened.__dict__)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Stay on the case."""
        return self._after_saving(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Stay on the case."""
        return self._after_saving(request, obj)

    def _after_saving(self, request: HttpRequest, version: CaseVersion) -> HttpResponse:
        self.saved(request, version)
        if "_submit" not in request.POST:
            messages.success(request, translate("Draft saved: case %(case)s.") % {"case": version.case})
            return self._back_to(version)
        try:
            submit(version, by=_signed_in(request))
        except REFUSED as error:
            messages.warning(request, translate("Saved as a draft, not submitted. %(why)s") % {"why": error})
        else:
            messages.success(request, translate("Submitted: case %(case)s.") % {"case": version.case})
            return HttpResponseRedirect(reverse("admin:cases_caseversion_status", args=[version.pk]))
        return self._back_to(version)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a draft; the case goes too when this was all there was of it."""
        discard(obj, by=_signed_in(request))

    # --- files

    def file_view(self, request: HttpRequest, pk: int, section: str, number: int) -> HttpResponse:
        """A file of the version, for those who may see who it is about; GET only."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        version = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, version) or not may_identify(request.user):
            raise PermissionDenied
        found = file_in(version, section, number)
        seen(request, version, [f"{section}.{FILE}"])
        return attachment_response(found)

    def get_urls(self) -> Any:
        """One more address: the files of a version."""
        files = path(
            "<int:pk>/file/<str:section>/<int:number>/",
            self.admin_site.admin_view(self.file_view, cacheable=True),  # the answer forbids it by itself
            name="cases_caseversion_file",
        )
        return [files, *super().get_urls()]

    def _back_to(self, version: CaseVersion) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:cases_caseversion_change", args=[version.pk]))
