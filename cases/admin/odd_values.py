"""The odd values of a version for those who review it: what is odd, and who confirmed it with which reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as translate

from cases.actions.confirmations import with_confirmations
from cases.documents.content import withhold
from cases.icsr import ICSR
from cases.models.case import CaseVersion
from cases.models.confirmation import Confirmation
from cases.rules.plausibility import Concern, concerns
from cases.rules.provenance import path_phrase


@dataclass(frozen=True)
class OddValue:
    """One doubt, as the reader may see it."""

    place: str
    """Where it is, as in `cases.icsr.plain.filled`: tests[1].result, rows counted from 1."""
    about: str
    message: str
    reason: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        """Whether somebody said that the value is right."""
        return self.at is not None


def odd_values(version: CaseVersion, icsr: ICSR, *, identify: bool) -> list[OddValue]:
    """The doubts about a version, in the order of the rules; one query.

    Without `identify`, nothing is said of a doubt that comes from who the patient is but that there is one.
    """
    spoken = {(item.code, item.path) for item in concerns(icsr if identify else withhold(icsr))}
    return [
        _odd(concern, known, told=(concern.code, concern.path) in spoken)
        for concern, known in with_confirmations(version, icsr)
    ]


def _odd(concern: Concern, known: Confirmation | None, *, told: bool) -> OddValue:
    if told:
        message, reason = concern.message.through(translate), known.reason if known else ""
    else:
        message, reason = translate("It is odd beside what is withheld from you."), translate("withheld")
    about = path_phrase(concern.path).through(translate)
    if known is None:
        return OddValue(concern.path, about, message)
    return OddValue(concern.path, about, message, reason, str(known.by or translate("the system")), known.at)
