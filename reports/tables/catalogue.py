"""All reports by name, and the one way to ask for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.saved import saved_words
from reports.sources.words import KEYS, Typed, not_known, population
from reports.tables import (
    cases,
    compare,
    lung,
    management,
    onset,
    periodic,
    published,
    quality,
    retreatment,
    tabs,
    treatment,
    vigibase,
)
from reports.tables.options import Option, Values, overlaid, read
from reports.tables.report import Report

SAVED = "population"
"""The key of a saved population's name, beside the keys of a population."""


@dataclass(frozen=True)
class Entry:
    """A report that can be asked for."""

    name: str
    summary: str | Promise
    build: Callable[[Population, Names, Values], Report]
    options: tuple[Option, ...] = ()


CATALOGUE = {
    entry.name: entry
    for entry in (
        Entry(
            vigibase.NAME,
            gettext_lazy("What VigiAccess shows of a drug and a reaction, and outcome by indication group."),
            vigibase.build,
        ),
        Entry(
            cases.NAME,
            gettext_lazy("Line listing, de-identified: the columns of adrreports.eu, onset, lavage, treatment."),
            cases.build,
        ),
        Entry(
            tabs.NAME,
            gettext_lazy("The tables of adrreports.eu: by age, sex, reporter, region, time, reaction group, reaction."),
            tabs.build,
            tabs.OPTIONS,
        ),
        Entry(
            onset.NAME,
            gettext_lazy("Day of onset and hours since the last infusion, by indication group and infusion."),
            onset.build,
        ),
        Entry(
            lung.NAME,
            gettext_lazy("Lavage, imaging, haemoglobin and other causes, by indication group and of comparators."),
            lung.build,
        ),
        Entry(
            treatment.NAME,
            gettext_lazy("Treatment by outcome and indication group, hospital stay, time until all was gone."),
            treatment.build,
        ),
        Entry(
            retreatment.NAME,
            gettext_lazy("Dechallenge and rechallenge, and under which conditions the drug was given again."),
            retreatment.build,
        ),
        Entry(
            published.NAME,
            gettext_lazy("Every published figure beside the same measure of the registry's cases."),
            published.build,
        ),
        Entry(
            management.NAME,
            gettext_lazy("Which steps of the guidance texts were done, in each case and by outcome; no verdict."),
            management.build,
            management.OPTIONS,
        ),
        Entry(
            periodic.NAME,
            gettext_lazy("Summary tabulations of a periodic report (PBRER, DSUR): interval and cumulative."),
            periodic.build,
            periodic.OPTIONS,
        ),
        Entry(
            quality.NAME,
            gettext_lazy("Completeness by centre and over time, what is missing most, time to receipt and acceptance."),
            quality.build,
        ),
        Entry(
            compare.NAME,
            gettext_lazy("A population beside another: differences with intervals fit for small numbers."),
            compare.build,
            compare.OPTIONS,
        ),
    )
}


def entry_of(name: str) -> Entry:
    """The entry of that name. ReportError with the nearest names when there is none."""
    entry = CATALOGUE.get(name)
    if entry is None:
        near = get_close_matches(name, CATALOGUE) or sorted(CATALOGUE)
        raise ReportError(
            _("There is no report '%(name)s'. Known reports: %(known)s.") % {"name": name, "known": ", ".join(near)}
        )
    return entry


def make_report(
    name: str,
    asked: Mapping[str, Typed] | None = None,
    options: Mapping[str, str | None] | None = None,
    names: Names | None = None,
) -> Report:
    """The report of that name on the population asked for in words; `population` among them names a saved one.

    What is asked beside a saved population takes the place of what that says for the same key. ReportError, in one line
    for the person who asked, when something is not known. `names` are all that can be asked for, where the caller has
    read them already.
    """
    entry, typed = entry_of(name), dict(options or {})
    known = [option.name for option in entry.options]
    for option in typed.keys() - known:
        if typed[option] is not None:
            raise ReportError(
                not_known(_("Option of %(report)s") % {"report": name}, option, known)
                if known
                else _("The report '%(report)s' has no option '%(name)s'.") % {"report": name, "name": option}
            )
    words, names = words_of(asked or {}), names or Names.load()
    values = read(entry.options, typed, lambda text: population(names, **with_given(words, overlaid(text))))
    return entry.build(population(names, **words), names, values)


def words_of(asked: Mapping[str, Typed]) -> dict[str, Typed]:
    """The words for the population, those of the saved one that is named among them included."""
    given = dict(asked)
    saved = given.pop(SAVED, None)
    if not saved:
        return {key: value for key, value in given.items() if value is not None}
    if not isinstance(saved, str):
        if len(saved) > 1:
            raise ReportError(_("'%(key)s' is given more than once: give it once.") % {"key": SAVED})
        saved = saved[0]
    return with_given(saved_words(saved), given)


def with_given(words: Mapping[str, Typed], given: Mapping[str, Typed]) -> dict[str, Typed]:
    """The words with what is given put in the place of what they say for the same key."""
    return {**words, **{key: value for key, value in given.items() if value is not None}}


def split_asked(given: Mapping[str, list[str]]) -> tuple[dict[str, Typed], dict[str, str | None]]:
    """The parameters of an address as words for the population and as options; empty ones count as not given."""
    filled = {key: [value for value in values if value.strip()] for key, values in given.items()}
    asked: dict[str, Typed] = {key: values for key, values in filled.items() if values and key in (*KEYS, SAVED)}
    options = {key: values[-1] for key, values in filled.items() if values and key not in (*KEYS, SAVED)}
    return asked, dict(options)
