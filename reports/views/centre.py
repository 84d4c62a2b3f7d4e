"""A centre's own page: what waits for it, its cases, how complete its reports are, what the registry has learnt."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.renderers import pictures
from reports.renderers.cells import shown
from reports.sources.centre import WELL_DOCUMENTED, Own, Topic, default_topic, own
from reports.tables.completeness import completeness_chart, completeness_table
from reports.tables.learnt import learnt
from reports.tables.readers import HIDDEN


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The page, for people who work for a centre; 403 for others."""
    if not request.user.has_perm("cases.view_caseversion"):
        raise PermissionDenied
    mine = own(request.user)  # type: ignore[arg-type]
    if mine is None:
        raise PermissionDenied(_("This page is for people who work for a centre."))
    chosen = _chosen(mine, request.GET.get("topic", ""))
    table = completeness_table(mine.quarters)
    known = learnt(chosen)
    context = {
        **admin.site.each_context(request),
        "title": " + ".join(mine.centres),
        "own": mine,
        "completeness": shown(table),
        "is_scored": any(row.versions for row in mine.quarters),
        # Our own markup, in which every text is escaped.
        "drawn": [mark_safe(svg) for svg in pictures.alone(completeness_chart(table), table)],  # noqa: S308
        "well_documented": WELL_DOCUMENTED,
        "chosen": chosen,
        "others": [(place, item) for place, item in enumerate(mine.topics) if item != chosen],
        "learnt": known,
        "learnt_tables": [shown(item) for item in known.tables],
        "threshold": settings.TOCSIN_SMALL_NUMBERS,
        "readers_query": urlencode({"drug": known.topic.drug, "reaction": known.topic.reaction}),
        "hidden": HIDDEN,
    }
    return TemplateResponse(request, "reports/centre.html", context)


def _chosen(mine: Own, asked: str) -> Topic:
    """The topic with the asked place in the list, else the first one, else that with which the registry began."""
    if asked.isascii() and asked.isdigit() and int(asked) < len(mine.topics):
        return mine.topics[int(asked)]
    return mine.topics[0] if mine.topics else default_topic()
