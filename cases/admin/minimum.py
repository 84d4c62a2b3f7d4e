"""The minimum report: the few fields that make a valid report, shown together on the first tab."""

from __future__ import annotations

from cases.icsr.drug import Drug
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource

MINIMUM: dict[type, tuple[str, ...]] = {
    Patient: ("sex", "age_at_onset"),
    Drug: ("name",),
    Reaction: (
        "verbatim",
        "start",
        "outcome",
        "results_in_death",
        "life_threatening",
        "hospitalisation",
        "medically_important",
    ),
    PrimarySource: ("qualification",),
}
"""Elements by record (ICH E2D: a patient, a reporter, a drug, a reaction), and what decides how urgent a report is.

The drug's role is there already (suspect), and the centre is the user's own: eleven fields, twelve with the centre.
"""
