"""Fill a registry with invented cases for tests and measurements: by COPY, in blocks, audited like any other write."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from multiprocessing import get_context

import django
from django.db import connection, transaction
from django.db.models import Model

from cases.actions.bulk import SectionTable, Table
from cases.actions.facts import derive
from cases.database.context import Actor, acting, reason
from cases.generation import CENTRES, GeneratedCase, GeneratedVersion, generate
from cases.icsr import ICSR
from cases.icsr.spec import parts, walk
from cases.models.case import Case, CaseVersion, Centre
from cases.models.facts import CaseFacts, PairFacts
from cases.models.facts_line import CaseLine
from cases.models.facts_lung import LungFacts
from cases.models.review import Answer, Query, Step
from cases.rules.clocks import clock, urgency
from cases.rules.coding import code_words
from cases.rules.facts import Terms
from cases.rules.workflow import State
from cases.terminology.lookup import Dictionary

PREFIX = "XX-GENERATED-"
"""How the number of every generated case begins."""
ACTOR = "command generate_cases"
BLOCK = 1000
"""Cases of one transaction."""
# Tables grow from nothing while the triggers run: a plan made for the empty table would read the whole of it later, and
# so would a join that is not by index.
_PLANS = (
    "SET LOCAL plan_cache_mode = force_custom_plan",
    "SET LOCAL enable_hashjoin = off",
    "SET LOCAL enable_mergejoin = off",
)


@dataclass
class Written:
    """What was written, and how long making the rows and writing them took, in seconds."""

    cases: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    making: float = 0.0
    writing: float = 0.0

    def __iadd__(self, other: Written) -> Written:
        """Add a block."""
        self.cases += other.cases
        self.rows += other.rows
        self.making += other.making
        self.writing += other.writing
        return self


def held(seed: int) -> int:
    """How many cases of this seed the registry holds already."""
    return Case.objects.filter(identifier__startswith=f"{PREFIX}{seed}-").count()


def real_cases() -> int:
    """How many cases the registry holds that were not generated."""
    return Case.objects.exclude(identifier__startswith=PREFIX).count()


def generate_cases(count: int, *, seed: int, until: date, block: int = BLOCK, workers: int = 1) -> Iterator[Written]:
    """Write the cases 1 to `count` of the seed that are not there yet; yields after each block, which is a transaction.

    How large a block is, and how many processes work, changes nothing in the cases. Call `analyse` afterwards.
    """
    blocks = [range(start, min(start + block, count + 1)) for start in range(1, count + 1, block)]
    write = partial(_write_here, seed=seed, until=until)
    make_centres()
    if workers == 1:
        _desk.cache_clear()
        yield from map(write, blocks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield from pool.map(write, blocks)


@lru_cache(maxsize=1)
def _desk() -> Desk:
    """The desk of this process; making one asks the database for terms and centres."""
    return Desk(make_centres(), Dictionary())


def _write_here(numbers: range, *, seed: int, until: date) -> Written:
    return write_block(numbers, seed=seed, until=until, desk=_desk())


def make_centres() -> list[int]:
    """The generated centres; their ids in the order of CENTRES."""
    with acting(Actor(name=ACTOR)):
        return [
            Centre.objects.get_or_create(name=place.name, defaults={"country": place.country})[0].pk
            for place in CENTRES
        ]


def write_block(numbers: range, *, seed: int, until: date, desk: Desk) -> Written:
    """Write the cases with these numbers in one transaction; those that are there already stay as they are."""
    with acting(Actor(name=ACTOR)), reason(f"Invented cases of seed {seed}"):
        with connection.cursor() as cursor:
            for setting in _PLANS:
                cursor.execute(setting)
        there = _there(numbers, seed)
        began = time.perf_counter()
        for number in numbers:
            if number not in there:
                desk.add(generate(seed, number, until))
        made = time.perf_counter()
        rows = desk.write()
    return Written(len(numbers) - len(there), rows, made - began, time.perf_counter() - made)


def _there(numbers: range, seed: int) -> set[int]:
    names = [f"{PREFIX}{seed}-{number}" for number in numbers]
    found = Case.objects.filter(identifier__in=names).values_list("identifier", flat=True)
    return {int(name.rpartition("-")[2]) for name in found}


def analyse() -> None:
    """Let the planner know what the tables hold now."""
    models = (*_HEAD, *_WORK, *(table.model for table in _section_tables().values()))
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}, cases_auditevent")


_HEAD: tuple[type[Model], ...] = (Case, CaseVersion)
_WORK: tuple[type[Model], ...] = (Step, Query, Answer, CaseFacts, LungFacts, CaseLine, PairFacts)


def _section_tables() -> dict[type, SectionTable]:
    return {record: SectionTable(record) for record in walk(ICSR)}


class Desk:
    """Spreads cases over the rows of all tables, and writes them in one go."""

    def __init__(self, centres: list[int], terms: Terms) -> None:
        self._centres, self._terms = centres, terms
        self._sections = _section_tables()
        self._tables = {model: Table(model) for model in (*_HEAD, *_WORK)}
        self._parts = [
            (
                part.name,
                part.repeats,
                self._sections[part.record],
                [(child.name, self._sections[child.record]) for child in parts(part.record)],
            )
            for part in parts(ICSR)
        ]

    def add(self, case: GeneratedCase) -> None:
        """Spread a case."""
        centre_id = self._centres[case.place]
        case_id = self._tables[Case].add(
            key=case.key, identifier=case.identifier, kind=case.kind, source=case.source, centre_id=centre_id
        )
        for version in case.versions:
            self._add_version(version, case_id, centre_id)

    def _add_version(self, version: GeneratedVersion, case_id: int, centre_id: int) -> None:
        plan, icsr = version.plan, version.icsr
        submitted = plan.state is not State.DRAFT
        icsr = code_words(icsr, self._terms) if submitted else icsr
        runs = clock(icsr) if submitted else None
        version_id = self._tables[CaseVersion].add(
            case_id=case_id,
            centre_id=centre_id,
            number=plan.number,
            kind=plan.kind.value,
            state=plan.state.value,
            created_at=plan.created_at,
            submitted_at=plan.submitted_at,
            accepted_at=plan.accepted_at,
            day_zero=runs.day_zero if runs else None,
            due=runs.last_day if runs else None,
            urgency=urgency(icsr).value if submitted else "",
        )
        self._add_sections(icsr, version_id, centre_id)
        self._add_work(version, version_id, centre_id)
        if submitted:
            self._add_facts(icsr, version_id, case_id, centre_id)

    def _add_sections(self, icsr: ICSR, version_id: int, centre_id: int) -> None:
        ids = {"version_id": version_id, "centre_id": centre_id}
        for name, repeats, table, children in self._parts:
            value = getattr(icsr, name)
            for number, record in enumerate(value if repeats else () if value is None else (value,), start=1):
                owner = table.add_record(record, number=number, **ids)
                for child, rows in children:
                    for position, row in enumerate(getattr(record, child), start=1):
                        rows.add_record(row, number=position, drug_id=owner, **ids)

    def _add_work(self, version: GeneratedVersion, version_id: int, centre_id: int) -> None:
        for step in version.plan.steps:
            self._tables[Step].add(
                version_id=version_id,
                centre_id=centre_id,
                name=step.name,
                source=step.source.value,
                target=step.target.value,
                at=step.at,
                reason=step.reason,
            )
        for number, asked in enumerate(version.plan.asked, start=1):
            query_id = self._tables[Query].add(
                version_id=version_id,
                centre_id=centre_id,
                number=number,
                path=asked.path,
                question=asked.question,
                asked_at=asked.at,
            )
            if asked.answer:
                self._tables[Answer].add(
                    query_id=query_id, centre_id=centre_id, text=asked.answer, at=asked.answered_at
                )

    def _add_facts(self, icsr: ICSR, version_id: int, case_id: int, centre_id: int) -> None:
        known = derive(icsr, self._terms)
        facts_id = self._tables[CaseFacts].add(
            version_id=version_id, case_id=case_id, centre_id=centre_id, **known.case
        )
        ids = {"facts_id": facts_id, "centre_id": centre_id}
        self._tables[LungFacts].add(**ids, **known.lung)
        self._tables[CaseLine].add(**ids, **known.line)
        for pair in known.pairs:
            self._tables[PairFacts].add(**ids, **pair)

    def write(self) -> Counter[str]:
        """COPY all tables; rows by table.

        Sections come before their versions: the database refuses rows for a version that is no draft any more, and
        the keys between them are checked at the end of the transaction.
        """
        work = (self._tables[model] for model in _WORK)
        ordered = (self._tables[Case], *self._sections.values(), self._tables[CaseVersion], *work)
        with transaction.atomic():
            return Counter({table.model._meta.db_table: table.write() for table in ordered})
