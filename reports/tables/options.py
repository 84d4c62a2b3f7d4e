"""What a report needs to know beyond its population, as it is declared and as it is read from typed words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reports.sources.errors import ReportError
from reports.sources.population import Population
from reports.sources.words import not_known, read_day

TEXT, DATE, CHOICE, POPULATION = "text", "date", "choice", "population"
"""Kinds of options: as typed; a day; one of its choices; a population that differs from the report's as typed."""

OptionValue = str | date | Population | None


@dataclass(frozen=True)
class Option:
    """One thing that a report can be told: `--name` of the command, `name=` in an address."""

    name: str
    label: str | Promise
    help: str | Promise
    kind: str = TEXT
    choices: tuple[tuple[str, str | Promise], ...] = ()
    """Code and words of each choice."""
    default: str = ""
    required: bool = False


Values = Mapping[str, OptionValue]
"""What a report was told, by the name of the option; None where nothing was."""


def read(
    options: Sequence[Option], typed: Mapping[str, str | None], population_of: Callable[[str], Population]
) -> Values:
    """The values of all options; ReportError for a word that cannot be read or that is missing."""
    return {option.name: _value(option, typed.get(option.name) or option.default, population_of) for option in options}


def _value(option: Option, text: str, population_of: Callable[[str], Population]) -> OptionValue:
    if not text.strip():
        if option.required:
            raise ReportError(_("'%(name)s' is missing: %(help)s") % {"name": option.name, "help": str(option.help)})
        return None
    if option.kind == DATE:
        return read_day(text)
    if option.kind == POPULATION:
        return population_of(text)
    if option.kind == CHOICE and text not in dict(option.choices):
        raise ReportError(not_known(str(option.label), text, [code for code, _label in option.choices]))
    return text.strip()


def overlaid(text: str) -> dict[str, list[str]]:
    """'drug=rituximab; indication=ms' as typed words by key; nothing after the sign means no such condition.

    ReportError for a part without the sign; keys are checked where the population is read.
    """
    found: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        key, sign, value = part.partition("=")
        if not sign:
            raise ReportError(
                _("'%(part)s' is no part of a population: write it as drug=rituximab; indication=ms.") % {"part": part}
            )
        found.setdefault(key.strip(), []).append(value.strip())
    return {key: [value for value in values if value] for key, values in found.items()}
