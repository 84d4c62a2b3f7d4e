"""Each request of somebody signed in is one transaction, with the role of the database that the person has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from cases.database.context import acting, new_request
from cases.database.roles import WEB
from cases.selectors.actor import actor_for

HEADER = "X-Request-ID"
SERVER_ERROR = 500
SIGN_IN = "/account/"


class AccessMiddleware:
    """Has to stand after the session and the user, so that both are stored whatever becomes of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = new_request()
        request.number = number  # type: ignore[attr-defined]
        if _says(request, "without_database"):
            response = self.get_response(request)
        else:
            with as_web_login():
                response = self._respond(request, number)
        response[HEADER] = number
        return response

    def _respond(self, request: HttpRequest, number: str) -> HttpResponse:
        if _says(request, "for_anybody") or not request.user.is_authenticated or request.path_info.startswith(SIGN_IN):
            # Signing in and failing to has to be remembered, whatever is rolled back; and no case is shown.
            return self.get_response(request)
        with acting(actor_for(request.user, number), snapshot=_says(request, "reads_snapshot")):
            response = self.get_response(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response


def _says(request: HttpRequest, mark: str) -> bool:
    """Whether the view of the request carries one of the marks of cases.database.marks."""
    try:
        return getattr(resolve(request.path_info).func, mark, False)
    except Resolver404:
        return False


@contextmanager
def as_web_login() -> Iterator[None]:
    """Step down to the web process's login where the connection is the owner's: on a developer's machine, in tests."""
    if settings.DATABASES["default"].get("USER") == WEB:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB}")
    try:
        yield
    finally:
        _step_up()


def _step_up() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    except DatabaseError:
        # In a transaction that failed nothing can be done, and its rollback undoes the step down.
        if not connection.in_atomic_block:
            raise
