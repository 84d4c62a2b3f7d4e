"""The continent of a country, as VigiAccess groups them: the regions of the UN standard M49."""

from __future__ import annotations

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class Continent(CodeList):
    """The five continents of VigiAccess."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    OCEANIA = "oceania", _("Oceania")


# UN Statistics Division, Standard country or area codes for statistical use (M49); Taiwan counted in Asia,
# Antarctica nowhere.
_COUNTRIES = {
    Continent.AFRICA: "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG "
    "ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW",
    Continent.AMERICAS: "AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN "
    "HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI",
    Continent.ASIA: "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV "
    "MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE",
    Continent.EUROPE: "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU "
    "LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA",
    Continent.OCEANIA: "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
}
_CONTINENT_OF = {country: continent for continent, text in _COUNTRIES.items() for country in text.split()}
_CONTINENT_OF["EU"] = Continent.EUROPE


def continent_of(country: str) -> Continent | None:
    """The continent of an ISO 3166-1 alpha-2 code (or EU); None when the code is empty or names none."""
    return _CONTINENT_OF.get(country.upper())
