"""Table of infusions, each a row of its drug."""

from cases.icsr import course
from cases.models.section import DrugSection


class Infusion(DrugSection, record=course.Infusion, key=("drug",)):
    """One infusion or injection of a course, given or not."""
