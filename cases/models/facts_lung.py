"""The lung work-up, treatment, recovery and retreatment of a version as facts, for counting."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.facts import CaseFacts
from cases.models.fields import NumericField
from cases.models.ownership import CentreField


def _code(length: int = 20) -> models.CharField:
    return models.CharField(max_length=length, blank=True, default="")


def _answer() -> models.BooleanField:
    return models.BooleanField(null=True)


def _steps() -> ArrayField:
    return ArrayField(models.CharField(max_length=40), default=list)


class LungFacts(models.Model):
    """What `cases.rules.lung_facts` and `cases.rules.management` say of one version; null and '' mean unknown.

    Comparator episodes have a row too. The columns are those of `cases.rules.lung_facts.LungFacts`, described there.
    """

    facts = models.OneToOneField(CaseFacts, on_delete=models.CASCADE, related_name="lung", db_constraint=False)
    """The composite key with the centre (migration 0012) stands for the foreign key."""
    centre = CentreField(owner="facts")

    bal = _code()
    bal_return = _code()
    siderophages = _code()
    siderophages_pct = NumericField(null=True)
    capillaritis = _answer()

    imaging = _answer()
    ct = _answer()
    ground_glass = _answer()
    consolidation = _answer()
    centrilobular = _answer()
    bilateral = _answer()
    effusion = _answer()

    haemoglobin_before = NumericField(null=True)
    haemoglobin_lowest = NumericField(null=True)
    haemoglobin_fall = NumericField(null=True)
    haemoglobin_fell = _answer()

    infection = _code()
    embolism = _code()
    cardiac = _code()
    autoimmune = _code()
    coagulopathy = _code()
    anca = _code()
    anti_gbm = _code()
    ana = _code()

    untreated = _answer()
    ventilated = _answer()
    hospital_days = NumericField(null=True)
    intensive_care_days = NumericField(null=True)

    symptoms_gone_days = NumericField(null=True)
    all_symptoms_gone_days = NumericField(null=True)
    lung_changes_gone_days = NumericField(null=True)
    followed_days = NumericField(null=True)

    retreated = _answer()
    recurred = _answer()
    retreatment_prophylaxis = models.CharField(max_length=500, blank=True, default="")
    retreatment_setting = _code()
    retreatment_after_days = NumericField(null=True)

    steps_done = _steps()
    steps_not_done = _steps()
    steps_not_applicable = _steps()
    """Codes of `cases.rules.management`; a step in none of the three lists is unknown."""

    class Meta:
        verbose_name = _("lung facts of a version")

    def __str__(self) -> str:
        """Name the version."""
        return str(self.facts)
