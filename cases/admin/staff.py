"""What the staff's screens share: who may open them, the page around them, what an action's refusal looks like."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse

from cases.actions.steps import ActionError
from cases.rules.clocks import Urgency
from cases.rules.workflow import State, TransitionError

REFUSED = (ActionError, TransitionError)
"""What an action raises when it cannot be done; the message is for the user."""

STATE_COLOURS = {
    State.DRAFT.value: "info",
    State.SUBMITTED.value: "primary",
    State.IN_REVIEW.value: "info",
    State.QUERIED.value: "warning",
    State.ACCEPTED.value: "success",
}
URGENCY_COLOURS = {
    Urgency.FATAL.value: "danger",
    Urgency.LIFE_THREATENING.value: "danger",
    Urgency.HOSPITALISED.value: "warning",
    Urgency.OTHER_SERIOUS.value: "warning",
}
"""Not serious and not known look calm, for neither is an error."""


def may_read_worklist(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user reviews cases, or reads those of all centres."""
    return any(user.has_perm(f"cases.{name}") for name in ("triage", "view_all_centres"))  # type: ignore[union-attr]


def only_staff(request: HttpRequest) -> AbstractBaseUser:
    """The user; refuses those who neither review cases nor read those of all centres."""
    if not may_read_worklist(request.user) or not request.user.has_perm("cases.view_caseversion"):
        raise PermissionDenied
    return signed_in(request)


def only_reviewers(request: HttpRequest) -> AbstractBaseUser:
    """The user; refuses those who do not review, for who only reads changes nothing, not even a filter of his own."""
    user = only_staff(request)
    if not request.user.has_perm("cases.triage"):
        raise PermissionDenied
    return user


def signed_in(request: HttpRequest) -> AbstractBaseUser:
    """The user of a page that nobody else gets to."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101 - the admin site lets nobody else in
    return request.user


def page(request: HttpRequest, screen: Any, template: str, context: dict[str, Any]) -> TemplateResponse:
    """A page of the admin site; `screen` is the ModelAdmin that it belongs to."""
    request.current_app = screen.admin_site.name
    return TemplateResponse(
        request, f"cases/staff/{template}.html", {**screen.admin_site.each_context(request), **context}
    )
