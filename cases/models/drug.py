"""Tables of section G: drugs, what belongs to a drug, and what links a drug to a reaction."""

from cases.icsr import drug
from cases.models.section import Section


class Drug(Section, record=drug.Drug):
    """A drug that the patient got (G.k), with its infusions, dosages and indications."""


class DrugReaction(Section, record=drug.DrugReaction):
    """One drug seen with one reaction (G.k.9.i): time to onset, stopping, giving again."""


class Assessment(Section, record=drug.Assessment):
    """One opinion on whether a drug caused a reaction (G.k.9.i.2.r)."""
