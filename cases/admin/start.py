"""The start page: how many cases stand where, the last ones that changed, and the way to report one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.db.models.functions import Coalesce
from unfold.components import BaseComponent, register_component

from cases.icsr.spec import CodeList
from cases.models.case import CaseVersion
from cases.rules.workflow import State

LAST = 8
admin.site.index_template = "cases/admin/start.html"


@register_component
class CasesAtAGlance(BaseComponent):
    """Counts by state and the last changed versions, for those who may see cases."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three queries, however many cases."""
        user = self.request.user
        if not user.has_perm("cases.view_caseversion"):
            return {"may_view": False, "may_add": False}
        counted = dict(CaseVersion.objects.order_by().values_list("state").annotate(Count("pk")))
        states: list[tuple[CodeList, int]] = [(state, counted.get(state.value, 0)) for state in State]
        changed = Coalesce("accepted_at", "submitted_at", "created_at")
        return {
            "may_view": True,
            "may_add": user.has_perm("cases.add_caseversion"),
            "states": states,
            "last": CaseVersion.objects.select_related("case__centre")
            .annotate(changed=changed)
            .order_by("-changed")[:LAST],
        }
