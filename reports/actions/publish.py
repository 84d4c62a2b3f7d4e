"""Publish the readers' figures of a lock point: count, hide small numbers, store what may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from reports.models import Publication, ReaderTopic
from reports.sources import publications, readers, registry
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.statistics.publication import TOTAL, Key, Shown, Topic, moving, suppress

PERMISSION = "reports.publish_figures"


class PublishError(ReportError):
    """The figures cannot be published; the message says why and what would be right."""


@transaction.atomic
def publish(*, by: AbstractBaseUser | None, day: date | None = None) -> Publication:
    """Publish the figures of a lock point, by default that of the last acceptance; None is the system itself.

    PublishError for somebody without the permission, a day in the future, and one not after the last publication.
    """
    _may(by)
    chosen = _lock_point(day)
    with connection.cursor() as cursor:
        # One at a time: each has to know what the one before has shown.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.publish'))")
    earlier = _earlier(chosen)
    counted = readers.count(Names.load(), chosen)
    shown = suppress(_true(counted), counted.classes, list(map(_shown, earlier)), threshold=_threshold())
    made = Publication.objects.create(
        day=chosen,
        by=by,  # type: ignore[misc]
        threshold=_threshold(),
        registry_version=settings.TOCSIN_VERSION,
    )
    ReaderTopic.objects.bulk_create(_topics(made, counted, shown, earlier[-1] if earlier else None))
    return made


def ask_to_publish(*, by: AbstractBaseUser | None, day: date | None = None) -> date:
    """Have the figures published by a job, for hiding small numbers takes minutes; the lock point that it will have.

    PublishError as in `publish`, and while figures are being published.
    """
    _may(by)
    chosen = _lock_point(day)
    _earlier(chosen)
    if publications.waits():
        raise PublishError(_("Figures are being published: wait until that is done."))
    app.configure_task(publications.TASK, lock=publications.TASK).defer(
        day=chosen.isoformat(), by=by.pk if by is not None else 0
    )
    return chosen


@dataclass(frozen=True)
class Change:
    """What a publication changes of one topic; of the registry's own numbers, for staff."""

    topic: Topic
    shown: int | None
    """Reports from centres as readers see them now; None where they see no number."""
    counted: date | None
    """Lock point of that; None for a topic that is new."""
    reported: int
    """Reports from centres at the new lock point."""
    published_before: int
    published: int
    """Cases of the published literature, as readers see them now and then."""
    moves: bool
    """Whether the numbers from centres are counted anew; else they stay as they are."""


@dataclass(frozen=True)
class Preview:
    """What readers would see change at a lock point. Which numbers are hidden is decided when it is published."""

    day: date
    last: Publication | None
    threshold: int
    changes: tuple[Change, ...]
    """The greatest first."""
    staying: int
    """Topics of which nothing changes."""


def preview(day: date | None = None) -> Preview:
    """What publishing a lock point would change. PublishError for a day that cannot be."""
    chosen = _lock_point(day)
    earlier = _earlier(chosen)
    counted = readers.count(Names.load(), chosen)
    moved, _kept = moving(_true(counted), list(map(_shown, earlier)), threshold=_threshold())
    last = earlier[-1] if earlier else None
    before = {Topic(item.drug, item.reaction): item for item in last.topics.all()} if last else {}
    literature = {Topic(place[0], place[1]) for place in counted.published if place[2] == TOTAL}
    found = [_change(topic, before.get(topic), counted, topic in moved) for topic in {*moved, *literature, *before}]
    changes = [item for item in found if item.moves or item.published != item.published_before]
    changes.sort(key=lambda item: (-item.reported - item.published, item.topic))
    return Preview(chosen, last, _threshold(), tuple(changes), len(found) - len(changes))


def _change(topic: Topic, before: ReaderTopic | None, counted: readers.Counted, moves: bool) -> Change:
    place = (*topic, TOTAL, "", "")
    shown, published = (_total(before.reported), _total(before.published)) if before else (None, 0)
    return Change(
        topic,
        shown,
        before.counted if before else None,
        counted.reported.get(place, 0),
        published or 0,
        counted.published.get(place, 0),
        moves,
    )


def _total(stored: list[list[Any]]) -> int | None:
    return next((number for table, _row, _column, number in stored if table == TOTAL), None)


def _may(by: AbstractBaseUser | None) -> None:
    if by is not None and not by.has_perm(PERMISSION):  # type: ignore[attr-defined]
        raise PublishError(_("You may not publish figures: it needs the permission to publish the readers' figures."))


def _earlier(day: date) -> list[Publication]:
    """All publications, the oldest first, all of which are of days before."""
    earlier = list(Publication.objects.order_by("day"))
    if earlier and day <= earlier[-1].day:
        raise PublishError(
            _("Figures up to %(last)s are published already: choose a later day.") % {"last": earlier[-1].day}
        )
    return earlier


def _threshold() -> int:
    return max(settings.TOCSIN_SMALL_NUMBERS, 1)


def _lock_point(day: date | None) -> date:
    if day is not None and day > timezone.now().astimezone(UTC).date():
        raise PublishError(_("The date %(date)s lies in the future.") % {"date": day.isoformat()})
    chosen = day or registry.last_acceptance()
    if chosen is None:
        raise PublishError(_("No case was ever accepted: there is nothing to publish."))
    return chosen


def _true(counted: readers.Counted) -> Mapping[Key, int]:
    places = readers.with_zeros([*counted.reported, *counted.published])
    return {
        Key(Topic(drug, reaction), table, row, column): counted.reported.get((drug, reaction, table, row, column), 0)
        for drug, reaction, table, row, column in places
    }


def _shown(publication: Publication) -> Shown:
    """What a publication showed, from what is stored of it."""
    counts: dict[Key, int] = {}
    moved = set()
    for item in publication.topics.all():
        topic = Topic(item.drug, item.reaction)
        counts |= {Key(topic, table, row, column): number for table, row, column, number in item.reported}
        if item.counted == publication.day:
            moved.add(topic)
    return Shown(counts, frozenset(moved))


def _topics(made: Publication, counted: readers.Counted, shown: Shown, last: Publication | None) -> list[ReaderTopic]:
    days = dict.fromkeys(shown.moved, made.day)
    if last is not None:
        days = {Topic(item.drug, item.reaction): item.counted for item in last.topics.all()} | days
    reported: dict[Topic, list[list[Any]]] = defaultdict(list)
    published: dict[Topic, list[list[Any]]] = defaultdict(list)
    for key, number in sorted(shown.counts.items()):
        reported[key.topic].append([key.table, key.row, key.column, number])
    for (drug, reaction, *place), number in sorted(counted.published.items()):
        published[Topic(drug, reaction)].append([*place, number])
    topics = sorted({*reported, *published})
    listed: dict[Topic, list[list[Any]]] = defaultdict(list)
    for topic in topics:
        if topic.drug and topic.reaction:
            numbers = (
                days.get(topic, made.day).isoformat(),
                shown.counts.get(Key(topic, TOTAL)),
                counted.published.get((*topic, TOTAL, "", ""), 0),
            )
            organ_class = counted.classes.get(topic.reaction, "")
            listed[Topic(topic.drug, "")].append([topic.reaction, organ_class, *numbers])
            listed[Topic("", topic.reaction)].append([topic.drug, "", *numbers])
    return [
        ReaderTopic(
            publication=made,
            drug=topic.drug,
            reaction=topic.reaction,
            counted=days[topic] if topic in reported and topic in days else made.day,
            reported=reported[topic],
            published=published[topic],
            names=listed[topic],
        )
        for topic in topics
    ]
