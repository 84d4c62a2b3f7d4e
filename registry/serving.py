"""Makes a process ready to serve people: loads what pages need, and lets the garbage collector leave it alone."""

import gc

from django.urls import get_resolver

_OBJECTS = 50_000
"""New objects after which the collector looks for garbage: about what a large page makes. With the usual 700 it walks
all that is loaded, several times in such a page."""


def settle() -> None:
    """Load all addresses and their pages, and take what now lives as long as the process out of the collector's way."""
    get_resolver().check()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS, 20, 20)
