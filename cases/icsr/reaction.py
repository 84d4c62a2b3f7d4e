"""Section E: the reactions."""

from dataclasses import dataclass

from cases.icsr import codes, units
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, code, coded, flag, quantity, text, when
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.icsr.words import _

_TIME = "MSK ASKU NASK"


@dataclass(frozen=True, kw_only=True)
class Reaction(Row):
    """One suspected reaction, or the event of a comparator episode (E.i)."""

    TITLE = _("Reaction")
    E2B = "E.i"

    verbatim: str | None = text(_("Reaction, in the reporter's words"), ".1.1a", max_length=250)
    term: Coded | None = coded(_("Reaction, coded"), ".2.1a .2.1b")
    outcome: codes.Outcome | None = code(codes.Outcome, _("Outcome"), ".7")
    start: PartialDate | NullFlavor | None = when(_("Start"), ".4", nulls=_TIME)
    end: PartialDate | NullFlavor | None = when(_("End"), ".5", nulls=_TIME)
    duration: Quantity | None = quantity(_("Duration"), ".6a .6b", units=units.DURATION)
    results_in_death: bool | NullFlavor | None = flag(_("Led to death"), ".3.2a", nulls="NI")
    life_threatening: bool | NullFlavor | None = flag(_("Life-threatening"), ".3.2b", nulls="NI")
    hospitalisation: bool | NullFlavor | None = flag(_("Led to or prolonged a hospital stay"), ".3.2c", nulls="NI")
    disabling: bool | NullFlavor | None = flag(_("Disabling"), ".3.2d", nulls="NI")
    congenital_anomaly: bool | NullFlavor | None = flag(_("Birth defect"), ".3.2e", nulls="NI")
    medically_important: bool | NullFlavor | None = flag(
        _("Medically important for another reason"), ".3.2f", nulls="NI"
    )
    required_intervention: bool | NullFlavor | None = flag(
        _("FDA: needed intervention"), "FDA.E.i.3.2h", nulls="NI", rare=True
    )
    country: str | None = text(_("Country where it happened"), ".9", max_length=2, help=_("Two letters, such as NO"))
    medically_confirmed: bool | None = flag(_("Confirmed by a health professional"), ".8")
    highlighted: codes.TermHighlighted | None = code(
        codes.TermHighlighted, _("Highlighted by the reporter"), ".3.1", rare=True
    )
    language: str | None = text(_("Language of these words"), ".1.1b", max_length=3, rare=True)
    translation: str | None = text(_("Reaction, translated"), ".1.2", max_length=250, rare=True)
