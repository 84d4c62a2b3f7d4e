"""What cases tell of the steps of management."""

from __future__ import annotations

from cases.icsr import ICSR
from cases.rules.lung_facts import lung_facts
from cases.rules.management import management
from cases.rules.management_judges import Status

DONE, NOT_DONE, UNKNOWN, NA = Status.DONE, Status.NOT_DONE, Status.UNKNOWN, Status.NOT_APPLICABLE


def statuses(icsr: ICSR) -> dict[str, str]:
    return {code: status.value for code, status in management(icsr, lung_facts(icsr)).items()}


def codes(icsr: ICSR, status: Status) -> set[str]:
    return {code for code, found in statuses(icsr).items() if found == status}
