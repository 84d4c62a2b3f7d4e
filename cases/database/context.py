"""Who acts in a transaction, with which role of the database, for which centres, and why: all of it ends with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from cases.database import roles

ACTOR = "tocsin.actor"
REQUEST = "tocsin.request"
REASON = "tocsin.reason"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a person's user name, `command NAME` or `job NAME`."""

    name: str
    role: str | None = None
    """Role of the database to step down to; None keeps that of the login."""
    centres: frozenset[int] = frozenset()
    """Centres whose cases the role `tocsin_centre` sees."""
    user: int | None = None
    """Number of the person's account, to whom drafts not saved yet belong; None for jobs and commands."""
    request: str = ""
    """Number of the request, which the audit trail and the answer's header carry."""

    def settings(self) -> dict[str, str]:
        """The settings of the transaction."""
        held = {
            roles.CENTRES_SETTING: ",".join(map(str, sorted(self.centres))),
            roles.USER_SETTING: "" if self.user is None else str(self.user),
            ACTOR: self.name,
            REQUEST: self.request,
        }
        return {**held, "role": self.role} if self.role else held


@contextmanager
def acting(actor: Actor, *, snapshot: bool = False) -> Iterator[None]:
    """A transaction in which `actor` acts; what was set before comes back at its end.

    With `snapshot` all reads in it see the same data, where it is the outermost transaction.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if snapshot and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if outermost:
            _write(actor.settings())
            yield
        else:
            with _set(actor.settings()):
                yield


@contextmanager
def reason(text: str) -> Iterator[None]:
    """Give what is done within the block its reason, for the audit trail; has to stand inside a transaction.

    An empty one leaves the reason that was given before.
    """
    if not text.strip():
        yield
        return
    with _set({REASON: text}):
        yield


@contextmanager
def counting_all() -> Iterator[None]:
    """Step over to the role that counts cases of all centres by their facts, and sees no case itself.

    The owner of the tables, with whose login commands run, stays as it is.
    """
    with transaction.atomic():
        if _is_owner():
            yield
        else:
            with _set({"role": roles.FIGURES}):
                yield


def _is_owner() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0] not in (roles.WEB, *roles.IN_TRANSACTION)


@contextmanager
def as_service(name: str) -> Iterator[None]:
    """Let a job go on as such within the transaction that it has begun itself; the owner of the tables stays so."""
    stepping = {} if _is_owner() else {"role": roles.SERVICE}
    with _set({ACTOR: f"job {name}", **stepping}):
        yield


@contextmanager
def job(name: str, *, snapshot: bool = False) -> Iterator[None]:
    """A transaction of a background job; with `snapshot` all its reads see the same data."""
    with acting(Actor(name=f"job {name}", role=roles.SERVICE, request=new_request()), snapshot=snapshot):
        yield


def new_request() -> str:
    """A number for a request or a job, which tells nothing of it."""
    return uuid.uuid4().hex


@contextmanager
def _set(settings: Mapping[str, str]) -> Iterator[None]:
    """Set for this transaction; put back what was there, for the transaction may be part of a larger one.

    After an error the transaction is rolled back, which puts everything back by itself.
    """
    before = _read(settings)
    _write(settings)
    yield
    if not connection.needs_rollback:
        # The role first: what follows it may not be allowed to the one that is left.
        _write({name: before[name] for name in sorted(before, key=lambda name: name != "role")})


def _read(names: Mapping[str, str]) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['current_setting(%s, true)'] * len(names))}", list(names))
        found = cursor.fetchone()
    return {name: value or "" for name, value in zip(names, found, strict=True)}


def _write(settings: Mapping[str, str]) -> None:
    calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for pair in settings.items() for part in pair])
