"""Submitted cases as the staff meet them, and pages without their layout."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from cases.actions.cases import open_case, submit, write_draft
from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource, Report
from cases.models import Case, CaseVersion, Centre
from tests.cases.builders import centre, minimal
from tests.people import signed_in

WORKLIST = "/admin/cases/caseversion/worklist/"
_count = itertools.count(1)

Submit = Callable[..., CaseVersion]


def words(html: str) -> str:
    """The text of a page, without markup and doubled spaces."""
    body = re.sub(r"(?s)<(script|style|template|select)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def submitted(
    number: str = "", *, received: date | None = None, at: Centre | None = None, icsr: ICSR | None = None, **parts: Any
) -> CaseVersion:
    """A submitted case of a centre."""
    version = open_case(
        by=None,
        kind=Case.Kind.ADVERSE_REACTION,
        source=Case.Source.CENTRE,
        centre=at or centre(),
        identifier=number or f"XX-STAFF-{next(_count)}",
    )
    if received:
        parts["report"] = Report(first_received=PartialDate(received.strftime("%Y%m%d")))
    write_draft(version, icsr or minimal(**parts), by=None)
    submit(version, by=None)
    return version


def reaction(words: str = "Headache", **flags: Any) -> tuple[Reaction, ...]:
    """A section of one reaction."""
    return (Reaction(verbatim=words, **flags),)


def reporter(**about: Any) -> tuple[PrimarySource, ...]:
    """A section of one reporter."""
    return (PrimarySource(country="NO", **about),)


@pytest.fixture
def assessor(db: None) -> Client:
    """A PV assessor, signed in."""
    return signed_in("PV assessor", "ada")


@pytest.fixture
def manager(db: None) -> Client:
    """A PV manager, signed in."""
    return signed_in("PV manager", "mats")


def review(version: CaseVersion) -> str:
    """The address of its review page."""
    return f"/admin/cases/caseversion/{version.pk}/review/"
