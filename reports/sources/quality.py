"""What a report on quality needs to know of the rules: the dimensions of vigiGrade, and the items of a lung work-up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.rules.completeness import MISSING, WELL_DOCUMENTED, Dimension
from reports.sources.names import Names
from reports.sources.registry import labels

__all__ = ["HAEMORRHAGE", "WELL_DOCUMENTED", "dimensions", "haemorrhage", "lung_items", "penalties"]

HAEMORRHAGE = "Diffuse alveolar haemorrhage"
"""The reaction whose work-up is looked at."""


def dimensions() -> dict[str, str]:
    """The ten dimensions of the score."""
    return labels(Dimension)


def penalties() -> dict[str, float]:
    """By how much the score is lowered when nothing is known of a dimension, as a share."""
    return {dimension.value: float(penalty) for dimension, penalty in MISSING.items()}


def haemorrhage(names: Names) -> list[str]:
    """The spellings under which that reaction is counted."""
    found = names.find("reaction", HAEMORRHAGE)
    return list(found.spellings) if found else [HAEMORRHAGE]


def lung_items() -> dict[str, str]:
    """The items of the work-up that question `quality_lung` counts; those of a lavage only where one was done."""
    return {
        "bal": _("Lavage: done, attempted or not"),
        "bal_return": _("Lavage: look of the aliquots"),
        "siderophages": _("Lavage: macrophages with haemosiderin"),
        "ct": _("CT during the reaction, done or not"),
        "haemoglobin": _("Haemoglobin before and during the reaction"),
        "infection": _("Infection looked for"),
        "anca": _("ANCA"),
        "anti_gbm": _("Anti-GBM antibodies"),
    }
