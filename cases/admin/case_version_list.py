"""The list of case versions: state, seriousness, reactions and suspect drugs of each, in a fixed number of queries."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin.staff import STATE_COLOURS
from cases.icsr.codes import DrugRole
from cases.icsr.reaction import Reaction as ReactionRecord
from cases.models.case import CaseVersion
from cases.models.drug import Drug
from cases.models.reaction import Reaction
from cases.models.report import Report
from cases.rules.outcome import CRITERIA, is_serious
from cases.rules.workflow import State
from cases.selectors.find import cases_of_number, number_begins

MOST = 5_000
"""Rows that can be paged through; who looks for something else narrows the list."""
SERIOUS_COLOURS = {"serious": "warning", "not serious": "calm", "unknown": "calm"}
"""Serious stands out; not serious and unknown look calm, for neither is an error."""


class CappedPaginator(Paginator):
    """Counts no further than the list can be paged through, so that it costs the same however many cases there are."""

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through."""
        rows: Any = self.object_list
        return len(rows.order_by().values_list("pk", flat=True)[:MOST]) if isinstance(rows, QuerySet) else len(rows)


def _words(rows: Any, column: str) -> str:
    return ", ".join(str(getattr(row, column)) for row in rows.all() if getattr(row, column))


ALL_STATES = {state.value: STATE_COLOURS.get(state.value, "calm") for state in State}
"""A state that the theme does not find here would be shown by its code."""


class CaseVersionList(admin.ModelAdmin):
    """What the list shows, filters and finds."""

    list_display = (
        "identifier",
        "version",
        "state_label",
        "serious",
        "reactions",
        "suspects",
        "received",
        "centre_name",
    )
    list_display_links = ("identifier",)
    list_filter = ("state", "case__kind", "case__source", "centre")
    search_fields = ("case__identifier",)
    search_help_text = _("Beginning of the case number")
    paginator = CappedPaginator
    show_full_result_count = False
    list_max_show_all = 0
    ordering = ("-created_at", "-pk")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[CaseVersion]:
        """Fetch what the rows show, with one query a table."""
        rows = super().get_queryset(request).select_related("case__centre")
        return rows.prefetch_related(
            Prefetch("reaction_rows", Reaction.objects.only("version", "number", "verbatim", *CRITERIA)),
            Prefetch("drug_rows", Drug.objects.only("version", "number", "name").filter(role=DrugRole.SUSPECT)),
            Prefetch("report_rows", Report.objects.only("version", "first_received")),
            Prefetch(
                "case__versions",
                CaseVersion.objects.filter(state=State.NULLIFIED).only("case", "number"),
                to_attr="withdrawn_by",
            ),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CaseVersion], search_term: str
    ) -> tuple[QuerySet[CaseVersion], bool]:
        """By the beginning of the case number, which has an index."""
        text = search_term.strip()
        if not text:
            return queryset, False
        found = cases_of_number(text)
        if found is None:
            return queryset.filter(number_begins(text, "case__identifier")), False
        return queryset.filter(case_id__in=found), False

    # Sorted by what has an index, and by nothing else.
    @display(description=_("case number"), ordering="case__identifier")
    def identifier(self, version: CaseVersion) -> str:
        """The case number."""
        return version.case.identifier

    @display(description=_("version"))
    def version(self, version: CaseVersion) -> int:
        """The number of the version."""
        return version.number

    @display(description=_("state"), label=ALL_STATES)
    def state_label(self, version: CaseVersion) -> Any:
        """How far it has come."""
        words = version.get_state_display()
        if version.state != State.NULLIFIED and version.case.withdrawn_by:  # type: ignore[attr-defined]
            return State.NULLIFIED.value, translate("%(state)s, case nullified") % {"state": words}
        return version.state, words

    @display(description=_("serious"), label=SERIOUS_COLOURS)
    def serious(self, version: CaseVersion) -> Any:
        """Whether one of its reactions is serious."""
        # The columns have the names of the record's elements, which is all that the rule reads.
        answers = [is_serious(cast("ReactionRecord", row)) for row in version.reaction_rows.all()]
        if any(answers):
            return "serious", _("Serious")
        if answers and all(answer is False for answer in answers):
            return "not serious", _("Not serious")
        return "unknown", _("Not known")

    @display(description=_("reactions"), empty_value="-")
    def reactions(self, version: CaseVersion) -> str:
        """The reactions in the reporter's words."""
        return _words(version.reaction_rows, "verbatim")

    @display(description=_("suspect drug"), empty_value="-")
    def suspects(self, version: CaseVersion) -> str:
        """The suspect drugs as reported."""
        return _words(version.drug_rows, "name")

    @display(description=_("first received"), empty_value="-")
    def received(self, version: CaseVersion) -> str:
        """When the case was first reported."""
        return _words(version.report_rows, "first_received")

    @display(description=_("centre"))
    def centre_name(self, version: CaseVersion) -> str:
        """The centre of the case."""
        return version.case.centre.name
