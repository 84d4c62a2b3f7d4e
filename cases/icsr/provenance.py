"""Where a value of a documented case stands in its source."""

from dataclasses import dataclass

from cases.icsr.codes_lung import Basis
from cases.icsr.spec import Row, code, text
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Provenance(Row):
    """The place of one value: which field, which source, where in it, and whether it is stated or inferred."""

    TITLE = _("Place in the source")

    field: str | None = text(_("Field"), max_length=200, help=_("Such as reactions[1].outcome"))
    source: str | None = text(_("Source"), max_length=60)
    place: str | None = text(_("Place"), max_length=200)
    basis: Basis | None = code(Basis, _("Stated?"))
    note: str | None = text(_("Note"), max_length=1000)
