"""A whole publication for readers, its small numbers hidden: all topics with all their tables, and after earlier ones.

A topic is a drug, a reaction, or both. Its tables share one total; the topic of a drug and a reaction lies within that
of the drug and that of the reaction, an organ class within its drug. What is protected are counts from 1 to below the
threshold of
 * any row of any table,
 * the rest that one count leaves of another that it lies in (reports of the drug without the reaction),
 * the change of either since any earlier publication that showed it.
None of them can be worked out from all that is shown (`disclosure`). A count of 0 is hidden like a small one: were 0
shown, a hidden number would say that somebody is there, and 0 turning into a hidden number that somebody came.

A topic with fewer reports than the threshold shows nothing at all. A topic whose reports have changed by fewer since an
earlier publication stays as it was last shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reports.statistics.disclosure import Sum, fill, protect, worked_out

TOTAL, ORGAN_CLASS, OUTCOME = "total", "organ_class", "outcome"
"""Tables with a meaning of their own: the one count of a topic; its organ classes, of which a report can have several;
outcome by indication group, whose rows and columns both add up. All other tables add up to the total."""


class Topic(NamedTuple):
    """A drug, a reaction, or both; '' is any."""

    drug: str
    reaction: str


class Key(NamedTuple):
    """The place of a count. In the table of outcomes, row and column '' are the margins."""

    topic: Topic
    table: str
    row: str = ""
    column: str = ""


class Rest(NamedTuple):
    """What `part` leaves of `whole`; never shown, but both shown give it away."""

    whole: Key
    part: Key


class Cover(NamedTuple):
    """All parts that cover `whole`, added up, or by how much they exceed it; never shown."""

    whole: Key
    surplus: bool = False


class Past(NamedTuple):
    """A place as it was when its topic was last counted; what was shown of it stays known."""

    place: Any


class Growth(NamedTuple):
    """By how much a count has grown since; below 0 where reports were taken back, but readers will not think so."""

    key: Key


Place = Key | Rest | Cover | Past | Growth


@dataclass(frozen=True)
class Shown:
    """What one publication showed: counts, and which topics were counted anew for it."""

    counts: Mapping[Key, int]
    moved: frozenset[Topic] = field(default=frozenset())


def suppress(
    counts: Mapping[Key, int], classes: Mapping[str, str], earlier: Sequence[Shown] = (), *, threshold: int
) -> Shown:
    """What may be shown of the counts, after the `earlier` publications, oldest first.

    `classes` names the organ class of each reaction. Counts of topics that have not changed enough are those of the
    last publication.
    """
    moved, kept = moving(counts, earlier, threshold=threshold)
    last = earlier[-1].counts if earlier else {}
    values: dict[Place, int] = {
        key: count for key, count in counts.items() if key.topic in moved and (key.table != ORGAN_CLASS or count)
    }
    sums = list(_sums(values, moved, classes))
    before = _before(values, earlier)
    secret: set[Place] = {
        place
        for place, value in values.items()
        if isinstance(place, Key | Rest) and _is_small(value, before.get(place, ()), threshold)
    }
    low = {place for place, value in values.items() if not isinstance(place, Key) or value < threshold}
    past = _past(values, sums, moved, earlier)
    values |= past.values
    sums += past.sums
    low |= past.hidden
    secret |= past.secret
    gone = protect(values, sums, secret=secret, hidden=low, order=lambda place: _order(place, values))
    # Hidden for the sake of others and told by them all the same: better shown, so that later ones know it was.
    told = worked_out(values, sums, gone, {place for place in gone - secret if place not in low})
    shown = {key: count for key, count in counts.items() if key in values and (key not in gone or key in told)}
    return Shown(
        shown | {key: count for key, count in last.items() if key.topic in kept},
        frozenset(key.topic for key in shown),
    )


def moving(
    counts: Mapping[Key, int], earlier: Sequence[Shown], *, threshold: int
) -> tuple[frozenset[Topic], frozenset[Topic]]:
    """The topics with enough reports to be shown: those that are counted anew, and those that stay as they were."""
    topics = {key.topic for key in counts if key.table == TOTAL and counts[key] >= threshold}
    kept = frozenset(topic for topic in topics if _stays(topic, counts, earlier, threshold))
    return frozenset(topics - kept), kept


@dataclass(frozen=True)
class _Known:
    """What is known of when the topics were last counted, ready to be looked at together with what is shown now."""

    values: dict[Place, int] = field(default_factory=dict)
    sums: list[Sum[Place]] = field(default_factory=list)
    hidden: set[Place] = field(default_factory=set)
    secret: set[Place] = field(default_factory=set)


def _past(
    values: Mapping[Place, int], sums: Sequence[Sum[Place]], moved: Iterable[Topic], earlier: Sequence[Shown]
) -> _Known:
    """What a reader knows who takes it that reports are only ever added: no count is smaller now than it was.

    The true counts of then are not kept. Any that fit what was shown do as well, for only what they can be is asked.
    """
    known = _Known()
    left = set(moved)
    for shown in reversed(earlier):
        topics = left & shown.moved
        left -= topics
        places = [place for place in values if _topics(place) <= topics]
        mine = set(places)
        then: list[Sum[Place]] = [
            Sum(Past(item.total), tuple(map(Past, item.parts))) for item in sums if mine.issuperset(item)
        ]
        told: dict[Place, int] = {
            Past(key): shown.counts[key] for key in places if isinstance(key, Key) and key in shown.counts
        }
        unknown: list[Place] = [past for past in map(Past, places) if past not in told]
        now: dict[Place, int] = {Past(place): values[place] for place in places if isinstance(place, Key)}
        fitting = fill(told, then, unknown, now)
        if fitting is None or any(now[place] < count for place, count in told.items()):
            continue  # reports were taken back, and who thinks otherwise is misled
        before = told | fitting
        fixed = worked_out(before, then, set(unknown), unknown)
        known.values.update(before)
        known.sums.extend(then)
        known.hidden.update(unknown)
        told_of = {place for place in map(Past, places) if not isinstance(place.place, Cover)}
        known.secret.update(told_of.intersection(unknown) - fixed)
        for place in places:
            if isinstance(place, Key):
                growth = Growth(place)
                known.values[growth] = values[place] - before[Past(place)]
                known.hidden.add(growth)
                known.sums.append(Sum(place, (Past(place), growth)))
    return known


def _topics(place: Place) -> set[Topic]:
    if isinstance(place, Key):
        return {place.topic}
    if isinstance(place, Rest):
        return {place.whole.topic, place.part.topic}
    return {place.whole.topic} if isinstance(place, Cover) else set()


def _stays(topic: Topic, counts: Mapping[Key, int], earlier: Sequence[Shown], threshold: int) -> bool:
    """Whether the topic keeps its last figures: its reports differ from an earlier number by too few to be told."""
    total = Key(topic, TOTAL)
    seen = [shown.counts[total] for shown in earlier if total in shown.counts]
    return bool(earlier) and total in earlier[-1].counts and any(abs(counts[total] - old) < threshold for old in seen)


def _is_small(value: int, before: Iterable[int], threshold: int) -> bool:
    return 0 < value < threshold or any(0 < abs(value - old) < threshold for old in before)


def _before(values: Mapping[Place, int], earlier: Sequence[Shown]) -> Mapping[Place, set[int]]:
    """What earlier publications told of each place; a rest is told where whole and part were counted together."""
    found: dict[Place, set[int]] = defaultdict(set)
    for place in values:
        for shown in earlier:
            if isinstance(place, Rest):
                if place.whole in shown.counts and place.part in shown.counts and _together(place, shown):
                    found[place].add(shown.counts[place.whole] - shown.counts[place.part])
            elif isinstance(place, Key) and place in shown.counts:
                found[place].add(shown.counts[place])
    return found


def _together(rest: Rest, shown: Shown) -> bool:
    return rest.whole.topic in shown.moved and rest.part.topic in shown.moved


def _sums(values: dict[Place, int], topics: Iterable[Topic], classes: Mapping[str, str]) -> Iterator[Sum[Place]]:
    """How the counts of the topics hang together; adds the rests to `values`."""
    by_topic: dict[Topic, list[Key]] = defaultdict(list)
    for key in [place for place in values if isinstance(place, Key)]:
        by_topic[key.topic].append(key)
    for topic in sorted(topics):
        yield from _within(topic, by_topic[topic])
        yield from _nested(values, topic, by_topic[topic], classes)
        yield from _covered(values, topic, by_topic[topic], classes)


def _within(topic: Topic, keys: Iterable[Key]) -> Iterator[Sum[Place]]:
    """The tables of one topic."""
    lines: dict[Key, list[Key]] = defaultdict(list)
    total = Key(topic, TOTAL)
    tables: dict[tuple[str, bool], list[Place]] = defaultdict(list)
    for key in keys:
        if key.table == OUTCOME and key.row and key.column:
            lines[key._replace(column="")].append(key)
            lines[key._replace(row="")].append(key)
        elif key.table not in (TOTAL, ORGAN_CLASS):
            tables[key.table, key.table == OUTCOME and not key.row].append(key)
    for rows in tables.values():
        yield Sum(total, tuple(rows))
    for margin, cells in lines.items():
        yield Sum(margin, tuple(cells))


def _nested(
    values: dict[Place, int], topic: Topic, keys: Iterable[Key], classes: Mapping[str, str]
) -> Iterator[Sum[Place]]:
    """The wider topics and classes that hold the counts of this one."""
    pairs: list[Rest] = []
    if topic.drug and topic.reaction:
        drug, reaction = Topic(topic.drug, ""), Topic("", topic.reaction)
        pairs += [Rest(key._replace(topic=wider), key) for wider in (drug, reaction) for key in keys]
        pairs.append(Rest(Key(drug, ORGAN_CLASS, classes.get(topic.reaction, "")), Key(topic, TOTAL)))
    pairs += [Rest(Key(topic, TOTAL), key) for key in keys if key.table == ORGAN_CLASS]
    for rest in pairs:
        if rest.whole in values and values[rest.whole] >= values[rest.part]:
            values[rest] = values[rest.whole] - values[rest.part]
            yield Sum(rest.whole, (rest.part, rest))


def _covered(
    values: dict[Place, int], topic: Topic, keys: Iterable[Key], classes: Mapping[str, str]
) -> Iterator[Sum[Place]]:
    """Each report of a drug has an organ class, each of a class one of its terms, each of a reaction a drug.

    So they add up to at least the whole; where the whole has but one of them, they are equal. Counts of topics that are
    not in `values` are too small to be shown, and then nothing follows.
    """
    total = Key(topic, TOTAL)
    covers: list[tuple[Key, list[Key]]] = []
    if topic.drug and not topic.reaction:
        of_drug = [key for key in keys if key.table == ORGAN_CLASS]
        covers.append((total, of_drug))
        for key in of_drug:
            terms = [name for name, organ_class in classes.items() if organ_class == key.row]
            covers.append((key, [Key(Topic(topic.drug, term), TOTAL) for term in terms]))
    if not (topic.drug and topic.reaction):
        both_of = {key.topic for key in values if isinstance(key, Key) and key.topic.drug and key.topic.reaction}
        inner = sorted(pair for pair in both_of if topic in (Topic(pair.drug, ""), Topic("", pair.reaction)))
        covers += [(key, [key._replace(topic=pair) for pair in inner]) for key in keys if key.table != ORGAN_CLASS]
    there = [(whole, tuple(part for part in parts if part in values)) for whole, parts in covers]
    added = [(whole, parts, sum(values[part] for part in parts)) for whole, parts in there]
    for whole, parts, together in [item for item in added if item[1] and item[2] >= values[item[0]]]:
        both, more = Cover(whole), Cover(whole, surplus=True)
        values[both], values[more] = together, together - values[whole]
        yield Sum(both, parts)
        yield Sum(both, (whole, more))


def _order(place: Place, values: Mapping[Place, int]) -> tuple[object, ...]:
    """What to hide first: classes, cells, margins, totals; the narrower topic before the wider; the smaller count."""
    if not isinstance(place, Key):
        return (9, 0, 0, str(place))
    rank = {ORGAN_CLASS: 0, TOTAL: 3}.get(place.table, 2 if place.table == OUTCOME and not place.column else 1)
    return (rank, _width(place.topic), values[place], str(place))


def _width(topic: Topic) -> int:
    """0 for a drug with a reaction, 1 for a reaction, 2 for a drug."""
    return 0 if topic.drug and topic.reaction else 1 if topic.reaction else 2
