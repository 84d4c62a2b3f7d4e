"""What reports on the course of a reaction count, said of each case in plain Python from its ICSR.

The SQL of reports reads tables of facts; this reads the cases back and asks the pure rules, which have tests of their
own, then counts by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any

from cases.rules.facts import Pair, VersionFacts, pairs, version_facts
from cases.rules.lung_facts import LungFacts, lung_facts
from cases.rules.management import management
from cases.terminology.lookup import Dictionary
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.words import population
from reports.tables.report import Report, ReportTable
from tests.reports.independent import CaseView, cases_of

GROUPS = {
    "ms": "Multiple sclerosis",
    "transplantation": "Transplantation",
    "haematological": "Haematological malignancy",
    "other": "Other",
    "unknown": "Unknown",
}
POPULATIONS: dict[str, dict[str, Any]] = {
    "all": {},
    "drug": {"drug": "alemtuzumab"},
    "bleeding": {"drug": "alemtuzumab", "reaction": "Diffuse alveolar haemorrhage"},
    "transplantation": {"indication": "transplantation,unknown"},
    "literature": {"source": "literature"},
    "early": {"as_of": "2021-06-30", "serious": "yes"},
    "comparators": {"cohort": "comparator"},
    "nobody": {"drug": "glatiramer acetate", "age": "0-27d", "as_of": "2015-01-31"},
}


@dataclass(frozen=True)
class Clinical:
    """A case with what the rules say of it."""

    view: CaseView
    facts: VersionFacts
    lung: LungFacts
    pairs: tuple[Pair, ...]
    """Fitting pairs of a drug and a reaction."""

    @property
    def group(self) -> str:
        return self.view.indication_group

    @property
    def outcome(self) -> str:
        """A comparator episode has none after a drug."""
        return self.view.outcome if self.view.pairs else "0"

    @cached_property
    def steps(self) -> dict[str, str]:
        return {code: status.value for code, status in management(self.view.icsr, self.lung).items()}

    @property
    def deciding(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.serious] or list(self.pairs)

    @property
    def days(self) -> tuple[int, int] | None:
        """Earliest and latest day of onset."""
        first = [pair.onset_day_earliest for pair in self.deciding if pair.onset_day_earliest is not None]
        last = [pair.onset_day_latest for pair in self.deciding if pair.onset_day_latest is not None]
        return (min(first), min(last)) if first and last else None

    @property
    def began(self) -> Pair | None:
        """The reaction that began first."""

        def late(*values: Any) -> tuple[Any, ...]:
            return tuple((value is None, value or 0) for value in values)

        def key(pair: Pair) -> tuple[Any, ...]:
            days = pair.onset_day_earliest, pair.onset_day_latest
            return late(*days, pair.hours_since_last, pair.infusions_before_onset)

        return min(self.deciding, key=key, default=None)


def asked(typed: dict[str, Any]) -> Population:
    return population(Names.load(), **typed)


def clinical(typed: dict[str, Any]) -> list[Clinical]:
    """The cases of a population."""
    whole, terms = asked(typed), Dictionary()
    found = []
    for view in cases_of(whole):
        fitting = {(pair.drug_number, pair.reaction_number) for pair in view.matching}
        rows = tuple(pair for pair in pairs(view.icsr, terms) if (pair.drug_number, pair.reaction_number) in fitting)
        found.append(Clinical(view, version_facts(view.icsr), lung_facts(view.icsr), rows))
    return found


def grouped(cases: Iterable[Clinical]) -> dict[str, list[Clinical]]:
    """The cases by the words of their group, then all of them, as reports show them."""
    found: dict[str, list[Clinical]] = defaultdict(list)
    for case in cases:
        found[GROUPS[case.group]].append(case)
    return {**{label: found[label] for label in GROUPS.values() if label in found}, "All": list(cases)}


def quantiles(values: Iterable[Any]) -> tuple[Any, ...]:
    """Lowest, quartiles and highest: position h = (n - 1) p between the order statistics, worked out by hand."""
    ordered = sorted(float(value) for value in values)
    if not ordered:
        return (None,) * 5
    found = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        place = (len(ordered) - 1) * share
        low = floor(place)
        high = min(low + 1, len(ordered) - 1)
        found.append(round(ordered[low] + (place - low) * (ordered[high] - ordered[low]), 2))
    return tuple(found)


def by(cases: Iterable[Clinical], key: Callable[[Clinical], Hashable]) -> dict[Any, int]:
    """How many cases have each value."""
    found: dict[Any, int] = defaultdict(int)
    for case in cases:
        found[key(case)] += 1
    return dict(found)


def row(table: ReportTable, **values: Any) -> dict[str, Any]:
    """The only row with these values."""
    (found,) = [record for record in table.records() if all(record[name] == value for name, value in values.items())]
    return found


def numbers(report: Report) -> dict[str, tuple[Any, ...]]:
    """The rows of every table, for comparing whole reports."""
    return {table.name: table.rows for table in report.tables}
