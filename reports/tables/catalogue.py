"""All reports by name, and the one way to ask for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources.errors import ReportError
from reports.sources.names import Names, population
from reports.sources.population import Population
from reports.tables import vigibase
from reports.tables.report import Report


@dataclass(frozen=True)
class Entry:
    """A report that can be asked for."""

    name: str
    summary: str | Promise
    build: Callable[[Population, Names], Report]


CATALOGUE = {
    entry.name: entry
    for entry in (
        Entry(
            vigibase.NAME,
            gettext_lazy("What VigiAccess shows of a drug and a reaction, and outcome by indication group."),
            vigibase.build,
        ),
    )
}


def make_report(name: str, *, drug: str | None = None, reaction: str | None = None, as_of: str | None = None) -> Report:
    """The report of that name. ReportError, in one line for the person who asked, when something is not known."""
    entry = CATALOGUE.get(name)
    if entry is None:
        near = get_close_matches(name, CATALOGUE) or sorted(CATALOGUE)
        raise ReportError(
            _("There is no report '%(name)s'. Known reports: %(known)s.") % {"name": name, "known": ", ".join(near)}
        )
    day = read_day(as_of)
    names = Names.load()
    return entry.build(population(names, drug=drug, reaction=reaction, as_of=day), names)


def read_day(text: str | None) -> date | None:
    """A date given as YYYY-MM-DD; None when none was given. ReportError for anything else."""
    if not text:
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise ReportError(
            _("'%(text)s' is no date: write it as year-month-day, such as 2025-03-31.") % {"text": text.strip()}
        ) from error
