"""Reads matrix.md: what each role gets from each address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("matrix.md")
ROLES = {
    "nobody": "",
    "no role": "no role",
    "reporter": "Centre reporter",
    "lead": "Centre lead",
    "assessor": "PV assessor",
    "manager": "PV manager",
    "auditor": "Auditor",
    "client": "API client",
    "superuser": "superuser",
}
"""The columns of the table with the names of the roles; nobody is not signed in."""
OF_A_CENTRE = ("reporter", "lead", "client")
WORDS = ("word", "ok", "sign in", "elsewhere", "no", "not there", "wrong method", "not ready", "failed")
"""First cells of the table that explains the words."""
HEAD = ("address", "what it is", "of", *ROLES)


@dataclass(frozen=True)
class Line:
    """What one address answers: for each role, about an object of the own centre and about one of another."""

    address: str
    what: str
    of: str
    answers: dict[str, tuple[str, str]]


class TableError(ValueError):
    """The table cannot be read; the message says where and why."""


def lines(text: str | None = None) -> list[Line]:
    """The lines of all tables in the file."""
    found = []
    for number, row in enumerate((FILE.read_text() if text is None else text).splitlines(), start=1):
        if not row.startswith("|"):
            continue
        cells = tuple(cell.strip().strip("`") for cell in row.strip().strip("|").split("|"))
        if cells == HEAD or set("".join(cells)) <= set("-: "):
            continue
        if cells[0] in WORDS:
            continue
        if len(cells) != len(HEAD):
            raise TableError(f"matrix.md, line {number}: {len(cells)} cells instead of {len(HEAD)}.")
        found.append(Line(cells[0], cells[1], cells[2], _answers(cells[3:], number)))
    return found


def _answers(cells: tuple[str, ...], number: int) -> dict[str, tuple[str, str]]:
    answers = {}
    for role, cell in zip(ROLES, cells, strict=True):
        own, separator, other = (part.strip() for part in cell.partition(" / "))
        if separator and role not in OF_A_CENTRE:
            raise TableError(f"matrix.md, line {number}: '{role}' has no own centre, so one word is enough.")
        answers[role] = (own, other if separator else own)
    return answers
