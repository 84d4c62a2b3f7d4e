"""Tables of treatment, care and recovery."""

from cases.icsr import treatment
from cases.models.section import Section


class Care(Section, record=treatment.Care):
    """Whether the reaction was treated, and the stay in hospital."""


class ReactionTreatment(Section, record=treatment.ReactionTreatment):
    """One treatment of the reaction, given or said not to have been given."""


class Recovery(Section, record=treatment.Recovery):
    """How long symptoms and lung changes lasted, and whether the patient lived after a year."""
