"""Draft safety on the case page: typed text is kept before it is saved, and two people in one draft see each other."""

from __future__ import annotations

import json
import uuid
from http.client import CONFLICT, OK
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate

from cases.actions.drafts import forget_typed, keep_typed, supersede
from cases.actions.steps import ActionError
from cases.admin.base import may_code
from cases.admin.identity import may_identify
from cases.admin.late_text import onto_follow_up
from cases.admin.merging import Merge, Merged
from cases.admin.snapshots import Snapshot, snapshot_of
from cases.models.autosave import Autosave, DraftRevision
from cases.models.case import CaseVersion
from cases.rules.workflow import State

NOT_KEPT = ("csrfmiddlewaretoken", "typed_by", "typed_revision", "_save", "_submit", "_take", "_drop", "again")

MARK = "\0"
"""Where a link goes into words."""
LONGEST = 9
"""Digits of a revision that an integer column surely holds."""


def clock(moment: Any) -> str:
    """The time of day of a moment, with the date when it is not today's."""
    local = timezone.localtime(moment)
    style = "H:i" if local.date() == timezone.localdate() else "j M Y, H:i"
    return str(formats.date_format(local, style))


class DraftSafety(admin.ModelAdmin):
    """Keeps what is typed, offers it again, and merges what two people typed in one draft."""

    # --- typed text

    def get_urls(self) -> Any:
        """Where an open page sends what is typed."""
        view = self.admin_site.admin_view(self.typed_view)
        return [
            path("add/typed/", view, name="cases_caseversion_typed_new"),
            path("<int:pk>/typed/", view, name="cases_caseversion_typed"),
            *super().get_urls(),
        ]

    def typed_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keep the raw form of an open page; POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        version = self.writable(request, pk, late=True)
        status = CONFLICT if version is not None and not version.is_draft else OK
        if request.POST.get("typed_by", str(request.user.pk)) != str(request.user.pk):
            # Somebody else signed in meanwhile: it is not theirs.
            raise PermissionDenied
        if "typed_ask" in request.POST:
            return JsonResponse({"kept": ""}, status=status)
        page, revision = request.POST.get("page", "")[:36], request.POST.get("typed_revision", "")
        if not page or not revision.isdecimal() or len(revision) > LONGEST:
            return HttpResponseBadRequest()
        kept = keep_typed(by=request.user, version=version, page=page, revision=int(revision), raw=_raw(request.POST))
        return JsonResponse({"kept": clock(kept.at), "revision": kept.revision}, status=status)

    def keep_sent(self, request: HttpRequest, version: CaseVersion | None) -> None:
        """Keep what came with a Save that stored nothing: its page may be closed before it is mended."""
        page = request.POST.get("page", "")[:36]
        if page and not getattr(request, "nothing_new", False):
            keep_typed(by=request.user, version=version, page=page, raw=_raw(request.POST))

    def writable(self, request: HttpRequest, pk: int | None, *, late: bool = False) -> CaseVersion | None:
        """The draft that a page is about, None for a new case; refuses who may not write it.

        With `late` also a version that was a draft when the page was opened: its text is kept for the follow-up.
        """
        if pk is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return None
        version: CaseVersion = get_object_or_404(self.get_queryset(request), pk=pk)
        too_late = late and not version.is_draft and self.has_change_permission(request)
        if not too_late and not self.has_change_permission(request, version):
            raise PermissionDenied
        return version

    def offers(self, request: HttpRequest, version: CaseVersion | None) -> list[dict[str, Any]]:
        """Texts that the user typed on another page about this draft, or in new cases, and did not save."""
        mine = Autosave.objects.filter(by=request.user.pk, saved=False).filter(_about_or_before(version))
        others = mine.exclude(page=page_key(request)).select_related("version")
        return [
            {**_offer(kept), "number": kept.version.number if kept.version and kept.version != version else None}
            for kept in others.order_by("-at")
        ]

    def late_offers(self, request: HttpRequest, version: CaseVersion) -> list[dict[str, Any]]:
        """Texts that the user typed about a version that no longer changes, which a follow-up can take."""
        if not (request.user.has_perm("cases.report_case") and self.has_change_permission(request)):
            return []
        mine = Autosave.objects.filter(by=request.user.pk, version=version, saved=False)
        return [_offer(kept) for kept in mine.order_by("-at")]

    def take_or_drop(self, request: HttpRequest, version: CaseVersion | None) -> HttpResponse | None:
        """Put the text that was kept into the form, unsaved; or drop it."""
        if page := request.POST.get("_drop"):
            forget_typed(by=request.user, page=page, version=version)
            return HttpResponseRedirect(request.path)
        if page := request.POST.get("_take"):
            mine = Autosave.objects.filter(_about_or_before(version), by=request.user.pk, page=page, saved=False)
            kept = get_object_or_404(mine.select_related("version"))
            data = QueryDict(mutable=True)
            for name, values in json.loads(kept.raw).items():
                data.setlist(name, values)
            if version is not None and kept.version is not None and kept.version != version:
                data = self._onto(request, data, kept.version, version)
            state: Any = request
            state.POST, state.nothing_new = data, True
            state.problem_with_saving = translate(
                "This is what you typed at %(time)s. It is not saved yet: look at it, then save. Files have to be "
                "chosen again."
            ) % {"time": clock(kept.at)}
        return None

    def _onto(self, request: HttpRequest, data: QueryDict, source: CaseVersion, draft: CaseVersion) -> QueryDict:
        """Text typed about a version that was submitted meanwhile, put onto the draft that follows it."""
        sight = {"coding": may_code(request.user), "identity": may_identify(request.user)}
        merged = onto_follow_up(data, source, draft, **sight)
        if merged.clashes:
            who = str(source.submitted_by or translate("Somebody else"))
            time = clock(source.submitted_at) if source.submitted_at else translate("meanwhile")
            state: Any = request
            state.meanwhile = {"who": who, "time": time, "taken": [], "clashes": merged.clashes}
        return merged.post

    def saved_before(self, request: HttpRequest) -> CaseVersion | None:
        """The version that this very page, or the one that its reader came back to, made before."""
        pages = [key for name in ("page", "again") if (key := request.POST.get(name, "")[:36])]
        known = Autosave.objects.select_for_update().filter(by=request.user.pk, page__in=pages)
        made = [kept.version_id for kept in known if kept.saved and kept.version_id is not None]
        return CaseVersion.objects.select_related("case").filter(pk__in=made).first()

    def refuse_again(self, request: HttpRequest, version: CaseVersion) -> None:
        """Show the text once more, with the case that was made of it; the page that comes back makes another."""
        state: Any = request
        state.POST = request.POST.copy()
        state.POST["page"] = str(uuid.uuid4())
        words = translate("You saved this report at %(time)s already: %(case)s. Is it another case? Then save again.")
        if not version.is_draft:
            words = translate(
                "You submitted this report at %(time)s already: %(case)s. Is it another case? Then save again."
            )
        name = "change" if version.is_draft else "status"
        address = reverse(f"admin:cases_caseversion_{name}", args=[version.pk])
        link = format_html('<a href="{}">{}</a>', address, version.case.identifier)
        time = clock(version.submitted_at or version.created_at)
        state.problem_with_saving = format_html("{}{}{}", *_around(words % {"time": time, "case": MARK}, link))

    def saved(self, request: HttpRequest, version: CaseVersion) -> None:
        """What the page sends late is no longer unsaved."""
        late = getattr(request, "draft_changed", False)
        forget_typed(by=request.user, page=request.POST.get("page", "")[:36], version=version, late=late)

    # --- two people in one draft

    def merge_meanwhile(self, request: HttpRequest, version: CaseVersion) -> None:
        """Bring a page that was loaded before the last save up to date; call it in the transaction that saves."""
        now = CaseVersion.objects.select_for_update().get(pk=version.pk).revision
        loaded = request.POST.get("revision", "")
        if not loaded.isdigit() or int(loaded) >= now:
            return
        between = DraftRevision.objects.filter(version=version, revision__gte=int(loaded)).select_related("by")
        first = next((item for item in between.order_by("revision") if item.revision == int(loaded)), None)
        before = Snapshot.loads(first.content) if first is not None and first.content else None
        sight = (may_code(request.user), may_identify(request.user))
        merge = Merge(request.POST, request.FILES, before, snapshot_of(version), *sight)
        merged = merge.run()
        merged.post["revision"] = str(now)
        state: Any = request
        state.POST, state._files = merged.post, merged.files
        self._tell(request, merged, list(between.order_by("-revision")))

    def _tell(self, request: HttpRequest, merged: Merged, between: list[DraftRevision]) -> None:
        last = between[0] if between else None
        who = str(last.by) if last is not None and last.by is not None else translate("Somebody else")
        about: dict[str, Any] = {"who": who, "time": clock(last.at) if last is not None else translate("meanwhile")}
        state: Any = request
        state.meanwhile = {**about, "taken": merged.taken, "clashes": merged.clashes}
        if merged.clashes and not getattr(state, "problem_with_saving", ""):
            words = translate(
                "Nothing is saved yet: %(who)s saved this draft at %(time)s, while you had it open. Look at what you "
                "both changed, then save again."
            )
            state.problem_with_saving = words % about
        elif merged.taken:
            about["changed"] = "; ".join(f"{change.label}: {change.now or '-'}" for change in merged.taken[:10])
            words = translate(
                "%(who)s saved this draft at %(time)s. Their text is put together with yours: %(changed)s."
            )
            messages.info(request, words % about)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep what the draft held, for those who have it open, and count its revision up."""
        if not change and not any(formset.is_typed for formset in formsets):
            request.nothing_new = True  # type: ignore[attr-defined]
            raise ActionError(translate("There is nothing to save yet: fill in what you know."))
        touched = any(formset.is_touched for formset in formsets)
        request.draft_changed = touched  # type: ignore[attr-defined]
        if change and touched:
            with transaction.atomic():
                supersede(form.instance, by=request.user, content=snapshot_of(form.instance).dumps())
                super().save_related(request, form, formsets, change)
        else:
            super().save_related(request, form, formsets, change)


def page_key(request: HttpRequest) -> str:
    """The key of the open page: the one it sent, or a new one."""
    known = request.POST.get("page", "") if request.method == "POST" else ""
    if not known:
        known = getattr(request, "new_page_key", "") or str(uuid.uuid4())
        request.new_page_key = known  # type: ignore[attr-defined]
    return known[:36]


def _about_or_before(version: CaseVersion | None) -> Q:
    """Texts about this version, or about one before it that was submitted while they were typed."""
    if version is None:
        return Q(version=None)
    before = Q(version__case=version.case_id, version__number__lt=version.number) & ~Q(version__state=State.DRAFT)
    return Q(version=version) | before


def _offer(kept: Autosave) -> dict[str, Any]:
    return {"page": kept.page, "at": clock(kept.at), "about": _about(kept.raw)}


def _around(words: str, link: SafeString) -> tuple[str, SafeString, str]:
    before, _mark, after = words.partition(MARK)
    return before, link, after


def _raw(post: QueryDict) -> str:
    return json.dumps({name: values for name, values in post.lists() if name not in NOT_KEPT}, ensure_ascii=False)


def _about(raw: str) -> str:
    """Drug and reaction of a text, to tell several apart."""
    data = json.loads(raw)
    found = (data.get(name, [""])[0] for name in ("drugs-0-name", "reactions-0-verbatim"))
    return ", ".join(words for words in found if words)
