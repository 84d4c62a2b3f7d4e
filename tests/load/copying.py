"""What constraints, guards and the audit trail add to bare COPY: the same rows written with and without triggers."""

from __future__ import annotations

import statistics
import time
from datetime import date

from django.db import connection, transaction

from cases.actions.generate import Desk, make_centres
from cases.database.context import Actor, acting
from cases.generation import generate
from cases.terminology.lookup import Dictionary
from tests.load.measure import Figure, percentile

_SEED = 424_242
_UNTIL = date(2026, 1, 1)


def copying(blocks: int = 5, size: int = 500) -> Figure:
    """Write blocks of `size` cases, each twice, and take them back; milliseconds for a block."""
    desk = Desk(make_centres(), Dictionary())
    full, bare = [], []
    for block in range(blocks):
        for times, triggers in ((full, True), (bare, False)):
            for number in range(size):
                desk.add(generate(_SEED, block * size + number, _UNTIL))
            times.append(_written(desk, triggers))
    middle = statistics.median
    return Figure(f"COPY of {size} cases, audited", middle(full), percentile(full, 95), middle(bare), None, blocks)


def _written(desk: Desk, triggers: bool) -> float:
    with acting(Actor(name="bench")), connection.cursor() as cursor:
        if not triggers:
            cursor.execute("SET LOCAL session_replication_role = replica")
        began = time.perf_counter()
        desk.write()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = (time.perf_counter() - began) * 1000
        transaction.set_rollback(True)
    return took
