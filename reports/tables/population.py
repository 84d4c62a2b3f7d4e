"""Which cases a report is about, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.population import COMPARATOR, UNKNOWN, Name, Population


def lower_first(words: str) -> str:
    """A name as it stands within a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def words(population: Population, last: str = "") -> str:
    """The population as a few sentences; `last` takes the place of the one that says what is never counted."""
    time = (
        _("cases accepted by %(date)s (UTC)") % {"date": population.as_of.isoformat()}
        if population.as_of
        else _("no case was ever accepted")
    )
    if population.cohort == COMPARATOR:
        text = _("Comparator episodes, without a suspect drug; %(time)s; nullified cases left out.") % {"time": time}
        last = last or _("Suspected adverse reactions are not counted.")
    else:
        text = _("Suspected adverse reactions: %(drug)s with %(reaction)s; %(time)s; nullified cases left out.") % {
            "drug": _named(population.drugs) or _("any suspect drug"),
            "reaction": _named(population.reactions) or _("any reaction"),
            "time": time,
        }
        last = last or _("Comparator episodes are never counted.")
    only = "; ".join(_conditions(population))
    return " ".join([text, *([_("Only: %(conditions)s.") % {"conditions": only}] if only else []), last])


def title(population: Population) -> str:
    """The headline of a report on this population."""
    if population.cohort == COMPARATOR:
        return _("Comparator episodes")
    drugs = _named(population.drugs)
    return _("%(drug)s: reports of %(reaction)s") % {
        "drug": drugs[:1].upper() + drugs[1:] if drugs else _("All drugs"),
        "reaction": _named(population.reactions) or _("any reaction"),
    }


def _named(names: Iterable[Name]) -> str:
    return either([lower_first(item.name) for item in names])


def either(words: Sequence[str]) -> str:
    """One word or another: 'a, b or c'; '' for none."""
    if len(words) < 2:
        return "".join(words)
    return _("%(several)s or %(last)s") % {"several": ", ".join(words[:-1]), "last": words[-1]}


def _conditions(population: Population) -> Iterator[str]:
    """What the population asks of reports beside drug and reaction, each as a few words."""
    coded: tuple[tuple[str, Sequence[str], Mapping[str, str]], ...] = (
        (_("indication"), population.indication_groups, registry.indication_groups()),
        (_("source"), population.sources, registry.sources()),
        (_("country"), population.countries, {UNKNOWN: _("Unknown")}),
        (_("age at onset"), population.age_bands, registry.age_bands()),
    )
    for what, codes, known in coded:
        if codes:
            yield f"{what}: {either([lower_first(known[code]) if code in known else code for code in codes])}"
    if population.centres:
        known_centres = registry.centre_names()
        yield f"{_('centre')}: {either([known_centres.get(key, str(key)) for key in population.centres])}"
    if population.serious is not None:
        yield _("serious reports") if population.serious else _("reports known not to be serious")
    first, last = population.received_from, population.received_to
    if first and last:
        yield _("first received from %(first)s to %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}
    elif first:
        yield _("first received from %(first)s on") % {"first": first.isoformat()}
    elif last:
        yield _("first received by %(last)s") % {"last": last.isoformat()}
