"""Brings a page that was loaded before somebody else saved up to the draft of now, with what was typed on top.

Three states of each field are compared: what the page was loaded with, what the draft holds now, what the page sends.
What one side alone changed is taken over; what both changed differently keeps what was typed here and is told.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from cases.admin.forms import form_for
from cases.admin.row_limits import count
from cases.admin.snapshots import Inputs, Snapshot, clean, inputs_of
from cases.icsr import ICSR
from cases.icsr.spec import Kind, Part, Spec, parts

NOT_SENT = "not-sent"
"""The prefix of a row that the page does not have."""


@dataclass(frozen=True)
class Change:
    """One field that somebody else changed meanwhile."""

    field: str
    """The name of its input on the page; '' when the whole row came or went."""
    label: str
    before: str
    now: str
    inputs: Inputs = dataclasses.field(default_factory=dict)
    """What would stand in the inputs if theirs were taken."""

    @property
    def put(self) -> str:
        """The same for the page's button; '' when there is nothing to put in."""
        return json.dumps(self.inputs) if self.field and self.inputs else ""


@dataclass
class Merged:
    """The page's form on top of the draft as it is now."""

    post: QueryDict
    files: MultiValueDict[str, Any]
    taken: list[Change] = dataclasses.field(default_factory=list)
    """Changed by them alone, and taken over."""
    clashes: list[Change] = dataclasses.field(default_factory=list)
    """Changed by both; what was typed here stays on the page."""


@dataclass
class Merge:
    """One merge: the form as sent, what its page was loaded with (None when nobody knows), what the draft holds now."""

    post: QueryDict
    files: MultiValueDict[str, Any]
    before: Snapshot | None
    now: Snapshot
    coding: bool
    identity: bool
    numbers: dict[tuple[str, int], int] = dataclasses.field(default_factory=dict)
    """New numbers of rows that are new on the page, by section and the number that the page showed."""

    def run(self) -> Merged:
        """Write the form anew, section by section."""
        out = Merged(QueryDict(mutable=True), MultiValueDict())
        names = tuple(f"{part.name}-" for part in parts(ICSR))
        for name, values in self.post.lists():
            if not name.startswith(names):
                out.post.setlist(name, values)
        for part in parts(ICSR):
            if f"{part.name}-TOTAL_FORMS" in self.post:
                self._section(out, part, part.name, part.name, part.name)
        return out

    # --- rows

    def _section(self, out: Merged, part: Part, sent: str, written: str, key: str) -> None:
        """One section: `sent` and `written` are its prefixes on the page and in the result, `key` in the snapshots."""
        total = count(self.post.get(f"{sent}-TOTAL_FORMS", ""))
        by_key = {self._key(part, f"{sent}-{index}", key): f"{sent}-{index}" for index in range(total)}
        there = self.now.numbered(f"{key}#") if part.repeats else [key] if key in self.now.rows else []
        rows: list[tuple[str, str, bool]] = [(by_key.pop(item, ""), item, True) for item in there]
        rows += [(prefix, item, False) for item, prefix in by_key.items() if self._stays(out, part, item, prefix)]
        if not part.repeats:
            rows = rows[:1]
        for index, (prefix, item, stored) in enumerate(rows):
            self._row(out, part, prefix, f"{written}-{index}", item, stored)
            if part.repeats and not stored:
                shown = self._shown_number(part, sent, prefix, key, item)
                self.numbers[part.name, shown] = self.now.highest(key) + index - len(there) + 1
        out.post[f"{written}-TOTAL_FORMS"] = str(len(rows))
        out.post[f"{written}-INITIAL_FORMS"] = str(len(there))
        out.post[f"{written}-MIN_NUM_FORMS"] = "0"
        out.post[f"{written}-MAX_NUM_FORMS"] = self.post.get(f"{sent}-MAX_NUM_FORMS") or "1000"

    def _key(self, part: Part, prefix: str, key: str) -> str:
        """The snapshot's key of a row of the page; for a new row its prefix, which no snapshot knows."""
        pk = self.post.get(f"{prefix}-id") or ""
        if not part.repeats:
            return key
        for snapshot in (self.before, self.now):
            if snapshot is None or not pk:
                continue
            for item in snapshot.numbered(f"{key}#"):
                if str(snapshot.rows[item]) == pk:
                    return item
        return prefix

    def _shown_number(self, part: Part, sent: str, prefix: str, key: str, item: str) -> int:
        if "#" in item:
            return int(item.rpartition("#")[2])
        known = self.before or self.now
        index = int(prefix.rpartition("-")[2])
        return known.highest(key) + index - count(self.post.get(f"{sent}-INITIAL_FORMS", "")) + 1

    def _stays(self, out: Merged, part: Part, item: str, prefix: str) -> bool:
        """Whether a row of the page that the draft does not have stays: new rows do, removed ones if changed here."""
        if "#" not in item:
            return True
        gone = f"{prefix}-DELETE" in self.post
        changed = any(
            self._mine(prefix, name, spec) != self._before(item, name, spec) for name, spec in self._specs(part)
        )
        label = f"{_title(part)} {item.rpartition('#')[2]}"
        stays = changed and not gone
        change = Change("", label, "", _("removed; what you changed is kept as a new row") if stays else _("removed"))
        if not gone:
            (out.clashes if stays else out.taken).append(change)
        return stays

    def _row(self, out: Merged, part: Part, sent: str, written: str, key: str, stored: bool) -> None:
        """One row, element by element, then the rows nested below it."""
        if stored:
            out.post[f"{written}-id"] = str(self.now.rows[key])
        if sent and f"{sent}-DELETE" in self.post:
            out.post[f"{written}-DELETE"] = "on"
        if not sent and part.repeats:
            words = [
                self.now.words[f"{key}.{name}"]
                for name, _spec in self._specs(part)
                if f"{key}.{name}" in self.now.words
            ]
            out.taken.append(Change("", f"{_title(part)} {key.rpartition('#')[2]}", "", ", ".join(words)))
        for name, spec in self._specs(part):
            self._element(out, part, sent, written, key, name, spec)
        for child in parts(part.record):
            below = f"{key}.{child.name}" if stored else f"{sent}.{child.name}"
            prefix = f"{sent or NOT_SENT}-{child.name}"
            self._section(out, child, prefix, f"{written}-{child.name}", below)

    # --- elements

    def _specs(self, part: Part) -> Iterator[tuple[str, Spec]]:
        return iter(form_for(part.record, coding=self.coding, identity=self.identity).specs.items())

    def _mine(self, sent: str, name: str, spec: Spec) -> Inputs:
        if spec.kind is Kind.FILE:
            file = self.files.get(f"{sent}-{name}")
            return {"": [str(file)] if file else ["-"] if f"{sent}-{name}-clear" in self.post else []}
        blank = inputs_of(name, spec, None)
        return {suffix: clean(self.post.getlist(f"{sent}-{name}{suffix}")) for suffix in blank}

    def _before(self, key: str, name: str, spec: Spec) -> Inputs:
        known = self.before.inputs.get(f"{key}.{name}") if self.before else None
        return known or inputs_of(name, spec, None)

    def _element(self, out: Merged, part: Part, sent: str, written: str, key: str, name: str, spec: Spec) -> None:
        path = f"{key}.{name}"
        now = self.now.inputs.get(path) or inputs_of(name, spec, None)
        if not sent:
            return _write(out.post, f"{written}-{name}", now, spec)
        mine, before = self._mine(sent, name, spec), self._before(key, name, spec)
        if spec.kind is Kind.FILE:
            _move_file(self, out, f"{sent}-{name}", f"{written}-{name}")
        own = Kind.FILE is spec.kind and mine == {"": []}
        untouched = own or (mine == before and self.before is not None)
        if part.repeats and key not in self.now.rows:
            return _write(out.post, f"{written}-{name}", self._renumbered(mine, before, spec), spec)
        change = self._change(part, key, name, spec, f"{written}-{name}", now)
        if untouched and now != before:
            out.taken.append(change)
        elif not untouched and mine != now and (self.before is None or now != before):
            out.clashes.append(change)
        kept = now if untouched else self._renumbered(mine, before, spec)
        return _write(out.post, f"{written}-{name}", kept, spec)

    def _renumbered(self, mine: Inputs, before: Inputs, spec: Spec) -> Inputs:
        """A link to a row that is new on the page follows that row to its new number."""
        if spec.kind is not Kind.LINK or mine == before or not mine.get("") or not mine[""][0].isdigit():
            return mine
        number = int(mine[""][0])
        return {"": [str(self.numbers.get((spec.links_to, number), number))]}

    def _change(self, part: Part, key: str, name: str, spec: Spec, written: str, now: Inputs) -> Change:
        path = f"{key}.{name}"
        number = f" {key.rpartition('#')[2]}" if part.repeats else ""
        before = self.before.words.get(path, "") if self.before else ""
        label = f"{_title(part)}{number}: {_(spec.label)}"
        return Change(written, label, before, self.now.words.get(path, ""), now)


def _title(part: Part) -> str:
    return _(part.record.TITLE)  # type: ignore[attr-defined]


def _write(post: QueryDict, name: str, inputs: Inputs, spec: Spec) -> None:
    if spec.kind is Kind.FILE:
        return
    for suffix, values in inputs.items():
        if values:
            post.setlist(f"{name}{suffix}", values)


def _move_file(merge: Merge, out: Merged, sent: str, written: str) -> None:
    if merge.files.get(sent):
        out.files.setlist(written, merge.files.getlist(sent))
    if f"{sent}-clear" in merge.post:
        out.post[f"{written}-clear"] = "on"
