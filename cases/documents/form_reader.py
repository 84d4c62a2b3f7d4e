"""Reads elements of a case into the boxes of a form and remembers which, so that the rest can be printed after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cases.documents.content import element_words
from cases.icsr import ICSR
from cases.icsr.spec import elements, parts

Line = dict[str, str]
"""One paragraph of a box: a lead that stands out ("b") and the text ("t")."""


class FormReader:
    """One pass over a case; `used` holds the paths of the elements that stand in a box."""

    def __init__(self, icsr: ICSR) -> None:
        """Nothing is used yet."""
        self.icsr = icsr
        self.used: set[str] = set()

    def words(self, path: str, record: Any, name: str) -> str:
        """The words of one element; '' when it is not filled."""
        value = getattr(record, name) if record is not None else None
        if value is None:
            return ""
        self.used.add(f"{path}.{name}")
        return element_words(self.icsr, name, dict(elements(type(record)))[name], value)

    def joined(self, path: str, record: Any, names: Iterable[str], between: str = " ") -> str:
        """The words of several elements, without labels."""
        return between.join(words for name in names if (words := self.words(path, record, name)))

    def labelled(self, path: str, record: Any, names: Iterable[str] = ()) -> str:
        """'Label: words' of these elements, or of all that no box has yet."""
        if record is None:
            return ""
        specs = dict(elements(type(record)))
        chosen = list(names) or [name for name in specs if f"{path}.{name}" not in self.used]
        return "; ".join(f"{_(label)}: {words}" for label, words in self._said(path, record, chosen))

    def _said(self, path: str, record: Any, names: Iterable[str]) -> list[tuple[str, str]]:
        specs = dict(elements(type(record)))
        said = ((specs[name].label, self.words(path, record, name)) for name in names)
        return [(label, words) for label, words in said if words]

    def spoken(self, path: str, record: Any) -> str:
        """As `labelled`, for all that no box has yet; the label is left out when there is one element only."""
        if record is None:
            return ""
        said = self._said(
            path, record, [name for name, _spec in elements(type(record)) if f"{path}.{name}" not in self.used]
        )
        return said[0][1] if len(said) == 1 else "; ".join(f"{_(label)}: {words}" for label, words in said)

    def rows(self, name: str) -> list[tuple[str, Any]]:
        """Path and row of a section."""
        return [(f"{name}[{position}]", row) for position, row in enumerate(getattr(self.icsr, name), start=1)]

    def below(self, path: str, owner: Any, name: str) -> list[tuple[str, Any]]:
        """Path and row of a part of a row."""
        return [(f"{path}.{name}[{position}]", row) for position, row in enumerate(getattr(owner, name), start=1)]

    def sections(self, *names: str) -> list[Line]:
        """Everything that is left of these sections, a line a row."""
        repeats = {part.name: part for part in parts(ICSR)}
        lines = []
        for name in names:
            held = self.rows(name) if repeats[name].repeats else [(name, getattr(self.icsr, name))]
            for path, row in held:
                if text := self.spoken(path, row):
                    title = _(repeats[name].record.TITLE)  # type: ignore[attr-defined]
                    lines.append({"b": f"{title} {row.number}" if repeats[name].repeats else title, "t": text})
        return lines
