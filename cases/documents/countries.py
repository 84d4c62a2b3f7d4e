"""Countries by the names that people use; the case holds their two letters."""

from __future__ import annotations

from functools import cache

import pycountry
from django.utils.translation import gettext as _


def _more() -> dict[str, str]:
    """Codes of E2B(R3) beside those of ISO 3166."""
    return {"EU": _("European Union"), "XX": _("Country not known")}


def name_of(code: str) -> str:
    """The name of a country; what is no country's code stays as it is."""
    found = pycountry.countries.get(alpha_2=code)
    return _more().get(code, code) if found is None else str(getattr(found, "common_name", found.name))


def code_of(text: str) -> str | None:
    """The two letters of a country, from its name or its letters; None when there is none."""
    for code, name in _more().items():
        if text.casefold() in (code.casefold(), name.casefold()):
            return code
    try:
        return str(pycountry.countries.lookup(text).alpha_2)
    except LookupError:
        return None


@cache
def names() -> tuple[str, ...]:
    """All names, in their order."""
    return tuple(sorted(name_of(country.alpha_2) for country in pycountry.countries))
