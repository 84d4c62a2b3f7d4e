"""A test result in the few columns in which a clinician reads it: test, result, normal range, when, more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.documents.content import element_words
from cases.icsr import ICSR
from cases.icsr.codes_lung import Analyte
from cases.icsr.spec import elements
from cases.icsr.test import Test

_SHOWN = (
    *("name", "analyte", "qualifier", "result", "result_code", "result_text", "normal_low", "normal_high"),
    *("date", "phase", "after_onset", "comments"),
)


@dataclass(frozen=True)
class ResultCells:
    """One row of the table of tests."""

    test: str
    result: str
    normal: str
    when: str
    more: str

    def cells(self) -> tuple[str, ...]:
        """The cells in the order of `heads`."""
        return self.test, self.result, self.normal, self.when, self.more


def heads() -> tuple[str, ...]:
    """The heads of the columns."""
    return _("Test"), _("Result"), _("Normal"), _("When"), _("More")


def result_cells(icsr: ICSR, row: Test) -> ResultCells:
    """Every filled element of a test, each in one of the cells."""
    specs = dict(elements(Test))

    def words(name: str) -> str:
        value: Any = getattr(row, name)
        return "" if value is None else element_words(icsr, name, specs[name], value)

    def joined(between: str, *texts: str) -> str:
        return between.join(text for text in texts if text)

    name, kind = words("name"), words("analyte")
    same = row.analyte is Analyte.OTHER or kind.casefold() in name.casefold()
    after = _("%(interval)s after onset") % {"interval": words("after_onset")} if row.after_onset else ""
    low, high = words("normal_low"), words("normal_high")
    between = _("%(low)s to %(high)s") % {"low": low, "high": high}
    normal = between if low and high else _("from %(low)s") % {"low": low} if low else ""
    left = (f"{_(spec.label)}: {words(name)}" for name, spec in specs.items() if name not in _SHOWN and words(name))
    return ResultCells(
        test=name if same and name else joined(": ", kind, name),
        result=joined(
            "; ", joined(" ", words("qualifier"), words("result")), words("result_code"), words("result_text")
        ),
        normal=normal or (_("up to %(high)s") % {"high": high} if high else ""),
        when=joined("; ", words("date"), words("phase"), after),
        more=joined("; ", words("comments"), *left),
    )
