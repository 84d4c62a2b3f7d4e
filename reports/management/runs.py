"""What the command `report` does with frozen runs: freeze one, make one again, list them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.actions.runs import find_run, freeze, run_again, stored
from reports.models import ReportRun
from reports.sources.words import Typed

LISTED = 50
"""Runs that are listed at most, the newest."""


def frozen(
    name: str, asked: Mapping[str, Typed], options: Mapping[str, str | None], form: str, note: str
) -> tuple[bytes, str]:
    """Freeze a report: what is kept of it in that form, and a line that names the run. ReportError as `freeze` says."""
    run = freeze(name, asked, options, by=None, note=note)
    said = {"run": run.pk, "day": run.day.isoformat(), "sha256": run.sha256}
    return stored(run, form), _("Frozen as run %(run)d: lock point %(day)s, SHA-256 %(sha256)s.") % said


def again(number: str) -> tuple[list[str], bool]:
    """Lines that say whether the run comes out the same again, or what differs and why; and whether it does."""
    run = find_run(number)
    found = run_again(run)
    if found.identical:
        return [_("Run %(run)d: identical, SHA-256 %(sha256)s.") % {"run": run.pk, "sha256": run.sha256}], True
    count = len(found.differences)
    head = ngettext("Run %(run)d: %(count)d difference.", "Run %(run)d: %(count)d differences.", count)
    return [head % {"run": run.pk, "count": count}, *(f"  {item}" for item in found.differences)], False


def listed() -> Iterator[str]:
    """A line for each of the newest runs."""
    for run in ReportRun.objects.defer("rows", "populations")[:LISTED]:
        yield f"{run.pk}: {run.report}, {run.day.isoformat()}, {run.at:%Y-%m-%d %H:%M} - {run.title}"
