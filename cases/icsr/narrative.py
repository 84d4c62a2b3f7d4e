"""Section H: the story of the case, comments, diagnoses of the sender, summaries in other languages."""

from dataclasses import dataclass

from cases.icsr.spec import Row, coded, text
from cases.icsr.values import Coded
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Narrative:
    """The story and the comments (H.1, H.2, H.4)."""

    TITLE = _("Narrative")

    story: str | None = text(_("What happened"), "H.1", max_length=100000)
    reporter_comments: str | None = text(_("Reporter's comments"), "H.2", max_length=20000)
    sender_comments: str | None = text(_("Registry's comments"), "H.4", max_length=20000)


@dataclass(frozen=True, kw_only=True)
class SenderDiagnosis(Row):
    """A diagnosis by which the sender sums up or reclassifies the reactions (H.3.r)."""

    TITLE = _("Registry's diagnosis")
    E2B = "H.3.r"

    term: Coded | None = coded(_("Diagnosis, coded"), ".1a .1b")


@dataclass(frozen=True, kw_only=True)
class CaseSummary(Row):
    """A summary in another language (H.5.r)."""

    TITLE = _("Summary in another language")
    E2B = "H.5.r"

    summary: str | None = text(_("Summary"), ".1a", max_length=100000)
    language: str | None = text(_("Language"), ".1b", max_length=3, help=_("Three letters, such as nor"))
