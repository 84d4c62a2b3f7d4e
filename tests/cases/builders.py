"""Small cases for the tests of the database, made the way users make them: by the actions."""

from __future__ import annotations

import itertools
from typing import Any

from cases.actions.cases import open_case, submit, write_draft
from cases.actions.review import accept
from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome, Sex
from cases.icsr.drug import Drug, Indication
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource
from cases.models import Case, CaseVersion, Centre

_count = itertools.count(1)


def centre(name: str = "Centre A") -> Centre:
    """A centre."""
    return Centre.objects.get_or_create(name=name)[0]


def minimal(**parts: Any) -> ICSR:
    """A valid report with one drug and one reaction; `parts` replace sections."""
    return ICSR(
        **{
            "patient": Patient(sex=Sex.FEMALE),
            "primary_sources": (PrimarySource(country="NO"),),
            "drugs": (Drug(role=DrugRole.SUSPECT, name="alemtuzumab", indications=(Indication(verbatim="RRMS"),)),),
            "reactions": (Reaction(verbatim="Headache", outcome=Outcome.RECOVERED),),
            **parts,
        }
    )


def draft(icsr: ICSR | None = None, *, kind: str = Case.Kind.ADVERSE_REACTION) -> CaseVersion:
    """A draft that holds `icsr`."""
    version = open_case(
        by=None, kind=kind, source=Case.Source.CENTRE, centre=centre(), identifier=f"XX-TEST-{next(_count)}"
    )
    write_draft(version, icsr or minimal(), by=None)
    return version


def accepted(icsr: ICSR | None = None, **more: Any) -> CaseVersion:
    """An accepted version that holds `icsr`."""
    version = draft(icsr, **more)
    submit(version, by=None)
    accept(version, by=None)
    return version
