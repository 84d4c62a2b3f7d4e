"""A language with a few words of its own, so that tests can tell what is translated when it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.utils import translation
from django.utils.translation import trans_real


@contextmanager
def speaking(words: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Norwegian, with `words` before those that Django brings."""
    catalogue = trans_real.translation("nb")._catalog  # type: ignore[attr-defined]
    with monkeypatch.context() as patched, translation.override("nb"):
        patched.setattr(catalogue, "_catalogs", [words, *catalogue._catalogs])
        yield
