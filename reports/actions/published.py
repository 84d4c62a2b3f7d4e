"""Load published figures from readable YAML: all of a file or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction

from reports.models import Overlap, PublishedFigure, Source
from reports.sources.measure_codes import FURTHER, MEASURES

_TEXT, _WHOLE, _NUMBER, _TEXTS, _ROWS = "a text", "a whole number", "a number", "a list of texts", "a list"
_KEYED = "keys with a text or a list of texts each"
_SOURCE = {"key": _TEXT, "kind": _TEXT, "citation": _TEXT}
_OVERLAP = {"case": _TEXT, "figure": _TEXT, "basis": _TEXT, "reason": _TEXT}
_COUNTS = ("reports", "two_infusions", "recovered", "died", "not_told", "numerator", "denominator", "position")
_FIGURE = {
    **dict.fromkeys(("key", "series", "source", "place", "original", "population", "drug", "reaction"), _TEXT),
    **dict.fromkeys(("measure", "counted_as", "of_what", "unit", "derivation", "note"), _TEXT),
    **dict.fromkeys(_COUNTS, _WHOLE),
    **dict.fromkeys(("value", "low", "high"), _NUMBER),
    **dict.fromkeys(("indication_groups", "derived", "at_least"), _TEXTS),
    "fits": _KEYED,
    "overlap": _ROWS,
}
_NEEDED = ("key", "series", "source", "place", "population", "measure", "of_what")


class PublishedError(ValueError):
    """The file cannot be loaded; the message names the file, the entry and the field."""


@dataclass(frozen=True)
class Loaded:
    """What loading a file did. Figures that were already there and equal are neither added nor changed."""

    sources: int
    figures: int
    added: int
    changed: int


@dataclass(frozen=True)
class _Entry:
    """An entry of the file, checked against its declaration."""

    where: str
    values: dict[str, Any]


@transaction.atomic
def load_published(path: Path, *, by: AbstractBaseUser | None = None) -> Loaded:
    """Bring the stored sources and figures in line with the file; figures that it does not name stay as they are.

    PublishedError, with nothing changed, when the file is not as it should be.
    """
    content = _read(path)
    source_entries = _entries(path, content, "sources", _SOURCE, tuple(_SOURCE))
    figure_entries = _entries(path, content, "figures", _FIGURE, _NEEDED)
    sources = {entry.values["key"]: _save_source(entry) for entry in source_entries}
    saved = [_save_figure(entry, sources, by) for entry in figure_entries]
    # Figures can name each other, so all have to be there first.
    states = [
        "changed" if _save_overlaps(entry, figure) and state == "same" else state
        for entry, (figure, state) in zip(figure_entries, saved, strict=True)
    ]
    return Loaded(len(source_entries), len(figure_entries), states.count("added"), states.count("changed"))


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PublishedError(f"{path.name}: cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PublishedError(f"{path.name}: is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or set(content) - {"sources", "figures"}:
        raise PublishedError(f"{path.name}: holds 'sources' and 'figures', each a list, and nothing else.")
    return content


def _entries(
    path: Path, content: dict[str, Any], part: str, fields: dict[str, str], needed: tuple[str, ...]
) -> list[_Entry]:
    found = content.get(part) or []
    if not isinstance(found, list):
        raise PublishedError(f"{path.name}: '{part}' has to be a list.")
    entries = [_entry(path, part, number, row, fields, needed) for number, row in enumerate(found, start=1)]
    seen: set[str] = set()
    for entry in entries:
        if entry.values["key"] in seen:
            raise PublishedError(f"{entry.where}: the key stands in the file twice.")
        seen.add(entry.values["key"])
    return entries


def _entry(path: Path, part: str, number: int, row: object, fields: dict[str, str], needed: tuple[str, ...]) -> _Entry:
    name = row["key"] if isinstance(row, dict) and isinstance(row.get("key"), str) else f"number {number}"
    where = f"{path.name}: {part}, {name}"
    return _Entry(where, _checked(where, row, fields, needed))


def _checked(where: str, row: object, fields: dict[str, str], needed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise PublishedError(f"{where}: has to be a mapping of fields to values.")
    for field, value in row.items():
        if field not in fields:
            raise PublishedError(f"{where}, field '{field}': is not known. Known: {', '.join(sorted(fields))}.")
        if not _fits(fields[field], value):
            raise PublishedError(f"{where}, field '{field}': has to be {fields[field]}, not {value!r}.")
    for field in needed:
        if row.get(field) in (None, ""):
            raise PublishedError(f"{where}, field '{field}': is missing.")
    return {field: " ".join(value.split()) if isinstance(value, str) else value for field, value in row.items()}


def _fits(kind: str, value: object) -> bool:
    if kind == _TEXT:
        return isinstance(value, str)
    if kind in (_WHOLE, _NUMBER):
        return isinstance(value, int if kind == _WHOLE else int | float) and not isinstance(value, bool)
    if kind == _KEYED:
        return isinstance(value, dict) and all(
            isinstance(key, str) and (_fits(_TEXT, item) or _fits(_TEXTS, item)) for key, item in value.items()
        )
    return isinstance(value, list) and (kind == _ROWS or all(isinstance(item, str) for item in value))


def _save_source(entry: _Entry) -> Source:
    found = Source.objects.filter(key=entry.values["key"]).first() or Source()
    if found.pk is None or any(getattr(found, name) != value for name, value in entry.values.items()):
        _fill(entry, found, entry.values)
    return found


def _save_figure(entry: _Entry, sources: dict[str, Source], by: AbstractBaseUser | None) -> tuple[PublishedFigure, str]:
    values = {name: value for name, value in entry.values.items() if name != "overlap"}
    source = sources.get(values["source"])
    if source is None:
        raise PublishedError(f"{entry.where}, field 'source': '{values['source']}' is not among the file's sources.")
    _check_comparable(entry)
    wanted = _whole_row(values) | {"source": source}
    found = PublishedFigure.objects.filter(key=values["key"]).first() or PublishedFigure()
    is_new = found.pk is None
    changed = is_new or any(getattr(found, name) != value for name, value in wanted.items())
    if changed:
        _fill(entry, found, wanted | {"changed_by": by})
    return found, "added" if is_new else "changed" if changed else "same"


def _check_comparable(entry: _Entry) -> None:
    """Refuse a measure or a condition that no report knows."""
    counted_as = entry.values.get("counted_as", "")
    if counted_as and counted_as not in MEASURES:
        known = ", ".join(sorted(MEASURES))
        raise PublishedError(f"{entry.where}, field 'counted_as': no measure '{counted_as}'. Known: {known}.")
    for key in entry.values.get("fits", {}):
        if key not in FURTHER:
            raise PublishedError(f"{entry.where}, field 'fits': no key '{key}'. Known: {', '.join(FURTHER)}.")


def _whole_row(values: dict[str, Any]) -> dict[str, Any]:
    """Every field of the file's declaration, with its empty value where the file leaves it out; as stored."""
    row: dict[str, Any] = {}
    for name in _FIGURE.keys() - {"overlap"}:
        field = PublishedFigure._meta.get_field(name)
        assert isinstance(field, models.Field)  # noqa: S101 - the declaration names columns only
        value = values.get(name, field.get_default())
        row[name] = field.to_python(str(value)) if isinstance(value, float) else value
    return row


def _save_overlaps(entry: _Entry, figure: PublishedFigure) -> bool:
    rows = [
        _checked(f"{entry.where}, overlap {number}", row, _OVERLAP, ("basis", "reason"))
        for number, row in enumerate(entry.values.get("overlap", []), start=1)
    ]
    wanted = {(row.get("case", ""), row.get("figure", "")): (row["basis"], row["reason"]) for row in rows}
    if len(wanted) < len(rows):
        raise PublishedError(f"{entry.where}, field 'overlap': names a case or a figure twice.")
    stored = figure.overlaps.select_related("other")
    found = {(row.case_identifier, row.other.key if row.other else ""): (row.basis, row.reason) for row in stored}
    if found == wanted:
        return False
    figure.overlaps.all().delete()
    Overlap.objects.bulk_create(
        _overlap(entry, figure, case, key, basis, reason) for (case, key), (basis, reason) in wanted.items()
    )
    return True


def _overlap(entry: _Entry, figure: PublishedFigure, case: str, key: str, basis: str, reason: str) -> Overlap:
    """One row, checked here because asking the database about each of its rules takes most of the time of loading."""
    if bool(case) == bool(key):
        raise PublishedError(f"{entry.where}, field 'overlap': names a case or a figure, one of the two.")
    other = PublishedFigure.objects.filter(key=key).first() if key else None
    if key and other is None:
        raise PublishedError(f"{entry.where}, field 'overlap': there is no figure '{key}'.")
    row = Overlap(figure=figure, case_identifier=case, other=other, basis=basis, reason=reason)
    try:
        row.clean_fields()
    except ValidationError as error:
        raise PublishedError(f"{entry.where}, {_first(error)}") from error
    return row


def _fill(entry: _Entry, instance: models.Model, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(instance, name, value)
    try:
        instance.full_clean()
    except ValidationError as error:
        raise PublishedError(f"{entry.where}, {_first(error)}") from error
    instance.save()


def _first(error: ValidationError) -> str:
    field, messages = next(iter(error.message_dict.items()))
    return messages[0] if field == "__all__" else f"field '{field}': {messages[0]}"
