"""Who may see the pages of reports with all numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


def shows_figures(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page to read for those who may see figures: others sign in first or are refused; kept in no cache."""
    allowed = permission_required("reports.view_reports", raise_exception=True)
    return require_safe(never_cache(login_required(allowed(view))))
