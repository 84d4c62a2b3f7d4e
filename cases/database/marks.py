"""Marks of views that say what they need of the database; the middleware of the request's transaction reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def without_database(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that has to answer even when the database does not."""
    view.without_database = True  # type: ignore[attr-defined]
    return view


def reads_snapshot(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose reads all have to see the same data."""
    view.reads_snapshot = True  # type: ignore[attr-defined]
    return view


def for_anybody(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that answers everybody the same, with what everybody may see: it asks not who somebody is."""
    view.for_anybody = True  # type: ignore[attr-defined]
    return view
