"""The path of a value in a case, such as tests[4].result, as a person reads it: Test 4, Value."""

from __future__ import annotations

import re

from cases.icsr import ICSR
from cases.icsr.spec import elements, parts
from cases.rules.phrase import Phrase, phrase

_STEP = re.compile(r"(?P<name>\w+)(?:\[(?P<position>\d+)\])?")


def path_phrase(path: str) -> Phrase:
    """The titles of the rows and the label of the element; the path itself when it names nothing known."""
    said: Phrase | None = None
    record: type = ICSR
    for step in path.split("."):
        match = _STEP.fullmatch(step)
        part = next((part for part in parts(record) if match and part.name == match["name"]), None)
        label = dict(elements(record)).get(step)
        if part is not None and match is not None:
            record = part.record
            title = Phrase(part.record.TITLE)  # type: ignore[attr-defined]
            here = phrase("%(title)s %(position)s", title=title, position=match["position"]) if part.repeats else title
        elif label is not None:
            here = Phrase(label.label)
        else:
            return phrase("%(path)s", path=path)
        said = phrase("%(before)s, %(here)s", before=said, here=here) if said else here
    return said or phrase("")
