"""What the pure rules derive from a version, one row per version and one per drug and reaction, for counting."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case, CaseVersion
from cases.models.fields import NumericField
from cases.models.ownership import CentreField


class CaseFacts(models.Model):
    """Facts of one version; rebuilt by `manage.py rebuild_facts`, never edited."""

    version = models.OneToOneField(CaseVersion, on_delete=models.CASCADE, related_name="facts")
    centre = CentreField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    sex = models.CharField(max_length=10, blank=True, default="")
    age_years = NumericField(null=True)
    age_band = models.CharField(max_length=20, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    country_basis = models.CharField(max_length=20, blank=True, default="")
    continent = models.CharField(max_length=20, blank=True, default="")
    received_year = models.PositiveSmallIntegerField(null=True)
    received = models.DateField(null=True)
    """First receipt (C.1.4); the first day of the month or year when only that is known."""
    received_to_day = models.BooleanField(default=False)
    """Whether the day of first receipt is known, and not only the month or year."""
    onset_to_receipt = models.IntegerField(null=True)
    """Days from the start of the first reaction with a date to first receipt; null unless both days are known."""
    report_type = models.CharField(max_length=1, blank=True, default="")
    ema_age_group = models.CharField(max_length=20, blank=True, default="")
    reporter_group = models.CharField(max_length=20, blank=True, default="")
    region = models.CharField(max_length=10, blank=True, default="")
    literature = models.TextField(blank=True, default="")
    serious = models.BooleanField(null=True)
    nullified = models.BooleanField(default=False)
    diagnosis = models.CharField(max_length=100, blank=True, default="")
    treatments = ArrayField(models.CharField(max_length=20), default=list)
    treatments_denied = ArrayField(models.CharField(max_length=20), default=list)
    """Kinds said not to have been given; a kind in neither list is unknown."""
    intensive_care = models.BooleanField(null=True)
    alive_after_one_year = models.BooleanField(null=True)
    completeness = NumericField(null=True)
    """vigiGrade score, 0.07 to 1; null for comparator episodes, which it is not made for."""
    incomplete = ArrayField(models.CharField(max_length=20), default=list)
    """Dimensions of the score that lower it for a drug and a reaction, be they missing or imprecise."""
    pair_count = models.PositiveIntegerField(default=0)
    """How many pairs of a drug and a reaction it has; without one it is in no report on reactions."""
    whole_indication_group = models.CharField(max_length=20, blank=True, default="")
    """This and what follows are what all its pairs say together, as `cases.rules.facts.Whole` describes it."""
    whole_two_infusions = models.BooleanField(default=False)
    whole_infusions_unknown = models.BooleanField(null=True)
    whole_outcome = models.CharField(max_length=1, blank=True, default="")

    class Meta:
        verbose_name = _("facts of a version")
        constraints = [models.UniqueConstraint(fields=("id", "centre"), name="casefacts_key_of_centre")]

    def __str__(self) -> str:
        """Name the version."""
        return str(self.version)


class PairFacts(models.Model):
    """Facts of one suspect or interacting drug with one reaction of a version."""

    facts = models.ForeignKey(CaseFacts, on_delete=models.CASCADE, related_name="pairs")
    centre = CentreField(owner="facts")
    drug_number = models.PositiveIntegerField()
    reaction_number = models.PositiveIntegerField()
    drug_code = models.CharField(max_length=250, blank=True, default="")
    drug_name = models.CharField(max_length=250, blank=True, default="")
    indication_group = models.CharField(max_length=20, blank=True, default="")
    reaction_code = models.CharField(max_length=250, blank=True, default="")
    reaction_name = models.CharField(max_length=250, blank=True, default="")
    organ_class = models.CharField(max_length=250, blank=True, default="")
    serious = models.BooleanField(null=True)
    outcome = models.CharField(max_length=1, blank=True, default="")
    infusions_before_onset = models.PositiveIntegerField(null=True)
    onset_basis = models.CharField(max_length=20, blank=True, default="")
    onset_day_earliest = models.IntegerField(null=True)
    onset_day_latest = models.IntegerField(null=True)
    hours_since_first = NumericField(null=True)
    hours_since_last = NumericField(null=True)
    dechallenge = models.CharField(max_length=20, blank=True, default="")
    rechallenge = models.CharField(max_length=1, blank=True, default="")
    decides = models.BooleanField(default=False)
    """Whether, among all pairs of the version, it is one of those that stand for the report."""

    class Meta:
        verbose_name = _("facts of a drug and a reaction")
        constraints = [
            models.UniqueConstraint(fields=("facts", "drug_number", "reaction_number"), name="pairfacts_key"),
        ]
        indexes = [models.Index(fields=("drug_name", "reaction_name"), name="pairfacts_pair")]

    def __str__(self) -> str:
        """Name the pair by its numbers."""
        return f"{self.facts}: {self.drug_number} / {self.reaction_number}"
