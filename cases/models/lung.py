"""Tables of the lung work-up."""

from cases.icsr import lung
from cases.models.section import Section


class Bronchoscopy(Section, record=lung.Bronchoscopy):
    """A bronchoscopy with bronchoalveolar lavage, done or not."""


class Imaging(Section, record=lung.Imaging):
    """One image of the chest, or the comparison of a later with an earlier one."""


class Exclusion(Section, record=lung.Exclusion):
    """One other cause of bleeding, whether it was looked for and with what result."""
