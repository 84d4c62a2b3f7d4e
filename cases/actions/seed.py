"""Load the documented cases from their files: each once, submitted and accepted, every value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import yaml
from django.db import transaction

from cases.actions.cases import By, open_case, submit, write_draft
from cases.actions.review import accept
from cases.icsr import ICSR
from cases.icsr.plain import PlainError, read_case
from cases.models.case import Case, Centre


class SeedError(ValueError):
    """A file cannot be read; the message names the file, the field and what would be right."""


@dataclass(frozen=True)
class DocumentedCase:
    """One case of a file, ready to be stored."""

    identifier: str
    kind: str
    source: str
    centre: str
    icsr: ICSR


def read_yaml(path: Path) -> Any:
    """The file as plain texts, lists and mappings; scalars keep their spelling."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    except yaml.YAMLError as error:
        raise SeedError(f"{path.name}: {error}") from error


def read_documented(path: Path) -> list[DocumentedCase]:
    """The cases of one file: one case, or a template with a row for each case."""
    data = read_yaml(path)
    try:
        return [_documented({**data, **entry}) for entry in _entries(data)]
    except PlainError as error:
        raise SeedError(f"{path.name}: {error}") from error
    except KeyError as error:
        raise SeedError(f"{path.name}: the entry {error} is missing.") from error


def _entries(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "template" not in data:
        yield {}
    for row in data.get("rows", ()):
        yield fill(data["template"], {**data.get("defaults", {}), **row})


def fill(template: Any, row: Mapping[str, Any]) -> Any:
    """The template with `$name` replaced by the row's value; a field whose value the row lacks is left out."""
    if isinstance(template, Mapping):
        filled = {key: fill(item, row) for key, item in template.items() if not _lacks(item, row)}
        extra = filled.pop("when_given", {})
        return {**filled, **(extra if filled.get("given") == "yes" else {})}
    if isinstance(template, list):
        return [fill(item, row) for item in template]
    return row[template[1:]] if _is_name(template) else Template(template).substitute(row)


def _is_name(item: Any) -> bool:
    return isinstance(item, str) and item.startswith("$") and item[1:].isidentifier()


def _lacks(item: Any, row: Mapping[str, Any]) -> bool:
    return _is_name(item) and item[1:] not in row


def _documented(data: Mapping[str, Any]) -> DocumentedCase:
    icsr = read_case(data["case"], data["paper"])
    return DocumentedCase(data["identifier"], data["kind"], data["source"], data["centre"], icsr)


@transaction.atomic
def seed_case(documented: DocumentedCase, *, by: By) -> bool:
    """Store, submit and accept one documented case; False when the registry has it already."""
    if Case.objects.filter(identifier=documented.identifier).exists():
        return False
    centre, _ = Centre.objects.get_or_create(name=documented.centre)
    version = open_case(
        by=by,
        kind=documented.kind,
        source=documented.source,
        centre=centre,
        identifier=documented.identifier,
    )
    write_draft(version, documented.icsr, by=by)
    submit(version, by=by)
    accept(version, by=by)
    return True
