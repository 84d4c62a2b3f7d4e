"""Which cases a report is about, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.sources.population import Population


def lower_first(words: str) -> str:
    """A name as it stands within a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def words(population: Population) -> str:
    """The population as one or two sentences."""
    text = _("Suspected adverse reactions: %(drug)s with %(reaction)s; %(time)s; nullified cases left out.") % {
        "drug": lower_first(population.drug.name) if population.drug else _("any suspect drug"),
        "reaction": lower_first(population.reaction.name) if population.reaction else _("any reaction"),
        "time": _("cases accepted by %(date)s (UTC)") % {"date": population.as_of.isoformat()}
        if population.as_of
        else _("no case was ever accepted"),
    }
    return f"{text} {_('Comparator episodes are never counted.')}"


def title(population: Population) -> str:
    """The headline of a report on this population."""
    return _("%(drug)s: reports of %(reaction)s") % {
        "drug": population.drug.name[:1].upper() + population.drug.name[1:] if population.drug else _("All drugs"),
        "reaction": lower_first(population.reaction.name) if population.reaction else _("any reaction"),
    }
