"""The health pages: what they check, and that they tell no secrets."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from registry import health

pytestmark = pytest.mark.django_db


def worker_seen(ago: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [timezone.now() - ago])


def test_alive_needs_no_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_when_everything_is_there(client: Client) -> None:
    worker_seen(timedelta(seconds=5))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": dict.fromkeys(("database", "migrations", "worker"), "ok")}


@pytest.mark.parametrize("ago", [None, timedelta(minutes=5)])
def test_not_ready_without_a_worker_lately(client: Client, ago: timedelta | None) -> None:
    if ago is not None:
        worker_seen(ago)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok", "worker": "failed"}


def test_not_ready_when_a_migration_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "failed"


def test_errors_are_not_shown(client: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fails() -> bool:
        raise RuntimeError("password=hunter2")

    monkeypatch.setitem(health.CHECKS, "database", fails)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert "hunter2" not in response.text + caplog.text


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_only_reading_is_allowed_and_nothing_is_cached(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize(("address", "redirected"), [("/healthz", False), ("/readyz", False), ("/", True)])
def test_health_pages_alone_answer_without_tls(client: Client, settings: Any, address: str, redirected: bool) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert (Client().get(address).status_code == 301) is redirected


def test_the_log_is_not_filled_with_answers_of_the_health_pages() -> None:
    requests = {path: logging.makeLogRecord({"request": RequestFactory().get(path)}) for path in ("/readyz", "/admin/")}
    keep = health.NotHealth().filter
    assert not keep(requests["/readyz"])
    assert keep(requests["/admin/"])
    assert keep(logging.makeLogRecord({"msg": "no request at all"}))


def test_a_refused_page_leaves_a_line_and_no_traceback_but_a_defect_does() -> None:
    keep = health.NoTraceOfRefusals().filter
    trace = (ValueError, ValueError("x"), None)
    kept = {status: logging.makeLogRecord({"status_code": status, "exc_info": trace}) for status in (403, 404, 500)}
    assert all(keep(record) for record in kept.values())
    assert {status: bool(record.exc_info) for status, record in kept.items()} == {403: False, 404: False, 500: True}
    without_answer = logging.makeLogRecord({"exc_info": trace})
    assert keep(without_answer)
    assert without_answer.exc_info
