"""Forty invented centres in twenty countries, from large to small."""

from __future__ import annotations

from dataclasses import dataclass

from cases.generation.dice import Weighted

_COUNTRIES = (
    "NO",
    "DE",
    "IT",
    "FR",
    "ES",
    "GB",
    "US",
    "CA",
    "AU",
    "SE",
    "DK",
    "FI",
    "NL",
    "BE",
    "PL",
    "PT",
    "AT",
    "IL",
    "BR",
    "TR",
)
_COUNT = 40


@dataclass(frozen=True)
class Place:
    """A centre that reports."""

    name: str
    country: str
    language: str


_LANGUAGES = {"NO": "nor", "DE": "deu", "IT": "ita", "FR": "fra", "ES": "spa", "PL": "pol", "PT": "por", "TR": "tur"}

CENTRES = tuple(
    Place(f"Generated centre {index + 1:02}", country := _COUNTRIES[index % 20], _LANGUAGES.get(country, "eng"))
    for index in range(_COUNT)
)
BY_SIZE = Weighted([(index, 1 / (index + 1) ** 0.9) for index in range(_COUNT)])
"""Positions in CENTRES; few centres report most of the cases, as a power law has it."""
