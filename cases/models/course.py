"""Tables of courses and premedication."""

from cases.icsr import course
from cases.models.section import Section


class Course(Section, record=course.Course):
    """A course (cycle) of a drug; giving the drug again after the reaction is a course of its own."""


class Premedication(Section, record=course.Premedication):
    """A drug given before the infusions to make them bearable."""
