"""The questions that reports ask of the cases: SQL by name, in one module per report, found by being there.

A question begins where the steps of `reports.sources.steps` end.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module


def _found() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        questions: Mapping[str, str] = import_module(f"{__name__}.{module.name}").QUESTIONS
        for name in questions.keys() & found.keys():
            raise ValueError(f"The question '{name}' in {module.name} is asked elsewhere too: give it another name.")
        found.update(questions)
    return found


QUESTIONS = _found()
"""Every question by its name."""
