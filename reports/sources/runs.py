"""The cases behind a report, as a frozen run keeps them, and what became of them since."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection

from cases.database.context import counting_all
from reports.sources import registry
from reports.sources.population import Population
from reports.sources.steps import ACCEPTED

Rows = Mapping[str, Mapping[int, str]]
"""Case number -> version that counted -> digest of its facts; of two lock points a case may have two versions."""

_STANDING = f"""
    WITH accepted AS ({ACCEPTED})
    SELECT item.identifier, accepted.number, accepted.accepted_at, coalesce(facts.nullified, FALSE)
    FROM accepted
    JOIN cases_case AS item ON item.id = accepted.case_id
    LEFT JOIN cases_casefacts AS facts ON facts.version_id = accepted.id
    WHERE item.identifier = ANY(%(identifiers)s::text[])
"""  # noqa: S608 - a step of another module


@dataclass(frozen=True)
class Standing:
    """The newest version of a case that was accepted by a lock point, as far as is known today."""

    version: int
    accepted_at: datetime
    nullified: bool


def rows_behind(populations: Iterable[Population]) -> Rows:
    """Every case of these populations, with the version that counts and a digest of its facts."""
    found: dict[str, dict[int, str]] = {}
    for population in populations:
        for row in registry.rows(population, "behind"):
            found.setdefault(row["identifier"], {})[row["version_number"]] = row["digest"]
    return found


def packed(rows: Rows) -> bytes:
    """The rows as they are stored: the same bytes for the same rows."""
    plain = [[name, version, rows[name][version]] for name in sorted(rows) for version in sorted(rows[name])]
    return gzip.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def unpacked(content: bytes) -> Rows:
    """The rows that `packed` stored."""
    found: dict[str, dict[int, str]] = {}
    for name, version, digest in json.loads(gzip.decompress(content)):
        found.setdefault(name, {})[version] = digest
    return found


def as_text(population: Population) -> str:
    """The population with all it is read as, such as every spelling of a drug; equal for equal ones."""
    return json.dumps(asdict(population), ensure_ascii=False, sort_keys=True, default=str)


def standing(identifiers: Collection[str], day: date) -> dict[str, Standing]:
    """What stands of these cases at the end of the day; a case without an accepted version is left out."""
    if not identifiers:
        return {}
    values = {**registry.parameters(Population(as_of=day)), "identifiers": sorted(identifiers)}
    with counting_all(), connection.cursor() as cursor:
        cursor.execute(_STANDING, values)
        return {name: Standing(*rest) for name, *rest in cursor.fetchall()}
