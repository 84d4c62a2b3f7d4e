"""Table of comparator episodes."""

from cases.icsr import comparator
from cases.models.section import Section


class Episode(Section, record=comparator.Episode):
    """An episode of immune-mediated disease, never counted among adverse reactions."""
