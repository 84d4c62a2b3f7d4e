"""Countries belong to one continent; versions move only along the table."""

from __future__ import annotations

import pycountry
import pytest

from cases.rules.continents import Continent, continent_of
from cases.rules.workflow import TRANSITIONS, State, TransitionError, step


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


def test_the_steps_of_the_table() -> None:
    assert [step(item.name, item.source) for item in TRANSITIONS] == [State.SUBMITTED, State.ACCEPTED]


@pytest.mark.parametrize(
    ("name", "state", "message"),
    [
        ("accept", State.DRAFT, "must be 'Submitted'"),
        ("submit", State.ACCEPTED, "must be 'Draft'"),
        ("fly", State.DRAFT, "no step 'fly'"),
    ],
)
def test_a_step_that_does_not_fit_says_what_it_needs(name: str, state: State, message: str) -> None:
    with pytest.raises(TransitionError, match=message):
        step(name, state)
