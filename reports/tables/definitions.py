"""What counts as what, for the terms that several reports use, and what stands at the head of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from django.conf import settings
from django.utils.translation import gettext as _

from reports.sources.population import Population
from reports.tables.digest import digest
from reports.tables.population import title, words
from reports.tables.report import Report, ReportTable


def made(
    name: str, population: Population, total: int, *, definitions: Iterable[str], kind: str = "", **parts: Any
) -> Report:
    """The report of that name with title, population in words, lock point and version filled in.

    `kind` stands before the title, where the title alone does not say what the report shows.
    """
    of_whom = title(population)
    return Report(
        **{
            "report": name,
            "title": f"{kind} - {of_whom}" if kind else of_whom,
            "population": population_words(population, total),
            "data_lock_point": population.as_of,
            "registry_version": settings.TOCSIN_VERSION,
            "definitions": tuple(definitions),
            **parts,
        }
    )


def population_words(population: Population, total: int) -> str:
    """The population, and that it has no case where it has none."""
    if total:
        return words(population)
    nothing = _("There is no accepted case by this date.") if population.as_of else _("There is no accepted case yet.")
    return f"{words(population)} {nothing}"


def digest_of(versions: pd.DataFrame, tables: Iterable[ReportTable]) -> str:
    """The digest over the answer of `versions_digest` and over every table."""
    rows = [{"table": table.name, "rows": table.records()} for table in tables]
    return digest([{"versions": str(versions["digest"].iloc[0])}, *rows])


def lock_point() -> str:
    """Which version of a case counts."""
    return _(
        "Lock point: of each case the newest version accepted by the end of that day (UTC) counts. A case whose "
        "newest such version nullifies it does not count."
    )


def report() -> str:
    """What a report is."""
    return _("Report: one case with at least one suspect or interacting drug and one reaction that fit.")


def percent() -> str:
    """What percentages are of."""
    return _("Percent: of all reports of this population, half rounded up at one decimal.")


def organ_classes() -> str:
    """Which reactions count, and how a class is counted."""
    return _(
        "Reactions: all reactions recorded with the drug in these reports. A report counts once in each group and once "
        "in each reaction that it has, so groups and reactions can add up to more than the reports."
    )


def row_digest() -> str:
    """How `digest_of` makes the digest."""
    return _(
        "Digest: SHA-256 over the case number, version and day of acceptance of every report counted, and over every "
        "number shown. A version never changes; another derivation of its facts shows in the numbers."
    )
