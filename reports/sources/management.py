"""The steps of management of each case as lines that can be streamed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from reports.sources import codes, registry
from reports.sources.copying import copied
from reports.sources.population import Population


def lines(population: Population, first: int | None) -> AbstractContextManager[Iterable[bytes]]:
    """The first so many lines, or all for None, as pieces of CSV in the order of `LISTED`."""
    question = "management_cases"
    values = registry.parameters(population, {**_words(), "first": first})
    return copied(registry.statement(question, population), values)


def _words() -> Mapping[str, Any]:
    steps = [step for step in codes.steps() if step.recorded]
    return {
        "labels": json.dumps({step.code: codes.step_label(step) for step in steps}),
        "groups": json.dumps(registry.indication_groups()),
        "outcomes": json.dumps(codes.outcomes()),
        "recorded": [step.code for step in steps],
    }
