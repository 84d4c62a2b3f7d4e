"""The start page: what needs work and is most urgent for the staff, what a centre's page fills in for a centre."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from unfold.components import BaseComponent, register_component

from cases.admin.staff import may_read_worklist, signed_in
from cases.admin.worklist import tallies, work_rows
from cases.models.case import CaseVersion
from cases.rules.completeness import WELL_DOCUMENTED
from cases.rules.workflow import State
from cases.selectors import dashboard
from cases.selectors.capped import capped_counts
from cases.selectors.worklist import Wanted, work_page

LAST = 8
LOOKED_AT = 50
"""Newest versions among which the last changed are looked for."""
CENTRE_START = "cases.admin.centre_start.centre_start"
"""Where a centre's part of the page is found, once there is one: a function of the request."""
admin.site.index_template = "cases/admin/start.html"
admin.site.index_title = _("Start")


def centre_start(request: HttpRequest) -> dict[str, Any]:
    """What the start page shows a centre, for `cases/centre/start.html`; empty as long as nobody fills it."""
    try:
        found: Callable[[HttpRequest], dict[str, Any]] = import_string(CENTRE_START)
    except ImportError:
        return {}
    return found(request)


@register_component
class CasesAtAGlance(BaseComponent):
    """What waits for whom, for those who may see cases."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fixed number of queries, each bounded, however many cases there are."""
        user = self.request.user
        if not user.has_perm("cases.view_caseversion"):
            return {"may_view": False, "may_add": False}
        context = {"may_view": True, "may_add": user.has_perm("cases.add_caseversion"), "request": self.request}
        if may_read_worklist(user):
            return {**context, "staff": True, **_of_staff(self.request)}
        return {**context, "staff": False, "centre_start": centre_start(self.request), **_of_centre()}


def _of_staff(request: HttpRequest) -> dict[str, Any]:
    user = signed_in(request)
    mine = work_page(Wanted(assigned=user.pk), size=LAST) if request.user.has_perm("cases.triage") else None
    return {
        "tallies": tallies(user, ""),
        "urgent": work_rows(work_page(Wanted(), size=LAST).rows),
        "mine": work_rows(mine.rows) if mine else [],
        "states": dashboard.by_state(),
        "new": dashboard.new_by_reaction(timezone.localdate()),
        "months": dashboard.completeness(timezone.localdate()),
        "well": WELL_DOCUMENTED,
    }


def _of_centre() -> dict[str, Any]:
    """The database shows a centre its own cases only, so that all are few enough."""
    counted = capped_counts({state.value: CaseVersion.objects.filter(state=state.value) for state in State})
    newest = CaseVersion.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)[:LOOKED_AT]
    changed = Coalesce("accepted_at", "submitted_at", "created_at")
    last = CaseVersion.objects.filter(pk__in=list(newest)).select_related("case__centre").annotate(changed=changed)
    return {
        "states": [(state, counted[state.value]) for state in State],
        "last": last.order_by("-changed")[:LAST],
    }
