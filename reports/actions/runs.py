"""Freeze a report as it is printed today, and make a frozen one again to see what differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from reports.models import ReportRun, ReportRunFile
from reports.renderers import RENDERERS, html
from reports.sources import registry, runs
from reports.sources.asked import noting
from reports.sources.errors import ReportError
from reports.sources.population import Population
from reports.sources.words import Typed
from reports.tables.again import WORDS, Difference, Kept, differences, differing
from reports.tables.catalogue import SAVED, make_report, words_of
from reports.tables.report import Report

PERMISSION = "reports.add_reportrun"
JSON, PAGE = "json", "page"
"""The form that runs are compared by, and the fragment of a page that is shown again."""
FORMS = (PAGE, *RENDERERS)


class RunError(ReportError):
    """The run cannot be frozen or read; the message says why and what would be right."""


@dataclass(frozen=True)
class Again:
    """A frozen run made again."""

    differences: tuple[Difference, ...]

    @property
    def identical(self) -> bool:
        """Whether the same bytes came out."""
        return not self.differences


@dataclass(frozen=True)
class _Made:
    """A report with all that is kept of it, out of one snapshot of the database."""

    report: Report
    content: bytes
    rows: runs.Rows
    populations: tuple[Population, ...]
    files: Mapping[str, bytes]

    @property
    def kept(self) -> Kept:
        return Kept(json.loads(self.content), self.rows, self.as_read)

    @property
    def as_read(self) -> list[str]:
        return sorted({runs.as_text(population) for population in self.populations})


def freeze(
    name: str,
    asked: Mapping[str, Typed] | None = None,
    options: Mapping[str, str | None] | None = None,
    *,
    by: AbstractBaseUser | None,
    note: str = "",
    forms: Collection[str] = FORMS,
) -> ReportRun:
    """Make the report and keep it as printed in these forms, with JSON always; None is the system itself.

    A form that does not hold so many lines is left out. ReportError, with nothing kept, when the report cannot be made,
    JSON does not hold it, no case was ever accepted, or the person may not freeze.
    """
    if by is not None and not by.has_perm(PERMISSION):  # type: ignore[attr-defined]
        raise RunError(_("You may not freeze reports: it needs the permission to add frozen runs."))
    given = dict(asked or {})
    saved, words = given.get(SAVED), words_of(given)
    told = {key: value for key, value in (options or {}).items() if value is not None}
    with registry.snapshot():
        made = _make(name, words, told, forms)
    report = made.report
    if report.data_lock_point is None:
        raise RunError(_("No case was ever accepted: there is nothing to freeze."))
    with transaction.atomic():
        run = ReportRun.objects.create(
            report=name,
            asked={**_plain(words), "as_of": report.data_lock_point.isoformat()},
            saved=_first(saved),
            options=told,
            title=report.title,
            population=report.population,
            day=report.data_lock_point,
            registry_version=report.registry_version,
            language=translation.get_language() or "",
            digest=report.digest,
            sha256=_sha256(made.content),
            populations=made.as_read,
            rows=runs.packed(made.rows),
            cases=len(made.rows),
            by=by,  # type: ignore[misc]
            note=note.strip(),
        )
        ReportRunFile.objects.bulk_create(
            ReportRunFile(run=run, form=form, sha256=_sha256(content), size=len(content), content=content)
            for form, content in {JSON: made.content, **made.files}.items()
        )
    return run


def run_again(run: ReportRun) -> Again:
    """Make the report of a run again with the same words at the same lock point; what differs and why."""
    before = stored(run, JSON)
    with registry.snapshot(), translation.override(run.language or None):
        try:
            made = _make(run.report, run.asked, run.options, ())
        except ReportError as error:
            return Again((Difference(WORDS, _("The report can no longer be made."), str(error)),))
        if made.content == before:
            return Again(())
        kept = Kept(json.loads(before), runs.unpacked(bytes(run.rows)), run.populations)
        changed = differing(kept.rows, made.rows)
        return Again(differences(kept, made.kept, runs.standing(changed, run.day), run.at))


def stored(run: ReportRun, form: str) -> bytes:
    """What was printed in that form, byte by byte. RunError when it was not, or is not what was frozen."""
    found = run.files.filter(form=form).first()
    if found is None:
        known = ", ".join(run.files.exclude(form=PAGE).order_by("form").values_list("form", flat=True))
        raise RunError(
            _("Run %(run)d was not kept as '%(form)s'. Kept: %(known)s.")
            % {"run": run.pk, "form": form, "known": known}
        )
    content = bytes(found.content)
    if _sha256(content) != found.sha256 or (form == JSON and found.sha256 != run.sha256):
        raise RunError(_("Run %d: the stored bytes are not those that were frozen. Tell the operator.") % run.pk)
    return content


def find_run(number: str) -> ReportRun:
    """The run of that number. RunError when there is none."""
    run = ReportRun.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if run is None:
        raise RunError(_("There is no frozen run '%s'.") % number)
    return run


def _make(name: str, words: Mapping[str, Typed], options: Mapping[str, Any], forms: Iterable[str]) -> _Made:
    with noting() as populations:
        report = make_report(name, words, options)
        content = RENDERERS[JSON].render(report)
    rows = runs.rows_behind(populations)
    return _Made(report, content, rows, tuple(populations), dict(_files(report, forms)))


def _files(report: Report, forms: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    for form in forms:
        if form == PAGE:
            yield form, html.render(report).encode()
        elif form != JSON:
            try:
                yield form, RENDERERS[form].render(report)
            except ReportError:
                continue  # too many lines for it: the others hold them


def _plain(words: Mapping[str, Typed]) -> dict[str, str | list[str]]:
    return {key: value if isinstance(value, str) else list(value or ()) for key, value in words.items()}


def _first(saved: Typed) -> str:
    return "" if not saved else saved if isinstance(saved, str) else saved[0]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
