"""The documented cases: the letter's own numbers come out of the tables, and no value lacks its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from cases import store
from cases.actions.seed import read_documented
from cases.icsr import ICSR
from cases.icsr.codes import Outcome, Rechallenge
from cases.icsr.codes_lung import Aliquots, Basis, InfusionStatus, ProcedureStatus, Siderophages, TreatmentGiven
from cases.icsr.plain import filled
from cases.icsr.values import NullFlavor, Quantity
from cases.models import Bronchoscopy, CaseFacts, CaseVersion, Episode, PairFacts
from cases.rules.timing import OnsetBasis
from tests.reference import reference

pytestmark = pytest.mark.django_db

FILES = sorted((Path(__file__).parents[2] / "fixtures" / "cases").glob("*.yaml"))
IDENTIFIERS = [case.identifier for path in FILES for case in read_documented(path)]


def case(identifier: str) -> ICSR:
    return store.load(CaseVersion.objects.get(case__identifier=f"XX-TOCSIN-{identifier}"))


def episodes():  # type: ignore[no-untyped-def]
    return CaseFacts.objects.filter(case__kind="comparator")


def with_treatment(kind: str) -> int:
    return episodes().filter(treatments__contains=[kind]).count()


def test_abreu_episodes_and_patients(seeded: None) -> None:
    assert episodes().count() == 12
    assert Episode.objects.values("patient_in_series").distinct().count() == 10


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("gc_pulse", 10),
        ("cyclophosphamide", 9),
        ("plasma_exchange", 6),
        ("ivig", 3),
        ("antibiotics", 10),
        ("gc_oral", 12),
    ],
)
def test_abreu_treatments_as_the_letter_counts_them(seeded: None, kind: str, count: int) -> None:
    assert with_treatment(kind) == count


def test_abreu_pulses_are_83_3_percent(seeded: None) -> None:
    assert f"{100 * with_treatment('gc_pulse') / episodes().count():.1f}" == "83.3"


def test_abreu_intensive_care_first_manifestation_and_survival(seeded: None) -> None:
    assert episodes().filter(intensive_care=True).count() == 7
    first = Episode.objects.filter(first_manifestation=True).values("patient_in_series").distinct()
    assert first.count() == 6
    patients = Episode.objects.values_list("patient_in_series", "version__facts__alive_after_one_year")
    dead = {patient for patient, alive in patients if not alive}
    assert len({patient for patient, _ in patients} - dead) == 9


def test_abreu_diagnoses_as_the_letter_counts_them(seeded: None) -> None:
    patients = dict(Episode.objects.values_list("patient_in_series", "diagnosis"))
    lupus = [diagnosis for diagnosis in patients.values() if diagnosis.startswith("SLE")]
    assert (len(lupus), lupus.count("SLE+APS")) == (5, 3)


def test_abreu_unknown_is_not_no(seeded: None) -> None:
    fourth = case("ABREU-2025-4-1").episode
    assert fourth is not None
    assert fourth.haemoglobin_fell is NullFlavor.UNK
    relapse = case("ABREU-2025-9-2").patient
    assert relapse is not None
    assert relapse.age_at_onset is None
    assert set(Bronchoscopy.objects.filter(version__case__kind="comparator").values_list("status", "status_nf")) == {
        ("", "UNK")
    }


def test_comparators_have_no_drug_and_no_pair(seeded: None) -> None:
    assert not PairFacts.objects.filter(facts__case__kind="comparator").exists()


def test_myro(seeded: None) -> None:
    myro = case("MYRO-2018")
    assert myro.patient is not None
    assert myro.patient.age_at_onset == Quantity(Decimal(29), "a")
    assert [row.dose for row in myro.drugs[0].infusions] == [Quantity(Decimal(12), "mg")] * 2
    assert [(row.name, str(row.dose)) for row in myro.premedication] == [
        ("methylprednisolone", "1000 mg"),
        ("cetirizine", "10 mg"),
        ("paracetamol", "1000 mg"),
        ("aciclovir", "400 mg"),
    ]
    (lavage,) = myro.bronchoscopies
    assert (lavage.aliquots, lavage.siderophages) == (Aliquots.PERSISTENT, Siderophages.ABSENT)
    assert (lavage.macrophages_pct, lavage.neutrophils_pct, str(lavage.after_onset)) == (6, 94, "60 h")
    haemoglobin = [str(row.result) for row in myro.tests if row.name == "Haemoglobin"]
    assert haemoglobin == ["12.0 g/dL", "10.5 g/dL"]
    assert myro.care is not None
    assert myro.care.treatment is TreatmentGiven.NONE
    assert all(row.country is None for row in myro.reactions)
    assert not myro.primary_sources


def test_myro_misprinted_range_is_kept_and_flagged(seeded: None) -> None:
    myro = case("MYRO-2018")
    position = next(i for i, row in enumerate(myro.tests, start=1) if row.normal_low == "3, 7")
    note = next(row for row in myro.provenance if row.field == f"tests[{position}].normal_low")
    assert note.basis is Basis.CONFLICT


def test_myro_onset_is_day_2_from_the_interval(seeded: None) -> None:
    pair = PairFacts.objects.get(facts__case__identifier="XX-TOCSIN-MYRO-2018", reaction_number=1)
    assert (pair.onset_basis, pair.onset_day_earliest, pair.onset_day_latest) == (OnsetBasis.INTERVAL, 2, 2)
    assert (pair.hours_since_first, pair.infusions_before_onset, pair.outcome) == (24, 2, Outcome.RECOVERED)


def test_zhao_has_no_dose_and_two_courses(seeded: None) -> None:
    zhao = case("ZHAO-2025")
    infusions = zhao.drugs[0].infusions
    assert all(row.dose is None for row in infusions)
    assert not zhao.drugs[0].dosages
    given = [(row.course, row.infusion) for row in infusions if row.status is InfusionStatus.GIVEN]
    assert given == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]
    assert [row.infusion for row in infusions if row.status is InfusionStatus.WITHHELD] == [4, 5]
    first, second = zhao.courses
    assert (first.retreatment, second.retreatment, second.recurred) == (False, True, False)
    assert zhao.drug_reactions[0].rechallenge is Rechallenge.NOT_RECURRED
    assert zhao.bronchoscopies[0].status is ProcedureStatus.ATTEMPTED


def test_zhao_d_dimer_units_are_kept_as_printed_and_flagged(seeded: None) -> None:
    zhao = case("ZHAO-2025")
    values = [str(row.result) for row in zhao.tests if row.name == "D-dimer"]
    assert values == ["18752 {FEU}/L", "26663 mg{FEU}/L"]
    flagged = [row.field for row in zhao.provenance if row.basis is Basis.CONFLICT]
    assert len(flagged) == 2


def test_zhao_country_is_the_authors(seeded: None) -> None:
    facts = CaseFacts.objects.get(case__identifier="XX-TOCSIN-ZHAO-2025")
    assert (facts.country, facts.country_basis) == ("GB", "reporter")


def test_the_alport_pair_is_known_only_in_outline(seeded: None) -> None:
    survivor, dead = case("ALPORT-A"), case("ALPORT-B")
    for icsr in (survivor, dead):
        assert icsr.patient is not None
        assert icsr.patient.sex is NullFlavor.UNK
        assert icsr.patient.age_at_onset is None
        (infusion,) = icsr.drugs[0].infusions
        assert (str(infusion.dose), infusion.route) == ("30 mg", NullFlavor.UNK)
    assert (survivor.reactions[0].outcome, dead.reactions[0].outcome) == (Outcome.UNKNOWN, Outcome.FATAL)
    days = PairFacts.objects.filter(indication_group="transplantation").values_list(
        "onset_day_earliest", "onset_day_latest"
    )
    assert set(days) == {(2, 3)}


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_every_value_names_its_place(seeded: None, identifier: str) -> None:
    icsr = store.load(CaseVersion.objects.get(case__identifier=identifier))
    placed = {row.field for row in icsr.provenance}
    own = ("provenance", "report.")
    unplaced = [
        path
        for path, _ in filled(icsr)
        if not path.startswith(own) and not path.endswith(".term") and path not in placed
    ]
    assert unplaced == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_places_are_headings_of_the_source(path: Path) -> None:
    documented = read_documented(path)
    sources = {
        "myro-2018": "myro-2018-case-report.txt",
        "zhao-2025": "zhao-2025-retreatment.txt",
        "abreu-2025": "abreu-2025-case-series.txt",
    }
    not_headings = {"Title page", "Authors' affiliations", "Authors' affiliation", "Text", "Zhao 2025", "Abstract"}
    for item in documented:
        for row in item.icsr.provenance:
            assert row.place is not None
            assert row.source is not None
            heading = row.place.split(",")[0]
            text = reference(f"../sources/{sources[row.source]}").read_text(encoding="utf-8")
            assert heading in not_headings or heading.lower() in text.lower(), (row.field, row.place)


def test_seeding_twice_adds_nothing(seeded: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = CaseVersion.objects.count()
    call_command("seed")
    assert CaseVersion.objects.count() == before == 16
    assert "0 added, 16 already here" in capsys.readouterr().out
