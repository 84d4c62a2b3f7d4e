"""What differs between a frozen run and the same report made again, and why, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.sources.runs import Rows, Standing

VERSION, WORDS, CASES, BESIDE, DEFINITIONS, TABLES, FORM = (
    "version",
    "words",
    "cases",
    "beside",
    "definitions",
    "tables",
    "form",
)
"""Kinds of differences: version of the registry, reading of the words, cases, rows that are no cases (such as published
figures), definitions, figures, and the written form alone."""


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what, and why where that is known."""

    kind: str
    what: str
    why: str = ""

    def __str__(self) -> str:
        """In one line."""
        return f"{self.what} {self.why}".strip()


@dataclass(frozen=True)
class Kept:
    """What is compared of a run: its JSON as values, the cases behind it, the populations as they were read."""

    content: Mapping[str, Any]
    rows: Rows
    populations: Collection[str]


def differing(before: Rows, after: Rows) -> list[str]:
    """The numbers of the cases that are not the same in both, sorted."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def differences(
    before: Kept, after: Kept, standing: Mapping[str, Standing], frozen_at: datetime
) -> tuple[Difference, ...]:
    """All that differs; at least one entry. `standing` is of the cases that differ, at the run's lock point."""
    cases = [
        _case(name, before.rows.get(name, {}), after.rows.get(name, {}), standing.get(name), frozen_at)
        for name in differing(before.rows, after.rows)
    ]
    found = [
        *_version(before.content, after.content),
        *_words(before, after),
        *cases,
        *_beside(before.content, after.content, cases),
        *_definitions(before.content["definitions"], after.content["definitions"]),
        *_tables(before.content["tables"], after.content["tables"]),
    ]
    return tuple(found) or (Difference(FORM, _("The figures are the same; the file is written otherwise.")),)


def _version(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    was, now = before["registry_version"], after["registry_version"]
    if was != now:
        yield Difference(VERSION, _("The registry's version was %(was)s and is %(now)s.") % {"was": was, "now": now})


def _words(before: Kept, after: Kept) -> Iterator[Difference]:
    if set(before.populations) != set(after.populations):
        yield Difference(
            WORDS,
            _("The words of the population are read otherwise:"),
            _("names, synonyms or centres have changed since."),
        )
    elif before.content["population"] != after.content["population"]:
        yield Difference(WORDS, _("The population is worded otherwise: '%s'.") % after.content["population"])


def _case(
    name: str, before: Mapping[int, str], after: Mapping[int, str], now: Standing | None, frozen_at: datetime
) -> Difference:
    if not before:
        return Difference(CASES, _("Case %s came.") % name, _why_came(now, frozen_at))
    if not after:
        return Difference(CASES, _("Case %s went.") % name, _why_went(before, now))
    if before.keys() != after.keys():
        said = {"was": _listed(before), "now": _listed(after)}
        return Difference(CASES, _("Case %s changed.") % name, _("Version %(was)s counted, now %(now)s does.") % said)
    why = _("The facts of version %s were derived anew and came out otherwise.") % _listed(
        version for version in before if before[version] != after[version]
    )
    return Difference(CASES, _("Case %s changed.") % name, why)


def _listed(versions: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(versions)))


def _why_came(now: Standing | None, frozen_at: datetime) -> str:
    if now is not None and now.accepted_at > frozen_at:
        return _("Version %d was accepted after the run was frozen.") % now.version
    return _("Its facts were derived anew or names are read otherwise, and it fits now.")


def _why_went(before: Mapping[int, str], now: Standing | None) -> str:
    if now is None:
        return _("No version of it is accepted by the lock point any more.")
    if now.nullified:
        return _("Version %d nullifies it.") % now.version
    if now.version not in before:
        return _("It was amended; version %d does not fit.") % now.version
    return _("Its facts were derived anew or names are read otherwise, and it no longer fits.")


def _beside(before: Mapping[str, Any], after: Mapping[str, Any], cases: Collection[Difference]) -> Iterator[Difference]:
    if before["digest"] != after["digest"] and not cases:
        yield Difference(
            BESIDE,
            _("Rows beside the cases differ."),
            _("Published figures have changed, or how rows are put together."),
        )


def _definitions(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    for text in before:
        if text not in after:
            yield Difference(DEFINITIONS, _("No longer defined: '%s'") % text)
    for text in after:
        if text not in before:
            yield Difference(DEFINITIONS, _("Newly defined: '%s'") % text)


def _tables(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
    was, now = ({table["name"]: table for table in tables} for tables in (before, after))
    for name in {**was, **now}:
        if name not in now:
            yield Difference(TABLES, _("The table '%s' is gone.") % was[name]["label"])
        elif name not in was:
            yield Difference(TABLES, _("The table '%s' is new.") % now[name]["label"])
        else:
            yield from _table(was[name], now[name])


def _table(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Labels hold counts, such as the denominator: they are looked at where all else is the same."""
    label = after["label"]
    was, now = ([(item["name"], item["unit"]) for item in table["columns"]] for table in (before, after))
    cells = _cells(before["rows"], after["rows"])
    if was != now:
        yield Difference(TABLES, _("The table '%s' has other columns.") % label)
    elif len(before["rows"]) != len(after["rows"]):
        said = {"table": label, "was": len(before["rows"]), "now": len(after["rows"])}
        yield Difference(TABLES, _("The table '%(table)s' had %(was)d rows and has %(now)d.") % said)
    elif cells:
        text = ngettext(
            "In the table '%(table)s' %(count)d value differs.",
            "In the table '%(table)s' %(count)d values differ.",
            cells,
        )
        yield Difference(TABLES, text % {"table": label, "count": cells})
    elif (before["label"], before["columns"]) != (label, after["columns"]):
        yield Difference(TABLES, _("The table '%s' is worded otherwise.") % label)


def _cells(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> int:
    """How many values differ, of rows in the same place."""
    return sum(
        one.get(column) != other.get(column)
        for one, other in zip(before, after, strict=False)
        for column in one.keys() | other.keys()
    )
