"""Which findings the lung report tells, and which answers of the cases mean found, not found and not looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.sources.questions.lung import NO, YES


@dataclass(frozen=True)
class Finding:
    """One thing that was looked for; its answers are names of columns of counts, and what none counts is unknown."""

    name: str
    label: str | Promise
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    examined: tuple[str, ...] = ()
    """All that were examined; those of them without an answer have an open result."""
    skipped: tuple[str, ...] = ()
    """Examined, but not for this."""
    inconclusive: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()

    def counted(self, row: Mapping[str, int]) -> tuple[int, int, int, int, int]:
        """Positive, negative, open, not done, unknown: together all reports of the row."""
        positive, negative, examined, skipped, inconclusive, not_done = (
            sum(row[name] for name in names)
            for names in (
                self.positive, self.negative, self.examined, self.skipped, self.inconclusive, self.not_done,
            )
        )  # fmt: skip
        open_ = examined - positive - negative - skipped if self.examined else inconclusive
        told = positive + negative + open_ + skipped + not_done
        return positive, negative, open_, skipped + not_done, row["reports"] - told


def _codes(column: str, *codes: str) -> tuple[str, ...]:
    return tuple(f"{column}_{code}" for code in codes)


def _lavage(name: str, label: str | Promise, column: str, yes: tuple[str, ...], no: tuple[str, ...]) -> Finding:
    return Finding(
        name,
        label,
        _codes(column, *yes),
        _codes(column, *no),
        examined=_codes("bal", "done"),
        not_done=_NO_LAVAGE,
    )


def _seen(column: str, label: str | Promise) -> Finding:
    return Finding(column, label, _codes(column, YES), _codes(column, NO), examined=_codes("imaging", YES))


def _cause(column: str, label: str | Promise) -> Finding:
    return Finding(
        column,
        label,
        _codes(column, "found"),
        _codes(column, "excluded"),
        inconclusive=_codes(column, "inconclusive"),
        not_done=_codes(column, "not_done"),
    )


@cache
def findings() -> Mapping[str, tuple[Finding, ...]]:
    """Table -> its findings."""
    return {
        "lavage": (
            _lavage("bloody", _("Return bloody throughout"), "bal_return", ("bloodier", "persistent"), _CLEAR),
            _lavage(
                "bloodier", _("Return progressively bloodier"), "bal_return", ("bloodier",), ("persistent", *_CLEAR)
            ),
            Finding(
                "siderophages",
                _("Macrophages with haemosiderin"),
                _codes("siderophages", "present"),
                _codes("siderophages", "absent"),
                examined=_codes("bal", "done"),
                skipped=_codes("siderophages", "not_looked_for"),
                not_done=_NO_LAVAGE,
            ),
            Finding(
                "capillaritis", _("Capillaritis in a biopsy"), _codes("capillaritis", YES), _codes("capillaritis", NO)
            ),
        ),
        "imaging": tuple(_seen(column, label) for column, label in _IMAGES),
        "haemoglobin": (
            Finding(
                "haemoglobin_fell",
                _("Haemoglobin fell"),
                _codes("haemoglobin_fell", YES),
                _codes("haemoglobin_fell", NO),
            ),
        ),
        "exclusions": tuple(_cause(column, label) for column, label in _CAUSES),
        "antibodies": tuple(
            Finding(column, label, _codes(column, "positive"), _codes(column, "negative"))
            for column, label in _SEROLOGY
        ),
    }


_CLEAR = ("clearing", "not_bloody")
_NO_LAVAGE = _codes("bal", "attempted", "not_done")
_IMAGES = (
    ("ground_glass", _("Ground glass")),
    ("consolidation", _("Consolidation")),
    ("centrilobular", _("Centrilobular")),
    ("bilateral", _("Both lungs")),
    ("effusion", _("Pleural effusion")),
)
_CAUSES = (
    ("infection", _("Infection")),
    ("embolism", _("Pulmonary embolism")),
    ("cardiac", _("Heart disease or lung oedema")),
    ("autoimmune", _("Autoimmune disease")),
    ("coagulopathy", _("Coagulation disorder")),
)
_SEROLOGY = (("anca", _("ANCA")), ("anti_gbm", _("Anti-GBM antibodies")), ("ana", _("ANA")))
