"""Doubts on the case page: they stand at their fields, offer what would be right, and are confirmed with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as translate

from cases.actions.confirmations import confirm, open_concerns, with_confirmations
from cases.admin.merging import Change
from cases.admin.snapshots import inputs_of
from cases.admin.typed import Typed
from cases.documents.words import words_for
from cases.icsr.spec import Kind
from cases.models.case import CaseVersion
from cases.models.confirmation import Confirmation
from cases.rules.plausibility import Concern
from cases.store import load

PREFIX = "confirm:"


@dataclass(frozen=True)
class Doubt:
    """One doubt as the page shows it."""

    concern: Concern
    confirmed: Confirmation | None
    field: str
    """The name of its input on the page."""
    where: str
    """Row and field in words."""
    put: str = ""
    """What its button puts into the inputs, as JSON by the end of the input's name."""
    put_words: str = ""
    reason: str = ""
    ticked: bool = False

    @property
    def name(self) -> str:
        """The beginning of the names of reason and tick."""
        return f"{PREFIX}{self.concern.code}:{self.concern.path}"

    @property
    def message(self) -> str:
        """What is odd, in the reader's language."""
        return self.concern.message.through(translate)

    @property
    def suggestion(self) -> str:
        """What would be right, in the reader's language."""
        return self.concern.suggestion.through(translate)


def doubts(typed: Typed, version: CaseVersion | None, sent: Any) -> list[Doubt]:
    """The doubts about the case as typed, in the order of the rules; `sent` is the form that came with the page."""
    return [_doubt(typed, concern, known, sent) for concern, known in with_confirmations(version, typed.icsr)]


def _doubt(typed: Typed, concern: Concern, known: Confirmation | None, sent: Any) -> Doubt:
    found = typed.field(concern.path)
    if found is None:
        return Doubt(concern, known, "", translate("The case"))
    form, element = found
    spec = form.specs[element]
    put, words = "", ""
    if concern.fix is not None:
        value = concern.fix if spec.kind is Kind.QUANTITY else concern.fix.value
        put, words = json.dumps(inputs_of(element, spec, value)), words_for(spec, value)
    name = f"{PREFIX}{concern.code}:{concern.path}"
    return Doubt(
        concern,
        known,
        form.add_prefix(element),
        f"{form.heading}: {translate(spec.label)}",
        put,
        words,
        sent.get(f"{name}:reason", ""),
        f"{name}:tick" in sent,
    )


def place_at_fields(typed: Typed, found: Iterable[Doubt]) -> None:
    """Hang each doubt at its field, where the template shows it."""
    for doubt in found:
        place = typed.field(doubt.concern.path)
        if place is not None:
            form, element = place
            bound: Any = form[element]
            bound.doubts = [*getattr(bound, "doubts", ()), doubt]


def place_clash(typed: Typed, clash: Change) -> None:
    """Hang what somebody else wrote meanwhile at its field."""
    for form in typed.forms.values():
        name = clash.field.removeprefix(f"{form.prefix}-")
        if name in form.fields and form.add_prefix(name) == clash.field:
            bound: Any = form[name]
            bound.clash = clash


def half_confirmed(sent: Any) -> bool:
    """Whether a reason came without its tick, or a tick without its reason."""
    names = {name.rpartition(":")[0] for name in sent if name.startswith(PREFIX)}
    return any(bool(sent.get(f"{name}:reason", "").strip()) != (f"{name}:tick" in sent) for name in names)


class Confirming(admin.ModelAdmin):
    """Stores what was confirmed together with the case."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the sections, then the confirmations of doubts about what they hold now."""
        super().save_related(request, form, formsets, change)
        if not any(name.startswith(PREFIX) and name.endswith(":tick") for name in request.POST):
            return
        version: CaseVersion = form.instance
        icsr = load(version)
        for concern in open_concerns(version, icsr):
            name = f"{PREFIX}{concern.code}:{concern.path}"
            reason = request.POST.get(f"{name}:reason", "").strip()
            if reason and f"{name}:tick" in request.POST:
                confirm(version, concern, icsr=icsr, reason=reason, by=request.user)
