"""Text that somebody typed into a version that a colleague submitted meanwhile: how it gets into the follow-up.

Rows of the page are found again by their numbers, which a follow-up takes over. Where the version was saved between
opening the page and submitting it, nobody knows what the page was loaded with: every difference is shown then.
What is blank on the page takes nothing away, for the registry fills in values itself when a version is submitted.
"""

from __future__ import annotations

import re

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from cases.admin.merging import Merge, Merged
from cases.admin.snapshots import Snapshot, clean, snapshot_of
from cases.models.case import CaseVersion

NUMBER = "-number"
"""The end of the name of the input that says which number a stored row has."""
_NESTED = re.compile(r"(?P<above>[a-z_]+-\d+)-(?P<section>[a-z_]+)-\d+")


def onto_follow_up(raw: QueryDict, source: CaseVersion, draft: CaseVersion, *, coding: bool, identity: bool) -> Merged:
    """The form of `draft`, a version after `source`, with what a page about `source` held on top."""
    merged = Merge(raw, MultiValueDict(), _loaded_with(raw, source), snapshot_of(draft), coding, identity).run()
    merged.post["revision"] = str(draft.revision)
    # Whatever the page does not know is not news to the reader of a follow-up.
    merged.taken.clear()
    return merged


def _loaded_with(raw: QueryDict, source: CaseVersion) -> Snapshot:
    """What the page was loaded with, as far as it is known."""
    prefixes = _prefixes(raw)
    rows = {key: int(raw.get(f"{prefix}-id") or 0) for key, prefix in prefixes.items()}
    if raw.get("revision") != str(source.revision):
        return Snapshot(rows)
    held = snapshot_of(source)
    filled = {}
    for path, inputs in held.inputs.items():
        key, _, element = path.rpartition(".")
        name = f"{prefixes.get(key, f'{key}-0')}-{element}"
        if any(clean(raw.getlist(f"{name}{suffix}")) for suffix in inputs):
            filled[path] = inputs
    return Snapshot(rows, filled, held.words)


def _prefixes(raw: QueryDict) -> dict[str, str]:
    """The page's prefix of each stored row by its key in snapshots: drugs-0-infusions-1 of drugs#1.infusions#2."""
    sent = {name: str(raw[name]) for name in raw}
    stored = [name.removesuffix(NUMBER) for name, value in sent.items() if name.endswith(NUMBER) and value.isdecimal()]
    numbers = {prefix: sent[prefix + NUMBER] for prefix in stored if sent.get(f"{prefix}-id", "").isdecimal()}
    found = {}
    for prefix, number in numbers.items():
        nested = _NESTED.fullmatch(prefix)
        if nested is None:
            found[f"{prefix.rpartition('-')[0]}#{number}"] = prefix
        elif nested["above"] in numbers:
            above = f"{nested['above'].rpartition('-')[0]}#{numbers[nested['above']]}"
            found[f"{above}.{nested['section']}#{number}"] = prefix
    return found
