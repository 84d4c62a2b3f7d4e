"""The UCUM units that E2B(R3) allows for times and doses (ICH lists CL25 and CL26), and those of laboratory tests."""

from cases.icsr.words import _

TIME = (
    "min",
    "h",
    "d",
    "wk",
    "mo",
    "a",
    "10.a",
    "{decade}",
    "s",
    "{trimester}",
    "{cyclical}",
    "{asnecessary}",
    "{total}",
)
AGE = ("a", "mo", "wk", "d", "h", "10.a", "{decade}")
GESTATION = ("wk", "mo", "d", "{trimester}")
DURATION = ("d", "h", "min", "wk", "mo", "a", "s")

_MASS = ("mg", "g", "kg", "ug", "ng", "pg")
_BY_BODY = ("mg/kg", "ug/kg", "mg/m2", "ug/m2")
_VOLUME = ("mL", "L", "uL")
_ACTIVITY = ("Bq", "GBq", "MBq", "kBq", "Ci", "mCi", "uCi", "nCi")
_AMOUNT = ("mol", "mmol", "umol", "meq", "%", "[drp]", "{DF}")
_UNITS = ("[iU]", "k[iU]", "M[iU]", "[iU]/kg")
DOSE = _MASS + _BY_BODY + _VOLUME + _ACTIVITY + _AMOUNT + _UNITS

TREATMENT_DOSE = ("mg", "g", "ug", "mg/kg", "g/kg", "ug/kg", "mg/m2", "mL", "L", "L/min", "[iU]", "{unit}", "{session}")
RATE = ("mL/h", "mg/h", "mL/min", "mg/min")
LABORATORY: tuple[str, ...] = ()
"""Any UCUM unit."""

WORDS = {
    "min": _("minutes"),
    "h": _("hours"),
    "d": _("days"),
    "wk": _("weeks"),
    "mo": _("months"),
    "a": _("years"),
    "10.a": _("tens of years"),
    "{decade}": _("decades"),
    "s": _("seconds"),
    "{trimester}": _("trimesters"),
    "{cyclical}": _("cyclical"),
    "{asnecessary}": _("as necessary"),
    "{total}": _("in total"),
    "{DF}": _("dosage forms"),
    "[drp]": _("drops"),
    "[iU]": _("international units"),
    "ug": _("microgram"),
    "{session}": _("sessions"),
    "{unit}": _("units"),
}
"""How a person says the units that UCUM spells oddly."""
