"""Tables of section C: report, documents, sources, sender, literature, study."""

from cases.icsr import report
from cases.models.section import Section


class Report(Section, record=report.Report):
    """Identification of the report (C.1): numbers, dates, type, nullification."""


class Document(Section, record=report.Document):
    """A document that the sender holds or includes (C.1.6.1.r)."""


class CaseIdentifier(Section, record=report.CaseIdentifier):
    """Another number of the same case in an earlier transmission (C.1.9.1.r)."""


class PrimarySource(Section, record=report.PrimarySource):
    """A person who reported the facts (C.2.r)."""


class Sender(Section, record=report.Sender):
    """Who sends the case on (C.3)."""


class LiteratureReference(Section, record=report.LiteratureReference):
    """A publication that describes the case (C.4.r)."""


class Study(Section, record=report.Study):
    """The study in which the reaction was seen (C.5)."""


class StudyRegistration(Section, record=report.StudyRegistration):
    """A public registration of the study (C.5.1.r)."""
