"""What several reports ask: how many reports, which, and which versions they are counted from."""

from __future__ import annotations

from collections.abc import Mapping

from reports.sources.fingerprint import CASE, fingerprint

QUESTIONS: Mapping[str, str] = {
    "total": "SELECT count(*) AS reports FROM report",
    "identifiers": "SELECT identifier FROM report",
    # Which version of which case is counted. A version never changes; what is derived of it shows in the tables.
    "versions_digest": fingerprint(CASE, "report"),
    # Two letters of every country that a case names.
    "countries": "SELECT DISTINCT country FROM chosen WHERE country <> ''",
}
