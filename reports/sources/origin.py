"""The codes under which adrreports.eu groups reports, in words: age, origin, reporter; outcomes and seriousness."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.icsr.codes import Outcome
from cases.rules.age import EmaAgeGroup
from cases.rules.origin import Region, ReporterGroup
from reports.sources.registry import labels, with_unknown


def ema_age_groups() -> dict[str, str]:
    """The seven age groups of adrreports.eu, and unknown."""
    return with_unknown(EmaAgeGroup)


def reporter_groups() -> dict[str, str]:
    """Health professional or not, and unknown."""
    return with_unknown(ReporterGroup)


def regions() -> dict[str, str]:
    """Within the European Economic Area or not, and unknown."""
    return with_unknown(Region)


def outcomes() -> dict[str, str]:
    """The outcomes of E2B E.i.7, unknown among them."""
    return labels(Outcome)


def seriousness() -> dict[str, str]:
    """Whether a reaction was serious, by the codes of the questions."""
    return {"yes": _("Serious"), "no": _("Not serious"), "": _("Seriousness unknown")}
