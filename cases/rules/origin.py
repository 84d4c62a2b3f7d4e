"""Where a report comes from, in the groups of adrreports.eu: health professional or not, in the EEA or not."""

from __future__ import annotations

from cases.icsr import ICSR
from cases.icsr.codes import PrimarySourceMark, Qualification
from cases.icsr.report import PrimarySource
from cases.icsr.spec import CodeList
from cases.icsr.values import NullFlavor
from cases.icsr.words import _


class ReporterGroup(CodeList):
    """Who reported, as adrreports.eu groups the qualification of the primary source (C.2.r.4)."""

    PROFESSIONAL = "professional", _("Health professional")
    NON_PROFESSIONAL = "non_professional", _("Not a health professional")


class Region(CodeList):
    """Where the primary source is, as adrreports.eu groups its country (C.2.r.3)."""

    EEA = "eea", _("European Economic Area")
    NON_EEA = "non_eea", _("Outside the European Economic Area")


_GROUPS = {
    Qualification.PHYSICIAN: ReporterGroup.PROFESSIONAL,
    Qualification.PHARMACIST: ReporterGroup.PROFESSIONAL,
    Qualification.OTHER_HEALTH: ReporterGroup.PROFESSIONAL,
    Qualification.LAWYER: ReporterGroup.NON_PROFESSIONAL,
    Qualification.CONSUMER: ReporterGroup.NON_PROFESSIONAL,
}

# The 27 members of the European Union with Iceland, Liechtenstein and Norway: Agreement on the European Economic Area
# (OJ L 1, 3.1.1994, p. 3), article 126, as of 1 January 2021 without the United Kingdom. With codes of their own:
# Aland and the outermost regions of France (Treaty on the Functioning of the EU, article 355). "EU" is E2B(R3)'s code
# for the Union as a whole, "XI" that of Northern Ireland, where EMA counts reports as from the EEA (Windsor Framework).
_EEA_TEXT = """
AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO AX GF GP MF MQ RE YT EU XI
"""
EEA = frozenset(_EEA_TEXT.split())


def primary_sources(icsr: ICSR) -> list[PrimarySource]:
    """The source marked as primary (C.2.r.5); all sources, in their order, when none is marked."""
    marked = [row for row in icsr.primary_sources if row.primary is PrimarySourceMark.PRIMARY]
    return marked or list(icsr.primary_sources)


def qualification(icsr: ICSR) -> Qualification | None:
    """The qualification of the primary source; None when it is not known."""
    known = (row.qualification for row in primary_sources(icsr))
    return next((value for value in known if value and not isinstance(value, NullFlavor)), None)


def reporter_group(icsr: ICSR) -> ReporterGroup | None:
    """The group of the primary source's qualification; None when it is not known."""
    known = qualification(icsr)
    return _GROUPS[known] if known else None


def region(icsr: ICSR) -> Region | None:
    """The region of the primary source's country; None when it is not known."""
    country = next((row.country for row in primary_sources(icsr) if row.country), None)
    if not country:
        return None
    return Region.EEA if country.upper() in EEA else Region.NON_EEA


def literature(icsr: ICSR) -> str:
    """The publications that describe the case (C.4.r.1), '' when none is named."""
    texts = (row.reference for row in icsr.literature)
    return "; ".join(text for text in texts if text and not isinstance(text, NullFlavor))
