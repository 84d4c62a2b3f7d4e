"""Courses, infusions and premedication: how an infused drug was planned and really given."""

from dataclasses import dataclass

from cases.icsr import codes_lung, units
from cases.icsr.partial_date import PartialDate
from cases.icsr.routes import Route
from cases.icsr.spec import Row, ask, code, integer, link, quantity, text, when
from cases.icsr.values import NullFlavor, Quantity
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Course(Row):
    """A course (cycle) of a drug; giving the drug again after the reaction is a course of its own."""

    TITLE = _("Course")

    drug: int | None = link("drugs", _("Drug"))
    course: int | None = integer(_("Course number"), low=1)
    start: PartialDate | None = when(_("Start"))
    after_previous: Quantity | None = quantity(_("Time after the previous course"), units=units.DURATION)
    setting: codes_lung.Setting | NullFlavor | None = code(codes_lung.Setting, _("Where"), nulls="UNK NASK")
    retreatment: bool | NullFlavor | None = ask(_("Given again after the reaction"))
    prophylaxis: str | None = text(_("Prophylaxis"), max_length=500)
    monitoring: str | None = text(_("Monitoring"), max_length=1000)
    recurred: bool | NullFlavor | None = ask(_("The reaction came back"))
    comments: str | None = text(_("Comments"), max_length=1000)


@dataclass(frozen=True, kw_only=True)
class Infusion(Row):
    """One infusion or injection of a course, given or not."""

    TITLE = _("Infusion")

    course: int | None = integer(_("Course"), low=1)
    infusion: int | None = integer(_("Infusion"), low=1)
    status: codes_lung.InfusionStatus | None = code(codes_lung.InfusionStatus, _("Given?"))
    start: PartialDate | None = when(_("Start"))
    end: PartialDate | None = when(_("End"))
    dose: Quantity | None = quantity(_("Dose"), units=units.DOSE)
    rate: Quantity | None = quantity(_("Rate"), units=units.RATE)
    route: Route | NullFlavor | None = code(Route, _("Route"), nulls="UNK NASK")
    batch: str | None = text(_("Batch"), max_length=35)
    reason_withheld: str | None = text(_("Why not given"), max_length=500)
    comments: str | None = text(_("Comments"), max_length=1000)


@dataclass(frozen=True, kw_only=True)
class Premedication(Row):
    """A drug given before the infusions to make them bearable."""

    TITLE = _("Premedication")

    drug: int | None = link("drugs", _("Before drug"))
    course: int | None = integer(_("Course"), low=1)
    infusion: int | None = integer(_("Infusion"), low=1, help=_("Empty: before each infusion of the course"))
    name: str | None = text(_("Drug"), max_length=250)
    dose: Quantity | None = quantity(_("Dose"), units=units.DOSE)
    route: Route | NullFlavor | None = code(Route, _("Route"), nulls="UNK NASK")
    comments: str | None = text(_("Comments"), max_length=500)
