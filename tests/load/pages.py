"""What is measured: pages as somebody with a role sees them, and the pure work on one case, each with its baseline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

import psycopg
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import store
from cases.documents.cioms import cioms_pdf
from cases.documents.stamp import Stamp
from cases.icsr import ICSR
from cases.icsr.plain import filled
from cases.icsr.spec import walk
from cases.models import Case, CaseVersion, Centre
from cases.models.section import MODEL_OF
from cases.rules.completeness import completeness
from cases.rules.plausibility import concerns
from cases.rules.workflow import WAITING
from cases.terminology.lookup import Dictionary
from tests.load.copying import copying
from tests.load.measure import Figure, measure
from tests.people import person

LIST = "/admin/cases/caseversion/"
WORKLIST = f"{LIST}worklist/"
_PER_PAGE = 100
_WAITING = ", ".join(f"'{state.value}'" for state in WAITING)
_SHOWN = """
SELECT v.*, c.identifier, r.verbatim, d.name FROM ({versions}) AS v JOIN cases_case AS c ON c.id = v.case_id
LEFT JOIN cases_reaction AS r ON r.version_id = v.id LEFT JOIN cases_drug AS d ON d.version_id = v.id AND d.role = '1'
"""
_WORKLIST = _SHOWN.format(
    versions=f"SELECT * FROM cases_caseversion WHERE state IN ({_WAITING}) AND (due, id) > (%s, %s) "
    "ORDER BY due, id LIMIT 51"
)
_NUMBER = _SHOWN.format(
    versions="SELECT x.* FROM cases_caseversion AS x JOIN cases_case AS y ON y.id = x.case_id WHERE y.identifier = %s"
)
_BY_WORDS = _SHOWN.format(
    versions="SELECT x.* FROM cases_pairfacts AS p JOIN cases_casefacts AS f ON f.id = p.facts_id "
    "JOIN cases_caseversion AS x ON x.id = f.version_id "
    f"WHERE x.state IN ({_WAITING}) AND (upper(p.reaction_name) LIKE %s OR upper(p.drug_name) LIKE %s) LIMIT 51"
)
_NEWEST = _SHOWN.format(
    versions="SELECT * FROM cases_caseversion ORDER BY created_at DESC, id DESC OFFSET %s LIMIT 100"
)
_OF_CENTRE = _SHOWN.format(
    versions="SELECT * FROM cases_caseversion WHERE centre_id = %s ORDER BY created_at DESC LIMIT 100 OFFSET %s"
)
_SECTIONS = [f"SELECT * FROM {MODEL_OF[record]._meta.db_table} WHERE version_id = %s" for record in walk(ICSR)]


def figures(random: Random, count: int, words: Sequence[str]) -> list[Figure]:
    """All figures, each of `count` calls."""
    sql = _Bare()
    centre = Centre.objects.get(name="Generated centre 02")
    staff, reporter = _browser("PV assessor"), _browser("Centre reporter", centre)
    numbers = _drawn(random, count)
    identifiers = [f"XX-GENERATED-7-{number}" for number in numbers]
    versions = list(CaseVersion.objects.filter(case__identifier__in=identifiers, number=1).values_list("pk", flat=True))
    waiting = list(CaseVersion.objects.filter(state__in=WAITING).values_list("due", "pk")[:5000])
    places = [random.choice(waiting) for _call in range(count)]
    own = list(CaseVersion.objects.filter(centre=centre, number=1).values_list("pk", flat=True)[:5000])
    found = [
        measure(
            "worklist",
            lambda place: staff(WORKLIST, after=f"{place[0]}.{place[1]}"),
            lambda place: sql(_WORKLIST, *place),
            places,
            queries=_queries,
        ),
        measure(
            "worklist, by case number",
            lambda number: staff(WORKLIST, q=number),
            lambda number: sql(_NUMBER, number),
            identifiers,
            queries=_queries,
        ),
        measure(
            "worklist, by words",
            lambda word: staff(WORKLIST, q=word),
            lambda word: sql(_BY_WORDS, f"{word.upper()}%", f"{word.upper()}%"),
            [random.choice(words) for _call in range(count)],
            queries=_queries,
        ),
        measure(
            "list of versions",
            lambda number: staff(LIST, p=number),
            lambda number: sql(_NEWEST, (number - 1) * 100),
            _page_numbers(random, count, CaseVersion.objects.count()),
            queries=_queries,
        ),
        measure(
            "list of versions, by case number",
            lambda number: staff(LIST, q=number),
            lambda number: sql(_NUMBER, number),
            identifiers,
            queries=_queries,
        ),
        measure(
            "a case, staff's page",
            lambda pk: staff(f"{LIST}{pk}/review/"),
            lambda pk: [sql(text, pk) for text in _SECTIONS],
            versions,
            queries=_queries,
        ),
        measure(
            "a case, centre's page",
            lambda pk: reporter(f"{LIST}{pk}/change/"),
            lambda pk: [sql(text, pk) for text in _SECTIONS],
            [random.choice(own) for _call in range(count)],
            queries=_queries,
        ),
        measure(
            "the centre's list",
            lambda number: reporter(LIST, p=number),
            lambda number: sql(_OF_CENTRE, centre.pk, (number - 1) * 100),
            _page_numbers(random, count, len(own)),
            queries=_queries,
        ),
    ]
    return [*found, *_work(versions, sql), copying()]


def _work(versions: Sequence[int], sql: _Bare) -> list[Figure]:
    """What is done with one case in memory."""
    terms = Dictionary()
    cases = list(store.load_many(versions).values())
    now = timezone.now()
    stamp = Stamp(case_number="XX-GENERATED", version=1, state="Accepted", printed_at=now, registry_version="bench")
    form = partial(cioms_pdf, identity=False, stamp=stamp)
    return [
        measure(
            "store.load",
            lambda pk: store.load_many([pk]),
            lambda pk: [sql(text, pk) for text in _SECTIONS],
            versions,
            queries=_queries,
        ),
        measure(
            "completeness of a case", lambda icsr: completeness(icsr, terms), lambda icsr: list(filled(icsr)), cases
        ),
        measure("concerns of a case", concerns, lambda icsr: list(filled(icsr)), cases),
        measure("CIOMS I as PDF", form, lambda _icsr: form(ICSR()), cases),
    ]


class _Bare:
    """A connection of psycopg's own, as the tables' owner."""

    def __init__(self) -> None:
        given = connection.get_connection_params()
        kept = ("dbname", "user", "password", "host", "port")
        self._connection = psycopg.connect(**{key: given[key] for key in kept if given.get(key)}, autocommit=True)

    def __call__(self, text: str, *values: Any) -> list[Any]:
        """The rows."""
        return self._connection.execute(text, values).fetchall()


def _browser(role: str, centre: Centre | None = None) -> Callable[..., bytes]:
    name = f"bench_{role.lower().replace(' ', '_')}"
    user = get_user_model().objects.filter(username=name).first() or person(role, name, centre=centre)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)

    def get(address: str, **query: Any) -> bytes:
        answer = client.get(address, query)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} {query}: {answer.status_code}")
        return answer.content

    return get


def _queries(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _page_numbers(random: Random, count: int, rows: int) -> list[int]:
    return [random.randint(1, max(1, min(20, rows // _PER_PAGE))) for _call in range(count)]


def _drawn(random: Random, count: int) -> list[int]:
    most = Case.objects.filter(identifier__startswith="XX-GENERATED-7-").count()
    return [random.randint(1, most) for _call in range(count)]
