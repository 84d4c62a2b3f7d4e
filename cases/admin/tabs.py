"""The tabs of the case form, in clinical order, and the sections that stand in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.admin.minimum import MINIMUM
from cases.models.case import Case


@dataclass(frozen=True)
class Tab:
    """A tab: its name in the address, its title, its sections by their names in the ICSR."""

    slug: str
    title: str | Promise
    sections: tuple[str, ...]
    only_for: str = ""
    """The kind of case that the tab is for; empty for all."""
    read_only: bool = False
    hint: str | Promise = ""


TABS = (
    Tab("patient", _("Patient"), ("patient", "medical_history", "past_drugs")),
    Tab("drugs", _("Drug and infusions"), ("drugs", "premedication")),
    Tab("event", _("Event"), ("reactions", "drug_reactions")),
    Tab("lung", _("Lung work-up"), ("bronchoscopies", "imaging", "tests", "exclusions")),
    Tab("treatment", _("Treatment"), ("care", "treatments")),
    Tab(
        "outcome",
        _("Outcome and retreatment"),
        ("recovery", "courses", "death", "causes_of_death", "autopsy_causes"),
        hint=_(
            "The outcome of each reaction stands under Event. Giving the drug again after the reaction is a course of "
            "its own: number 2 or more."
        ),
    ),
    Tab("narrative", _("Narrative"), ("narrative",)),
    Tab(
        "report",
        _("Reporter and report"),
        (
            "primary_sources",
            "report",
            "case_identifiers",
            "literature",
            "documents",
            "sender",
            "study",
            "study_registrations",
        ),
    ),
    Tab("comparator", _("Comparator"), ("episode",), only_for=Case.Kind.COMPARATOR),
    Tab(
        "more",
        _("More"),
        ("assessments", "sender_diagnoses", "summaries", "parent", "parent_history", "parent_past_drugs"),
    ),
    Tab("sources", _("Sources"), ("provenance",), read_only=True),
)


@dataclass(frozen=True)
class OpenTab:
    """A tab of one page: its sections as Django's inline formsets, and how many errors stand in them."""

    tab: Tab
    sections: tuple[Any, ...]
    rows: tuple[Any, ...] = ()
    """What a read-only tab shows instead of sections."""

    @property
    def errors(self) -> int:
        """How many messages stand in the tab."""
        return sum(section.formset.count_errors() for section in self.sections)

    @property
    def in_minimum(self) -> bool:
        """True when the minimum report asks for something of the tab."""
        return any(section.opts.part.record in MINIMUM for section in self.sections)

    @property
    def is_filled(self) -> bool:
        """True when a row of the tab is stored."""
        return bool(self.rows) or any(section.formset.initial_form_count() for section in self.sections)


def open_tabs(inline_formsets: Iterable[Any], sources: Iterable[Any]) -> Iterator[OpenTab]:
    """The tabs of a page, in their order; that of the sources only when there are any."""
    by_name = {item.opts.part.name: item for item in inline_formsets}
    for tab in TABS:
        if not tab.read_only:
            yield OpenTab(tab, tuple(by_name[name] for name in tab.sections))
        elif rows := tuple(sources):
            yield OpenTab(tab, (), rows)
