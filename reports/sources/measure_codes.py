"""What reports measure of each case of a population, so that published figures and populations can be compared.

A share is a question that each case answers with yes, no or unknown; a value is a number that may be known only between
two bounds. Both are SQL over one row per case (`course` in `reports.sources.questions.measures`): version facts, lung
facts, outcome and day of onset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FURTHER = ("cohort", "serious", "source", "country", "age")
"""Keys of a population that a published figure can have beside drug, reaction and indication."""


@dataclass(frozen=True)
class Measure:
    """A thing that is measured of each case."""

    label: str | Promise
    sql: str
    """A share: true, false or null. A value: its lower bound."""
    high: str = ""
    """A value's upper bound; '' when it is known or unknown."""
    unit: str | Promise = ""
    is_value: bool = False


def _treated(*kinds: str) -> str:
    """Given if one of the kinds was; not given if nothing was, or all of them are said not to have been."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        f"CASE WHEN treatments && ARRAY[{listed}]::varchar[] THEN TRUE "
        f"WHEN untreated OR treatments_denied @> ARRAY[{listed}]::varchar[] THEN FALSE END"
    )


def _code(column: str, yes: Sequence[str], no: Sequence[str]) -> str:
    listed = {answer: ", ".join(f"'{code}'" for code in codes) for answer, codes in (("yes", yes), ("no", no))}
    return f"CASE WHEN {column} IN ({listed['yes']}) THEN TRUE WHEN {column} IN ({listed['no']}) THEN FALSE END"


def _step(code: str) -> str:
    """A step of management (`cases.rules.management`), of the cases that it is named for."""
    return f"CASE WHEN '{code}' = ANY(steps_done) THEN TRUE WHEN '{code}' = ANY(steps_not_done) THEN FALSE END"


_KNOWN = ("1", "2", "3", "4", "5")
"""E2B(R3) E.i.7 without unknown."""


def _outcome(*yes: str) -> str:
    return _code("outcome", yes, [code for code in _KNOWN if code not in yes])


SHARES: Mapping[str, Measure] = {
    "serious": Measure(_("Serious"), "serious"),
    "recovered": Measure(_("Recovered, lasting effects included"), _outcome("1", "4")),
    "died": Measure(_("Died"), _outcome("5")),
    "survived_year": Measure(_("Alive after one year"), "alive_after_one_year"),
    "two_infusions": Measure(
        _("Exactly two infusions before onset"),
        "CASE WHEN two_infusions OR NOT infusions_unknown THEN two_infusions END",
    ),
    "lavage_done": Measure(_("Lavage done"), _code("bal", ["done"], ["attempted", "not_done"])),
    "lavage_bloody": Measure(
        _("Lavage bloody throughout"), _code("bal_return", ["bloodier", "persistent"], ["clearing", "not_bloody"])
    ),
    "lavage_bloodier": Measure(
        _("Lavage progressively bloodier"), _code("bal_return", ["bloodier"], ["persistent", "clearing", "not_bloody"])
    ),
    "siderophages": Measure(_("Haemosiderin in macrophages"), _code("siderophages", ["present"], ["absent"])),
    "ct": Measure(_("CT of the chest done"), "ct"),
    "ground_glass": Measure(_("Ground glass"), "ground_glass"),
    "consolidation": Measure(_("Consolidation"), "consolidation"),
    "bilateral": Measure(_("Both lungs"), "bilateral"),
    "effusion": Measure(_("Pleural effusion"), "effusion"),
    "haemoglobin_fell": Measure(_("Haemoglobin fell"), "haemoglobin_fell"),
    "infection_sought": Measure(
        _("Infection looked for"), _code("infection", ["excluded", "found", "inconclusive"], ["not_done"])
    ),
    "ventilated": Measure(_("Mechanical ventilation"), "ventilated"),
    "intensive_care": Measure(_("Intensive care"), "intensive_care"),
    "untreated": Measure(_("No treatment of the reaction"), "untreated"),
    "steroids": Measure(_("Glucocorticoids"), _treated("gc_pulse", "gc_oral", "gc_other")),
    "steroid_pulse": Measure(_("Glucocorticoid pulse"), _treated("gc_pulse")),
    "steroid_oral": Measure(_("Oral glucocorticoid"), _treated("gc_oral")),
    "cyclophosphamide": Measure(_("Cyclophosphamide"), _treated("cyclophosphamide")),
    "cyclophosphamide_rituximab": Measure(
        _("Cyclophosphamide or rituximab"), _treated("cyclophosphamide", "rituximab")
    ),
    "plasma_exchange": Measure(_("Plasma exchange"), _treated("plasma_exchange")),
    "immunoglobulin": Measure(_("Intravenous immunoglobulin"), _treated("ivig")),
    "antibiotics": Measure(_("Antibiotics"), _treated("antibiotics")),
    "dialysis": Measure(_("Dialysis"), _treated("dialysis")),
    "drug_stopped": Measure(_("Drug stopped"), _step("drug_stopped")),
    "plasma_exchange_if_severe": Measure(_("Plasma exchange, where it is named for"), _step("plasma_exchange")),
    "follow_up_image": Measure(_("Image after 1 to 4 weeks"), _step("follow_up_image")),
    "symptoms_gone_14": Measure(_("Main symptoms gone within 14 days"), "symptoms_gone_days <= 14"),
    "lung_gone_14": Measure(_("Lung changes gone within 14 days"), "lung_changes_gone_days <= 14"),
    "lung_gone_28": Measure(_("Lung changes gone within 28 days"), "lung_changes_gone_days <= 28"),
    "retreated": Measure(_("Drug given again"), "retreated"),
    "recurred": Measure(_("Came back when the drug was given again"), "CASE WHEN retreated THEN recurred END"),
    "retreated_inpatient": Measure(
        _("Given again in hospital"),
        f"CASE WHEN retreated THEN {_code('retreatment_setting', ['inpatient'], ['day_care'])} END",
    ),
}
"""What each case answers with yes, no or unknown."""

VALUES: Mapping[str, Measure] = {
    code: Measure(label, sql, high, unit, is_value=True)
    for code, label, sql, high, unit in (
        ("age", _("Age at onset"), "age_years", "", _("years")),
        ("onset_day", _("Day of onset"), "onset_earliest", "onset_latest", _("day")),
        ("haemoglobin_fall", _("Fall of haemoglobin"), "haemoglobin_fall", "", _("g/L")),
        ("hospital_days", _("Days in hospital"), "hospital_days", "", _("days")),
        ("intensive_care_days", _("Days in intensive care"), "intensive_care_days", "", _("days")),
        ("symptoms_gone_days", _("Main symptoms gone after"), "symptoms_gone_days", "", _("days")),
        ("lung_gone_days", _("Lung changes gone after"), "lung_changes_gone_days", "", _("days")),
    )
}
"""What each case has a number of; both bounds have to be known."""

MEASURES: Mapping[str, Measure] = {**SHARES, **VALUES}
