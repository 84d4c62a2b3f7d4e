"""From typed words to a population: one reading of the same keys for command, page, API and saved populations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from cases.rules.continents import continent_of
from cases.terminology.lookup import folded
from reports.sources import registry
from reports.sources.errors import ReportError
from reports.sources.names import Names, nearest
from reports.sources.population import COMPARATOR, REACTION, UNKNOWN, Name, Population

Typed = str | Sequence[str] | None
"""What was typed for one key: once, several times, or not at all."""
KEYS = (
    "drug",
    "reaction",
    "indication",
    "source",
    "country",
    "age",
    "serious",
    "received_from",
    "received_to",
    "cohort",
    "centre",
    "as_of",
)
"""What can be asked of a population, in the order in which it is offered and printed."""
SEVERAL = ("drug", "reaction", "indication", "source", "country", "age", "centre")
"""Keys that may be given more than once, or with commas."""
SHOWN = 12
"""Choices that a message lists at most."""


def population(names: Names, **typed: Typed) -> Population:
    """The population that is asked for in words, by the keys of `KEYS`. ReportError says what is wrong, and where."""
    asked = {key: list(_given(value)) for key, value in typed.items()}
    for key in asked:
        if key not in KEYS:
            raise ReportError(not_known(_("Option"), key, KEYS))
    one = {key: _one(key, asked.get(key, [])) for key in KEYS if key not in SEVERAL}
    cohort = _choice(_("Cohort"), one["cohort"], registry.cohorts()) if one["cohort"] else REACTION
    if cohort == COMPARATOR:
        _without_drugs(asked)
    first, last = read_day(one["received_from"]), read_day(one["received_to"])
    if first and last and first > last:
        raise ReportError(
            _("Received from %(first)s to %(last)s: the first day comes after the last.")
            % {"first": first.isoformat(), "last": last.isoformat()}
        )
    return Population(
        drugs=_names(names, "substance", asked.get("drug", [])),
        reactions=_names(names, "reaction", asked.get("reaction", [])),
        indication_groups=_choices(_("Indication"), asked.get("indication", []), registry.indication_groups()),
        sources=_choices(_("Source"), asked.get("source", []), registry.sources()),
        countries=_each(asked.get("country", []), _country),
        age_bands=_choices(_("Age"), asked.get("age", []), registry.age_bands()),
        centres=_centres(asked.get("centre", [])),
        serious=_yes_or_no(_("Serious"), one["serious"]),
        received_from=first,
        received_to=last,
        cohort=cohort,
        as_of=registry.lock_point(read_day(one["as_of"])),
    )


def read_day(text: str | None) -> date | None:
    """A date given as YYYY-MM-DD; None when none was given. ReportError for anything else."""
    if not text:
        return None
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise ReportError(
            _("'%(text)s' is no date: write it as year-month-day, such as 2025-03-31.") % {"text": text.strip()}
        ) from error


def not_known(what: str, words: str, known: Collection[str]) -> str:
    """The message that a word is none of those that can be used, with the nearest of them or the first."""
    near = nearest(words, known) or list(known)[:SHOWN]
    return _("%(what)s: '%(words)s' is not known. Known: %(known)s.") % {
        "what": what,
        "words": " ".join(words.split()),
        "known": ", ".join(near),
    }


def _given(value: Typed) -> Iterator[str]:
    if value is not None:
        yield from [value] if isinstance(value, str) else value


def _one(key: str, given: Sequence[str]) -> str | None:
    if len(given) > 1:
        raise ReportError(_("'%(key)s' is given more than once: give it once.") % {"key": key})
    return given[0].strip() if given and given[0].strip() else None


def _without_drugs(asked: Mapping[str, Sequence[str]]) -> None:
    given = [key for key in ("drug", "reaction", "indication") if asked.get(key)]
    if given:
        raise ReportError(
            _(
                "Comparator episodes have no suspect drug, and so no reaction to one and no indication: leave out "
                "%(given)s, or leave out the cohort."
            )
            % {"given": ", ".join(given)}
        )


def _parts(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()] or [words]


def _each(given: Sequence[str], read: Callable[[str], str]) -> tuple[str, ...]:
    """What each word is read as, each once, sorted, so that equal populations are equal."""
    return tuple(sorted({read(part) for words in given for part in _parts(words)}))


def _names(names: Names, kind: str, given: Sequence[str]) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for words in given:
        whole = names.find(kind, words) if "," in words else None  # a name may hold a comma itself
        for name in [whole] if whole else [names.resolve(kind, part) for part in _parts(words)]:
            found.setdefault(name.name, name)
    return tuple(found[name] for name in sorted(found))


def _choices(what: str, given: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    return _each(given, lambda words: _choice(what, words, known))


def _choice(what: str, words: str, known: Mapping[str, str]) -> str:
    code = code_of(words, known)
    if code is None:
        raise ReportError(not_known(what, words, list(known)))
    return code


def code_of(words: str, known: Mapping[str, str]) -> str | None:
    """The code that is meant by itself or by its words."""
    return next((code for code, label in known.items() if folded(words) in (folded(code), folded(label))), None)


def _country(words: str) -> str:
    if folded(words) == UNKNOWN:
        return UNKNOWN
    code = words.strip().upper()
    if continent_of(code) is None:
        raise ReportError(
            _("Country: '%(words)s' is no country. Write two letters, such as NO for Norway, or 'unknown'.")
            % {"words": " ".join(words.split())}
        )
    return code


def _centres(given: Sequence[str]) -> tuple[int, ...]:
    known = registry.centre_names() if given else {}
    by_words = {folded(name): key for key, name in known.items()} | {str(key): key for key in known}
    found: set[int] = set()
    for words in given:
        for part in [words] if folded(words) in by_words else _parts(words):
            if folded(part) not in by_words:
                raise ReportError(not_known(_("Centre"), part, list(known.values())))
            found.add(by_words[folded(part)])
    return tuple(sorted(found))


def _yes_or_no(what: str, words: str | None) -> bool | None:
    if words is None:
        return None
    return _choice(what, words, {"yes": _("Yes"), "no": _("No")}) == "yes"
