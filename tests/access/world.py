"""A small registry: two centres, somebody of each role at the first, one object of each kind that has a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from cases.actions.cases import open_case, submit, write_draft
from cases.actions.review import Question, accept, ask, take_into_review
from cases.icsr import ICSR
from cases.icsr.report import Document
from cases.icsr.values import Attachment
from cases.models import Case, CaseVersion, Centre, Membership, SavedFilter, Term, TermRelease
from reports.actions.runs import freeze
from reports.models import PublishedFigure, SavedPopulation, Schedule, Source
from tests.access.markers import marked
from tests.access.table import ROLES
from tests.cases.builders import minimal
from tests.cases.files.examples import pdf
from tests.people import PASSWORD, person

HERE, THERE = "Neurology, Here", "Centre Thereleak"
MISSING = 2_000_000_000


@dataclass
class World:
    """What the tests ask about; keys of objects by the word that the table uses for them."""

    here: Centre
    there: Centre
    clients: dict[str, Client]
    users: dict[str, Any]
    own: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)


def build() -> World:
    """Make it all; belongs into a transaction that is rolled back."""
    here, there = Centre.objects.create(name=HERE, country="NO"), Centre.objects.create(name=THERE, country="SE")
    users = {name: _somebody(name, role, here) for name, role in ROLES.items() if role}
    clients = {name: Client(raise_request_exception=False) for name in ROLES}
    for name, user in users.items():
        clients[name].force_login(user)
    world = World(here, there, clients, users)
    paper = Attachment(pdf(), "application/pdf", "paper.pdf")
    plain = minimal(documents=(Document(description="on paper", included=paper),))
    world.own = _versions(here, plain, users, "HERE")
    world.others = _versions(there, marked(), users, "THERELEAK")
    shared = _others()
    shared["membership"] = Membership.objects.get(user=users["reporter"]).pk
    world.own |= {**shared, "centre": here.pk}
    world.others |= {**shared, "centre": there.pk}
    return world


def _somebody(name: str, role: str, centre: Centre) -> Any:
    if role == "no role":
        return get_user_model().objects.create_user("no_role", "no_role@example.org", PASSWORD, is_staff=True)
    return person(role, name, centre=centre if role.startswith(("Centre", "API")) else None)


def _versions(centre: Centre, icsr: ICSR, users: dict[str, Any], mark: str) -> dict[str, int]:
    """One version in each state that matters, each of a case of its own."""
    draft, submitted, reviewed, queried, accepted = (
        _draft(centre, icsr, f"XX-{mark}-{state}") for state in ("D", "S", "R", "Q", "A")
    )
    for version in (submitted, reviewed, queried, accepted):
        submit(version, by=None)
    for version in (reviewed, queried):
        take_into_review(version, by=users["manager"])
    ask(queried, [Question("", f"What about {mark}?"), Question("patient.initials", "Right?")], by=users["manager"])
    accept(accepted, by=None)
    return {
        "draft": draft.pk,
        "submitted": submitted.pk,
        "in review": reviewed.pk,
        "queried": queried.pk,
        "accepted": accepted.pk,
        "case": submitted.case_id,
    }


def _draft(centre: Centre, icsr: ICSR, identifier: str) -> CaseVersion:
    source = Case.Source.CENTRE
    version = open_case(by=None, kind=Case.Kind.ADVERSE_REACTION, source=source, centre=centre, identifier=identifier)
    write_draft(version, icsr, by=None)
    return version


def _others() -> dict[str, int]:
    """One of each that belongs to no centre."""
    other = get_user_model().objects.create_user("colleague", "colleague@example.org", is_staff=True)
    factor = Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={"secret": "-"})
    release = TermRelease.objects.create(dictionary="Starter", version="99.0")
    term = Term.objects.create(release=release, kind=Term.Kind.REACTION, name="Cough", code="99")
    source = Source.objects.create(key="paper", citation="A paper")
    figure = PublishedFigure.objects.create(
        key="figure", source=source, place="p. 1", measure="statement", of_what="reports", population="all"
    )
    return {
        "user": other.pk,
        "group": Group.objects.get(name="Auditor").pk,
        "second factor": factor.pk,
        "release": release.pk,
        "term": term.pk,
        "source": source.pk,
        "figure": figure.pk,
        "population": SavedPopulation.objects.create(name="Norway", words={"country": "NO"}).pk,
        "run": freeze("vigibase", by=None, forms=("page", "csv")).pk,
        "schedule": Schedule.objects.create(report="vigibase", rhythm="weekly", next_on=date(2099, 1, 5)).pk,
        "filter": SavedFilter.objects.create(user=other, name="Mine", query="state=submitted").pk,
    }
