"""Published figures: what papers and databases have counted, shown beside the registry's own counts."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A document that figures are taken from."""

    class Kind(models.TextChoices):
        """How much a figure from it can carry."""

        PRIMARY = "primary", _("Primary paper")
        GUIDANCE = "guidance", _("Guidance text written by AI, not yet reviewed")

    key = models.SlugField(_("key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PRIMARY)
    citation = models.TextField(_("citation"))

    class Meta:
        verbose_name = _("published source")
        ordering = ("key",)
        constraints = [models.CheckConstraint(condition=Q(kind__in=["primary", "guidance"]), name="source_kind")]

    def __str__(self) -> str:
        """The key, which is short and readable."""
        return self.key


class PublishedFigure(models.Model):
    """One published figure, or one published row of a table. An aggregate is never turned into cases."""

    class Measure(models.TextChoices):
        """What kind of figure it is, which says which of its fields are filled."""

        REPORTS = "reports", _("Row of reports by outcome")
        COUNT = "count", _("Count")
        PROPORTION = "proportion", _("Proportion (numerator of denominator)")
        VALUE = "value", _("Single value, such as a mean or median, with its spread")
        RANGE = "range", _("Range (low to high)")
        STATEMENT = "statement", _("Statement in words")

    class Field(models.TextChoices):
        """The fields that can be derived or lower bounds."""

        REPORTS = "reports", _("reports")
        TWO_INFUSIONS = "two_infusions", _("after two infusions")
        RECOVERED = "recovered", _("recovered")
        DIED = "died", _("died")
        NOT_TOLD = "not_told", _("outcome not told")
        NUMERATOR = "numerator", _("numerator")
        DENOMINATOR = "denominator", _("denominator")
        VALUE = "value", _("value")
        LOW = "low", _("low")
        HIGH = "high", _("high")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    series = models.CharField(
        _("series"), max_length=80, help_text=_("Who counted, as it stands in reports: VigiBase as published")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("Order in reports"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures", verbose_name=_("source"))
    place = models.CharField(_("place in the source"), max_length=300)
    original = models.TextField(
        _("where the source has it from"), blank=True, default="", help_text=_("When the source cites another work")
    )

    population = models.TextField(_("population in words"))
    drug = models.CharField(_("drug"), max_length=250, blank=True, default="")
    reaction = models.CharField(_("reaction"), max_length=250, blank=True, default="")
    indication_groups = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("indication groups"),
        default=list,
        blank=True,
        help_text=_("Several when the source counts them together; none for all indications"),
    )
    fits = models.JSONField(
        _("population in the registry"),
        default=dict,
        blank=True,
        help_text=_(
            "Further conditions on the registry's cases, by the keys of a report's population: cohort, serious, "
            "source, country, age. Drug, reaction and indication stand above."
        ),
    )
    counted_as = models.CharField(
        _("counted in the registry as"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("Code of the registry's measure of the same thing; empty when the registry counts no such thing"),
    )
    measure = models.CharField(_("measure"), max_length=20, choices=Measure.choices)
    of_what = models.CharField(_("what is measured"), max_length=200)

    reports = models.PositiveIntegerField(_("reports"), null=True, blank=True)
    two_infusions = models.PositiveIntegerField(_("after two infusions"), null=True, blank=True)
    recovered = models.PositiveIntegerField(_("recovered"), null=True, blank=True)
    died = models.PositiveIntegerField(_("died"), null=True, blank=True)
    not_told = models.PositiveIntegerField(_("outcome not told"), null=True, blank=True)

    numerator = models.PositiveIntegerField(_("numerator"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("denominator"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    low = models.DecimalField(_("low"), max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("high"), max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True, default="")

    derived = ArrayField(
        models.CharField(max_length=20, choices=Field.choices),
        verbose_name=_("derived fields"),
        default=list,
        blank=True,
        help_text=_("Fields that the source does not print but that follow from what it prints"),
    )
    at_least = ArrayField(
        models.CharField(max_length=20, choices=Field.choices),
        verbose_name=_("lower bounds"),
        default=list,
        blank=True,
        help_text=_("Fields whose true number may be higher"),
    )
    derivation = models.TextField(_("how these follow"), blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="", help_text=_("Printed with the figure in reports"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("published figure")
        ordering = ("position", "key")
        permissions = [("view_reports", _("See reports with all numbers"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=["reports", "count", "proportion", "value", "range", "statement"]),
                name="publishedfigure_measure",
            ),
            models.CheckConstraint(
                condition=~Q(measure="reports") | Q(reports__isnull=False), name="publishedfigure_reports"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | Q(reports__isnull=True)
                    | Q(**{f"{name}__lte": F("reports")}),
                    name=f"publishedfigure_{name}",
                )
                for name in ("two_infusions", "recovered", "died", "not_told")
            ),
            models.CheckConstraint(
                condition=~Q(measure="proportion")
                | Q(numerator__isnull=False, denominator__isnull=False, numerator__lte=F("denominator")),
                name="publishedfigure_proportion",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="publishedfigure_low_high",
            ),
            models.CheckConstraint(
                condition=Q(derived=[], at_least=[]) | ~Q(derivation=""), name="publishedfigure_derivation"
            ),
        ]

    def __str__(self) -> str:
        """Who counted what."""
        return f"{self.series}: {self.of_what}"

    @property
    def summary(self) -> str:
        """The figure itself in a few characters, '' for a statement without one."""
        spread = f"{_number(self.low)} - {_number(self.high)}"
        texts = {
            self.Measure.REPORTS: f"{self.reports}",
            self.Measure.COUNT: _number(self.value),
            self.Measure.PROPORTION: f"{self.numerator} / {self.denominator}",
            self.Measure.VALUE: _number(self.value) + (f" ({spread})" if self.low is not None else ""),
            self.Measure.RANGE: spread,
            self.Measure.STATEMENT: _number(self.value),
        }
        return f"{texts.get(self.Measure(self.measure), '')} {self.unit}".strip()


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{Decimal(value).normalize():f}"


class Overlap(models.Model):
    """What counts a patient of a published figure too, or may: a case of the registry, or another published figure."""

    class Basis(models.TextChoices):
        """How sure it is."""

        STATED = "stated", _("stated by the source")
        INFERRED = "inferred", _("inferred")

    figure = models.ForeignKey(PublishedFigure, on_delete=models.CASCADE, related_name="overlaps")
    case_identifier = models.CharField(_("case number"), max_length=100, blank=True, default="")
    other = models.ForeignKey(
        PublishedFigure,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("other published figure"),
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices)
    reason = models.TextField(_("why"))

    class Meta:
        verbose_name = _("overlap")
        ordering = ("figure", "case_identifier", "other")
        constraints = [
            models.UniqueConstraint(
                fields=("figure", "case_identifier"), condition=~Q(case_identifier=""), name="overlap_key"
            ),
            models.UniqueConstraint(fields=("figure", "other"), name="overlap_other"),
            models.CheckConstraint(
                condition=Q(case_identifier="", other__isnull=False) | ~Q(case_identifier="") & Q(other__isnull=True),
                name="overlap_case_or_figure",
            ),
            models.CheckConstraint(condition=Q(basis__in=["stated", "inferred"]), name="overlap_basis"),
        ]

    def __str__(self) -> str:
        """The case or figure, and the basis."""
        return f"{self.case_identifier or self.other} ({self.get_basis_display()})"
