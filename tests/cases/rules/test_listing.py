"""The line of a case: the documented cases word by word, small cases, and nothing that identifies a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from cases.icsr import ICSR
from cases.icsr.codes import ActionTaken, DrugRole, Outcome, Qualification, ReportType, Sex
from cases.icsr.codes_lung import InfusionStatus, ProcedureStatus, Siderophages, TreatmentGiven
from cases.icsr.course import Course, Infusion
from cases.icsr.drug import Dosage, Drug, DrugReaction, Indication
from cases.icsr.lung import Bronchoscopy
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Parent, Patient
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource, Report
from cases.icsr.routes import Route
from cases.icsr.spec import Kind, elements, parts, walk
from cases.icsr.treatment import Care
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.rules.facts import pairs, version_facts
from cases.rules.listing import Line, line, without_dates
from cases.rules.lung_facts import lung_facts
from tests.cases.documented import documented
from tests.cases.generated import icsrs
from tests.cases.maximal import maximal
from tests.cases.rules.test_facts import Few


def of(icsr: ICSR) -> Line:
    return line(icsr, Few(), version_facts(icsr), lung_facts(icsr), list(pairs(icsr, Few())))


def test_myro() -> None:
    found = of(documented()["MYRO-2018"])
    assert found.reactions.split("; ")[0] == "Diffuse alveolar bleeding (not known - Recovered - hospital stay)"
    assert found.suspects == (
        "alemtuzumab (Suspect - Relapsing-remitting multiple sclerosis - Drug withdrawn - "
        "[2 infusions - 12 mg - not known])"
    )
    assert found.concomitants.startswith("paracetamol (Concomitant - not known - not known - not known); ibuprofen (")
    assert (found.age_group, found.sex, found.parent_child) == ("18 - 64 years", "Female", "no")
    assert (found.onset_day, found.infusion) == ("2", "2")
    assert found.bal == "Done, Persistently bloody, macrophages with haemosiderin: absent"
    assert (found.treatment, found.retreatment) == ("No treatment was given", "Not given again")
    # The text at hand has no reporter, no country and no day of receipt.
    assert (found.report_type, found.received, found.qualification, found.region) == ("", "", "", "")
    assert found.literature.startswith("Myro AZ, Bjerke G, Zarnovicky S, et al.")


def test_zhao() -> None:
    found = of(documented()["ZHAO-2025"])
    assert (found.onset_day, found.infusion, found.region) == ("4", "3", "Outside the European Economic Area")
    assert found.bal == "Attempted, not completed"
    assert found.treatment == ""
    assert found.retreatment == (
        "Given again, the reaction did not come back, in hospital, "
        "prophylaxis: Dalteparin, because of the risk of venous thromboembolism"
    )


def test_abreu_has_no_suspect_drug() -> None:
    found = of(documented()["ABREU-2025-5-1"])
    assert (found.suspects, found.onset_day, found.age_group) == ("", "", "65 - 85 years")
    assert found.treatment == "Antibiotics, Oral glucocorticoid, Glucocorticoid pulse, Plasma exchange"


def test_an_empty_case() -> None:
    told = {name: value for name, value in vars(of(ICSR())).items() if value}
    assert told == {"age_group": "not specified", "parent_child": "no"}


def test_the_head_of_the_line() -> None:
    icsr = ICSR(
        report=Report(report_type=ReportType.STUDY, first_received=PartialDate("202403051430+0100")),
        primary_sources=(PrimarySource(qualification=Qualification.PHARMACIST, country="NO"),),
        patient=Patient(sex=Sex.MALE, age_at_onset=Quantity(Decimal(2), "mo")),
        parent=Parent(),
    )
    found = of(icsr)
    assert (found.report_type, found.received) == ("Report from study", "2024-03-05")
    assert (found.qualification, found.region) == ("Pharmacist", "European Economic Area")
    assert (found.sex, found.age_group, found.parent_child) == ("Male", "2 months - 2 years", "yes")
    assert of(ICSR(report=Report(first_received=PartialDate("202403")))).received == "2024-03"


ALL_DENIED = dict.fromkeys(
    (
        "results_in_death",
        "life_threatening",
        "hospitalisation",
        "disabling",
        "congenital_anomaly",
        "medically_important",
    ),
    False,
)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Reaction(), "not known (not known - not known - not known)"),
        (
            Reaction(verbatim="bleeding", duration=Quantity(Decimal(1), "d"), outcome=Outcome.FATAL),
            "Bleeding (1 day - Fatal - not known)",
        ),
        (Reaction(verbatim="Headache", **ALL_DENIED), "Headache (not known - not known - not serious)"),
        (
            Reaction(verbatim="Fever on 3 May 2022", results_in_death=True, hospitalisation=True),
            "Fever on [date] (not known - not known - death, hospital stay)",
        ),
    ],
)
def test_reactions(row: Reaction, words: str) -> None:
    assert of(ICSR(reactions=(row,))).reactions == words


def infusion(
    number: int, status: InfusionStatus | None, dose: str = "12", route: Any = Route.INTRAVENOUS_DRIP
) -> Infusion:
    return Infusion(course=1, infusion=number, status=status, dose=Quantity(Decimal(dose), "mg"), route=route)


GIVEN, WITHHELD = InfusionStatus.GIVEN, InfusionStatus.WITHHELD


@pytest.mark.parametrize(
    ("drug", "words"),
    [
        ({}, "not known (Suspect - not known - not known - not known)"),
        (
            {
                "name": "Alemtuzumab",
                "action_taken": ActionTaken.WITHDRAWN,
                "indications": (Indication(verbatim="RRMS"), Indication(verbatim=NullFlavor.UNK)),
                "infusions": (infusion(1, GIVEN), infusion(2, WITHHELD)),
            },
            "alemtuzumab (Suspect - RRMS - Drug withdrawn - [1 infusion - 12 mg - Intravenous drip])",
        ),
        (
            {"name": "x", "infusions": (infusion(1, InfusionStatus.STOPPED_EARLY), infusion(2, GIVEN, "10"))},
            "x (Suspect - not known - not known - "
            "[infusions - 12 mg - Intravenous drip], [infusions - 10 mg - Intravenous drip])",
        ),
        (
            {
                "name": "x",
                "dosages": (
                    Dosage(dose=Quantity(Decimal("12.0"), "mg"), duration=Quantity(Decimal(5), "d")),
                    Dosage(route=Coded("048", "1")),
                    Dosage(route=Coded("20053000", "1"), route_text="by mouth"),
                    Dosage(route_text=NullFlavor.UNK, dose=Quantity(None, "{asnecessary}")),
                ),
            },
            "x (Suspect - not known - not known - [5 days - 12.0 mg - not known], [not known - not known - Oral], "
            "[not known - not known - by mouth], [not known - not known - not known])",
        ),
    ],
)
def test_drugs(drug: dict[str, Any], words: str) -> None:
    assert of(ICSR(drugs=(Drug(role=DrugRole.SUSPECT, **drug),))).suspects == words


def test_each_drug_stands_in_one_list() -> None:
    icsr = ICSR(drugs=tuple(Drug(role=role, name=f"drug {role.value}") for role in DrugRole))
    found = of(icsr)
    assert [text.split(" (")[0] for text in found.suspects.split("; ")] == ["drug 1", "drug 3"]
    assert [text.split(" (")[0] for text in found.concomitants.split("; ")] == ["drug 2", "drug 4"]


@pytest.mark.parametrize(
    ("links", "day", "infusions"),
    [
        ([{}], "", ""),
        ([{"onset_after_infusion": 3}], "", "3"),
        ([{"onset_after_infusion": 3}, {"onset_day_earliest": 2, "onset_day_latest": 3}], "2-3", ""),
        ([{"from_first": Quantity(Decimal(30), "h"), "onset_after_infusion": 1}], "2-3", "1"),
    ],
)
def test_onset(links: list[dict[str, Any]], day: str, infusions: str) -> None:
    rows = tuple(DrugReaction(drug=1, reaction=number, **link) for number, link in enumerate(links, start=1))
    reactions = tuple(Reaction(verbatim="bleeding") for _link in links)
    found = of(ICSR(drugs=(Drug(role=DrugRole.SUSPECT),), reactions=reactions, drug_reactions=rows))
    assert (found.onset_day, found.infusion) == (day, infusions)


@pytest.mark.parametrize(
    ("lavage", "words"),
    [
        ({"status": ProcedureStatus.NOT_DONE}, "Not done"),
        ({"siderophages_pct": Decimal("35.50")}, "Done, macrophages with haemosiderin: 35.50 %"),
        (
            {"siderophages": Siderophages.PRESENT, "siderophages_pct": Decimal(35)},
            "Done, macrophages with haemosiderin: present 35 %",
        ),
    ],
)
def test_lavage(lavage: dict[str, Any], words: str) -> None:
    assert of(ICSR(bronchoscopies=(Bronchoscopy(**lavage),))).bal == words


def test_treatment_whose_kind_is_not_told() -> None:
    assert of(ICSR(care=Care(treatment=TreatmentGiven.GIVEN))).treatment == "Treatment was given"


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ({"recurred": True}, "Given again, the reaction came back"),
        ({}, "Given again, result not known"),
        ({"prophylaxis": "Steroid from 1.3.2023"}, "Given again, result not known, prophylaxis: Steroid from [date]"),
    ],
)
def test_retreatment(course: dict[str, Any], words: str) -> None:
    assert of(ICSR(courses=(Course(retreatment=True, **course),))).retreatment == words


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("since 2022-05-03", "since [date]"),
        ("seen 03.05.2022, 5/3/22 and 2022", "seen [date], [date] and [date]"),
        ("from May 2022 to 3rd Jun 2022", "from [date] to [date]"),
        ("on March 5, 2022", "on [date]"),
        ("interferon beta-1b, CD52, 12 mg, 1000 mg, COVID-19", "interferon beta-1b, CD52, 12 mg, 1000 mg, COVID-19"),
        ("1/2 tablet", "1/2 tablet"),
    ],
)
def test_dates_are_taken_out_of_free_text(words: str, left: str) -> None:
    assert without_dates(words) == left


def identifying(record: Any) -> list[str]:
    """The values of all elements that can identify a person."""
    found = [str(getattr(record, name)) for name, spec in elements(type(record)) if spec.identifies]
    for part in parts(type(record)):
        value = getattr(record, part.name)
        for row in value if part.repeats else (value,):
            found += identifying(row) if row is not None else []
    return found


def test_nothing_that_identifies_is_in_the_line_of_a_full_case() -> None:
    icsr = maximal()
    values = [value for value in identifying(icsr) if "Ω" in value]
    assert len(values) > 20
    text = " ".join(vars(of(icsr)).values())
    assert [value for value in values if value in text] == []


@settings(max_examples=100, deadline=None)
@given(icsrs)
def test_the_only_date_is_that_of_receipt(icsr: ICSR) -> None:
    found = dict(vars(of(icsr)))
    assert found.pop("received") in ("", "2022-07", "2022-07-15")
    assert not any("2022" in text or "\n" in text for text in found.values())


def test_there_are_elements_of_dates_to_leak() -> None:
    dated = [name for record in walk(ICSR) for name, spec in elements(record) if spec.kind is Kind.DATE]
    assert len(dated) > 20
