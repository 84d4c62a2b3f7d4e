"""Each address answers each role as the table says, and no address is missing from it."""

from __future__ import annotations

import re

import pytest

from tests.access.answers import word
from tests.access.routes import Route, routes
from tests.access.table import HEAD, OF_A_CENTRE, ROLES, Line, TableError, lines
from tests.access.world import MISSING, World

OF_A_CASE = ("draft", "submitted", "in review", "queried", "accepted", "case")
TABLE = lines()
ROUTES = {route.address: route for route in routes()}


def test_every_address_of_the_site_has_a_line() -> None:
    known = {line.address for line in TABLE}
    new = [route for route in ROUTES.values() if route.address not in known]
    assert not new, "\n".join(
        ["Say in tests/access/matrix.md who gets what from each new address:", *map(_to_add, new)]
    )


def _to_add(route: Route) -> str:
    of = "WHICH OBJECT, made in tests/access/world.py" if route.has_object else "-"
    return f"| `{route.address}` | WHAT IT IS ({route.name}) | {of} | {' | '.join(f'({role}?)' for role in ROLES)} |"


def test_every_line_is_about_an_address_that_there_is() -> None:
    gone = [line.address for line in TABLE if line.address not in ROUTES]
    assert not gone, f"Remove these lines from tests/access/matrix.md, for the site has no such address: {gone}"


def test_no_line_stands_twice() -> None:
    keys = [(line.address, line.of) for line in TABLE]
    assert len(keys) == len(set(keys))


def test_a_line_names_an_object_when_the_address_does() -> None:
    assert [line.address for line in TABLE if (line.of != "-") is not ROUTES[line.address].has_object] == []


@pytest.mark.django_db
@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.address} {line.of}")
def test_each_role_gets_what_the_table_says(world: World, line: Line) -> None:
    wrong = []
    for role, (own, other) in line.answers.items():
        asked = [("own", own, world.own)]
        if role in OF_A_CENTRE and line.of in (*OF_A_CASE, "centre"):
            asked.append(("another centre's", other, world.others))
        for whose, expected, objects in asked:
            path = ROUTES[line.address].path(objects.get(line.of, MISSING))
            found = word(world.clients[role].get(path))
            if found != expected:
                wrong.append(f"{role}, {whose}: expected '{expected}', got '{found}' from {path}")
    assert not wrong, "\n".join([f"{line.what} ({line.of})", *wrong])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.of in OF_A_CASE], ids=lambda line: f"{line.address} {line.of}"
)
def test_a_case_of_another_centre_is_as_if_it_were_not_there(world: World, line: Line) -> None:
    route = ROUTES[line.address]
    for role in OF_A_CENTRE:
        other = world.clients[role].get(route.path(world.others[line.of]))
        missing = world.clients[role].get(route.path(MISSING))
        assert word(other) == word(missing) != "ok", role


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", sorted(address for address in ROUTES if re.fullmatch(r"/admin/\w+/\w+/<(object_)?id>/\w+/", address))
)
def test_what_is_missing_is_not_there_for_everybody(world: World, address: str) -> None:
    path = ROUTES[address].path(MISSING)
    found = {role: word(client.get(path)) for role, client in world.clients.items()}
    assert found == {role: "not there" if role != "nobody" else "sign in" for role in ROLES}


def test_objects_of_another_centre_are_not_there_wherever_the_own_ones_are() -> None:
    leaks = [
        (line.address, line.of, role)
        for line in TABLE
        for role in OF_A_CENTRE
        if line.of in OF_A_CASE and line.answers[role][0] in ("ok", "no") and line.answers[role][1] != "not there"
        if line.answers[role] != ("no", "no")
    ]
    assert leaks == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("| `/x/` | X | - | ok |", "4 cells instead of 12"),
        (f"| `/x/` | X | - | {' | '.join(['ok / no'] * len(ROLES))} |", "'nobody' has no own centre"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused(row: str, words: str) -> None:
    with pytest.raises(TableError, match=f"line 2: .*{words}"):
        lines(f"| {' | '.join(HEAD)} |\n{row}")
