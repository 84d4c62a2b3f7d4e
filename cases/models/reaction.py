"""Table of section E: reactions."""

from cases.icsr import reaction
from cases.models.section import Section


class Reaction(Section, record=reaction.Reaction):
    """One suspected reaction, or the event of a comparator episode (E.i)."""
