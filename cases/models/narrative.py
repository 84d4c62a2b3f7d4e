"""Tables of section H: narrative, diagnoses, summaries."""

from cases.icsr import narrative
from cases.models.section import Section


class Narrative(Section, record=narrative.Narrative):
    """The story and the comments (H.1, H.2, H.4)."""


class SenderDiagnosis(Section, record=narrative.SenderDiagnosis):
    """A diagnosis by which the sender sums up or reclassifies the reactions (H.3.r)."""


class CaseSummary(Section, record=narrative.CaseSummary):
    """A summary in another language (H.5.r)."""
