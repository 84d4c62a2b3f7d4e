"""Countries belong to one continent."""

from __future__ import annotations

import pycountry
import pytest

from cases.rules.continents import Continent, continent_of


def test_every_country_has_a_continent_but_antarctica() -> None:
    without = {country.alpha_2 for country in pycountry.countries if continent_of(country.alpha_2) is None}
    assert without == {"AQ"}


@pytest.mark.parametrize(
    ("country", "continent"),
    [("NO", "europe"), ("gb", "europe"), ("US", "americas"), ("JP", "asia"), ("ZA", "africa"), ("AU", "oceania")],
)
def test_some_countries(country: str, continent: str) -> None:
    assert continent_of(country) is Continent(continent)


@pytest.mark.parametrize("country", ["", "XX", "Norway"])
def test_what_is_no_country_has_none(country: str) -> None:
    assert continent_of(country) is None
