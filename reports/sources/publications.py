"""The stored publications, as readers and the next publication need them; no case is read for them."""

from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from cases.models import Case
from cases.terminology.lookup import Dictionary, folded
from reports.models import Publication, ReaderTopic

TASK = "reports.jobs.publish_figures"
LITERATURE = Case.Source.LITERATURE.value
"""Source of the cases that are public."""
_WAITING, _FAILED = ("todo", "doing"), "failed"


def waits() -> bool:
    """Whether figures are being published, or wait for it."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status__in=_WAITING).exists()


def failed() -> bool:
    """Whether the last job that was to publish failed."""
    last = ProcrastinateJob.objects.filter(task_name=TASK).order_by("-pk").values_list("status", flat=True).first()
    return last == _FAILED


def newest() -> Publication | None:
    """The publication that readers see."""
    return Publication.objects.order_by("-day").first()


def topic(publication: Publication, drug: str, reaction: str) -> ReaderTopic | None:
    """What it shows of a drug, a reaction, or both; None when it shows nothing."""
    return publication.topics.filter(drug=drug, reaction=reaction).first()


def names(publication: Publication, kind: str) -> list[str]:
    """The drugs ("drug") or reactions ("reaction") that it shows something of."""
    other = "reaction" if kind == "drug" else "drug"
    found = publication.topics.filter(**{other: ""}).exclude(**{kind: ""}).values_list(kind, flat=True)
    return sorted(found, key=folded)


def resolve(kind: str, words: str, known: list[str]) -> str | None:
    """The name among the `known` ones that is meant by a name or synonym; None when there is none."""
    term = Dictionary().find("substance" if kind == "drug" else "reaction", None, words)
    wanted = {folded(words), *([folded(term.name)] if term else [])}
    return next((name for name in known if folded(name) in wanted), None)
