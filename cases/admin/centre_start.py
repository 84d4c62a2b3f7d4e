"""What the start page shows a centre first: the questions that wait for it, and its drafts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from cases.selectors.actor import centres_of
from cases.selectors.centre import newest, questioned, to_finish


def centre_start(request: HttpRequest) -> dict[str, Any]:
    """The lists of `cases/centre/start.html`; empty for somebody who works for no centre."""
    centres = centres_of(request.user) if isinstance(request.user, AbstractBaseUser) else frozenset()
    if not centres:
        return {}
    return {"questioned": questioned(centres), "drafts": to_finish(centres), "newest": newest(centres)}
