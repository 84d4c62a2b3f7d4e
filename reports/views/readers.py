"""The readers' page at the root of the site, and its files: stored publications only, the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from cases.database.marks import for_anybody
from reports.models import Publication
from reports.renderers import tabular
from reports.renderers.shares import Block, blocks
from reports.sources import publications
from reports.tables.readers import HIDDEN, Figures, figures

MINUTES = 5
LISTED = 60
"""Names that the page lists at most before somebody has searched."""


def _etag(request: HttpRequest, **_address: str) -> str:
    """Changes with the publication and with the program; both are all that an address's answer depends on."""
    publication = publications.newest()
    return f'"{publication.pk if publication else 0}-{settings.TOCSIN_VERSION}"'


def _public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    cached = cache_control(public=True, max_age=60 * MINUTES)(condition(etag_func=_etag)(view))
    return for_anybody(require_safe(cached))


@dataclass(frozen=True)
class Asked:
    """What somebody searches for, in their words and under the names of the publication."""

    drug: str = ""
    reaction: str = ""
    figures: Figures | None = None
    error: str = ""


def _ask(request: HttpRequest, publication: Publication | None) -> Asked:
    words = {kind: " ".join(request.GET.get(kind, "").split()) for kind in ("drug", "reaction")}
    if publication is None or not any(words.values()):
        return Asked(words["drug"], words["reaction"])
    found = {
        kind: publications.resolve(kind, text, publications.names(publication, kind)) if text else ""
        for kind, text in words.items()
    }
    if None not in found.values():
        topic = publications.topic(publication, str(found["drug"]), str(found["reaction"]))
        if topic is not None:
            return Asked(topic.drug, topic.reaction, figures(publication, topic))
    few = _("Fewer than %(few)d reports from centres and no published case, or spelt otherwise: %(what)s.")
    what = " + ".join(text for text in words.values() if text)
    return Asked(words["drug"], words["reaction"], error=few % {"few": publication.threshold, "what": what})


@_public
def page(request: HttpRequest) -> HttpResponse:
    """Search, and the figures of what is found; 404 with the same page when there are none."""
    publication = publications.newest()
    asked = _ask(request, publication)
    names = {kind: publications.names(publication, kind) if publication else [] for kind in ("drug", "reaction")}
    context = {
        "title": _title(asked.figures) if asked.figures else _("Suspected reactions: the figures"),
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "asked": asked,
        "publication": publication,
        "figures": asked.figures,
        "blocks": _blocks(asked.figures) if asked.figures else [],
        "names": names,
        "listed": {kind: found[:LISTED] for kind, found in names.items()},
        "hidden": HIDDEN,
    }
    # Without the request: what a template could learn of the visitor would not be the same for all.
    return HttpResponse(render_to_string("reports/readers.html", context), status=404 if asked.error else 200)


def _title(found: Figures) -> str:
    return ", ".join(name[:1].upper() + name[1:] for name in (found.drug, found.reaction) if name)


def _blocks(found: Figures) -> list[Block]:
    query = urlencode({kind: text for kind in ("drug", "reaction") if (text := getattr(found, kind))})
    return [
        block.with_files({form: f"{_file(table.name, form)}?{query}" for form in FORMS})
        for block, table in zip(blocks(found), found.tables, strict=True)
    ]


def _file(table: str, form: str) -> str:
    return reverse("reports:readers-download", kwargs={"table": table, "form": form})


def _csv(request: HttpRequest, found: Figures, name: str) -> HttpResponse:
    table = _table(found, name)
    response = HttpResponse(tabular.as_csv(table), content_type="text/csv; charset=utf-8; header=present")
    described = f"{_file(name, 'csvw')}?{request.GET.urlencode()}"
    response["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return response


def _csvw(request: HttpRequest, found: Figures, name: str) -> HttpResponse:
    address = request.build_absolute_uri(f"{_file(name, 'csv')}?{request.GET.urlencode()}")
    content = tabular.as_csvw(_table(found, name), found, address)
    return HttpResponse(content, content_type="application/csvm+json")


def _json(request: HttpRequest, found: Figures, name: str) -> HttpResponse:
    schema = request.build_absolute_uri(reverse("reports:readers-schema"))
    return HttpResponse(tabular.as_json(_table(found, name), found, schema), content_type="application/json")


FORMS: dict[str, Callable[[HttpRequest, Figures, str], HttpResponse]] = {"csv": _csv, "csvw": _csvw, "json": _json}
ENDINGS = {"csv": "csv", "csvw": "csv-metadata.json", "json": "json"}


def _table(found: Figures, name: str) -> Any:
    table = found.table(name)
    if table is None:
        raise Http404
    return table


@_public
def download(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """One table as a file; 404 when there is no such topic, table or form."""
    asked = _ask(request, publications.newest())
    if asked.figures is None or form not in FORMS:
        raise Http404
    response = FORMS[form](request, asked.figures, table)
    name = f"{table}-{asked.figures.lock_point.isoformat()}.{ENDINGS[form]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@_public
def schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the tables."""
    content = tabular.json_schema(request.build_absolute_uri())
    return HttpResponse(content, content_type="application/schema+json")
