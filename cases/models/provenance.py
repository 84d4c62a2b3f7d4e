"""Table of the places in the sources."""

from cases.icsr import provenance
from cases.models.section import Section


class Provenance(Section, record=provenance.Provenance):
    """The place of one value: which field, which source, where in it, and whether it is stated or inferred."""
