"""The life of the case of Myro 2018 in browsers: a centre enters it by hand, the staff ask, the centre answers, the
staff accept, the centre adds what became known later.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.icsr import ICSR, codes, codes_lung
from cases.icsr.values import NullFlavor, Quantity
from cases.models import CaseVersion, Centre, Step
from cases.rules.workflow import State, VersionKind
from cases.store import load
from tests.journeys.signing_in import CaseForm, enter, nurse
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page: Page, live_server: LiveServer) -> CaseForm:
    """Somebody of a centre at the page where a case is reported."""
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    nurse(page, live_server)
    page.get_by_role("link", name="Report a case", exact=True).first.click()
    return CaseForm(page)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, form: CaseForm) -> Iterator[Page]:
    """An assessor in a browser of their own."""
    person("PV assessor", "ada")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    enter(page, live_server, "ada")
    yield page
    context.close()


def enter_patient(form: CaseForm) -> None:
    form.tab("Patient")
    form.fill("patient-0", sex="Female", age_at_onset_0="29", age_at_onset_1="years", tobacco="Former smoker")
    form.fill("patient-0", history_text_0="Migraine, mild asthma, bicuspid aortic valve, missed abortion")
    form.fill("patient-0", initials_1="not asked")
    form.add("Drug before")
    form.fill("past_drugs-0", name_0="interferon beta-1b")


def enter_drug(form: CaseForm) -> None:
    form.tab("Drug and infusions")
    form.fill("drugs-0", role="Suspect", name="alemtuzumab", action_taken="Drug withdrawn")
    for row, number in (("drugs-0-infusions-0", "1"), ("drugs-0-infusions-1", "2")):
        form.fill(row, course="1", infusion=number, status="Given", dose_0="12", dose_1="mg")
    form.fill("drugs-0-infusions-0", rate_0="12", rate_1="mL/h")
    form.fill("drugs-0-indications-0", verbatim_0="relapsing-remitting multiple sclerosis")
    for number, (name, dose) in enumerate(PREMEDICATION.items()):
        form.add("Premedication")
        form.fill(f"premedication-{number}", course="1", name=name, dose_0=dose, dose_1="mg")


def enter_event(form: CaseForm) -> None:
    form.tab("Event")
    form.fill("reactions-0", verbatim="Diffuse alveolar bleeding", outcome="Recovered", medically_important="Yes")
    form.fill("reactions-0", results_in_death="No", start_1="not asked")
    form.fill("drug_reactions-0", drug="1 alemtuzumab", reaction="1 Diffuse alveolar bleeding")
    form.fill("drug_reactions-0", from_first_0="24", from_first_1="hours", onset_course="1", onset_after_infusion="2")
    form.fill("drug_reactions-0", dechallenge="Got better after the drug was stopped", rechallenge="Not given again")


def enter_lung(form: CaseForm) -> None:
    form.tab("Lung work-up")
    form.fill("bronchoscopies-0", status="Done", after_onset_0="60", after_onset_1="hours")
    form.fill("bronchoscopies-0", aliquots="Persistently bloody", macrophages_pct="6", neutrophils_pct="94")
    form.fill("bronchoscopies-0", siderophages="Absent")
    form.add("Imaging")
    form.fill("imaging-0", modality="CT pulmonary angiography", centrilobular="Yes", bilateral="Yes", effusion="Yes")
    form.fill("imaging-0", embolism_excluded="Yes", ground_glass="not asked")
    for number, (value, phase) in enumerate((("12.0", "Before the drug"), ("10.5", "During the reaction"))):
        form.add("Test")
        form.fill(f"tests-{number}", analyte="Haemoglobin", result_0=value, result_1="g/dL", phase=phase)
    form.add("Other cause")
    form.fill("exclusions-0", cause="Infection", done="Yes", result="Excluded")


def enter_rest(form: CaseForm) -> None:
    form.tab("Treatment")
    form.fill("care-0", treatment="No treatment was given", intensive_care="No")
    form.tab("Outcome and retreatment")
    form.fill("recovery-0", main_symptoms_gone_0="2", main_symptoms_gone_1="days")
    form.fill("recovery-0", all_symptoms_gone_0="4", all_symptoms_gone_1="weeks")
    form.tab("Narrative")
    form.fill("narrative-0", story="Chest pain, shortness of breath and cough at the end of the second infusion.")
    form.tab("Report")
    form.fill("primary_sources-0", qualification="Physician", country="NO")
    form.fill("report-0", first_received="2018-03")


PREMEDICATION = {"methylprednisolone": "1000", "cetirizine": "10", "paracetamol": "1000", "acyclovir": "400"}


def test_myro_from_the_report_to_the_follow_up(form: CaseForm, desk: Page) -> None:
    address = form.page.url
    for fill_in in (enter_patient, enter_drug, enter_event, enter_lung, enter_rest):
        fill_in(form)
    assert form.page.url.split("#")[0] == address
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    form.page.get_by_role("button", name="Save and submit").click()
    expect(form.page.get_by_text("Submitted: case")).to_be_visible()
    status = form.page.url.split("#")[0]
    version = CaseVersion.objects.get()
    compare(load(version))

    ask(desk)
    form.page.goto(status)
    form.page.get_by_label("Your answer").fill("Yes, by a CT one week later.")
    form.page.get_by_role("button", name="Send answers").click()
    expect(form.page.get_by_text("All questions are answered")).to_be_visible()

    accept(desk)
    version.refresh_from_db()
    assert (version.state, version.accepted_by.get_username()) == (State.ACCEPTED, "ada")  # type: ignore[union-attr]

    form.page.goto(status)
    follow_up(form)
    newest = CaseVersion.objects.get(number=2)
    assert (newest.state, newest.kind) == (State.SUBMITTED, VersionKind.FOLLOW_UP)
    assert load(newest).narrative != load(version).narrative
    assert load(newest).drugs == load(version).drugs
    assert list(Step.objects.order_by("id").values_list("name", "by__username")) == [
        ("submit", "berit"),
        ("take", "ada"),
        ("ask", "ada"),
        ("answer", "berit"),
        ("accept", "ada"),
        ("submit", "berit"),
    ]


def ask(page: Page) -> None:
    """Take what was submitted, from the worklist, and ask about a field."""
    page.get_by_role("link", name="Worklist").first.click()
    page.locator("[data-open]").click()
    page.get_by_role("button", name="Take into review").click()
    outcome = page.locator("[data-path='reactions[1].outcome']")
    outcome.hover()
    outcome.get_by_role("button").click()
    page.get_by_label("Question", exact=True).fill("Was the recovery seen on imaging?")
    page.locator("#step-ask").get_by_role("button", name="Ask the centre").click()
    expect(page.get_by_text("No answer yet")).to_be_visible()


def accept(page: Page) -> None:
    """Read the answer and sign."""
    page.reload()
    expect(page.get_by_text("Yes, by a CT one week later.")).to_be_visible()
    page.locator("summary", has_text="Accept").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.locator("#step-accept").get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Done: Accept")).to_be_visible()


def follow_up(form: CaseForm) -> None:
    """Add what became known later, in a version of its own."""
    form.page.get_by_role("button", name="Add follow-up").click()
    form.tab("Narrative")
    form.fill("narrative-0", story="Lymphocytes were still low 13 months after the infusions.")
    form.page.get_by_role("button", name="Save and submit").click()
    expect(form.page.get_by_text("Submitted: case")).to_be_visible()


def compare(case: ICSR) -> None:
    """What was typed is what is stored."""
    assert case.patient is not None
    assert case.patient.sex is codes.Sex.FEMALE
    assert case.patient.age_at_onset == Quantity(Decimal(29), "a")
    assert case.patient.initials is NullFlavor.NASK
    assert case.patient.tobacco is codes_lung.Tobacco.FORMER
    assert [row.name for row in case.past_drugs] == ["interferon beta-1b"]
    (drug,) = case.drugs
    assert (drug.number, drug.role, drug.name) == (1, codes.DrugRole.SUSPECT, "alemtuzumab")
    assert [(row.course, row.infusion, row.dose) for row in drug.infusions] == [
        (1, 1, Quantity(Decimal(12), "mg")),
        (1, 2, Quantity(Decimal(12), "mg")),
    ]
    assert drug.infusions[0].rate == Quantity(Decimal(12), "mL/h")
    assert [row.verbatim for row in drug.indications] == ["relapsing-remitting multiple sclerosis"]
    assert {row.name: str(row.dose) for row in case.premedication} == {
        name: f"{dose} mg" for name, dose in PREMEDICATION.items()
    }
    assert {row.drug for row in case.premedication} == {1}
    compare_event(case)


def compare_event(case: ICSR) -> None:
    """Reaction, lungs, treatment, recovery."""
    (reaction,) = case.reactions
    assert (reaction.outcome, reaction.results_in_death) == (codes.Outcome.RECOVERED, False)
    assert reaction.medically_important is True
    assert reaction.start is NullFlavor.NASK
    (pair,) = case.drug_reactions
    assert (pair.drug, pair.reaction, str(pair.from_first)) == (1, 1, "24 h")
    assert pair.dechallenge is codes_lung.Dechallenge.POSITIVE
    (scope,) = case.bronchoscopies
    assert (scope.aliquots, str(scope.after_onset)) == (codes_lung.Aliquots.PERSISTENT, "60 h")
    assert (scope.macrophages_pct, scope.neutrophils_pct) == (6, 94)
    assert case.imaging[0].ground_glass is NullFlavor.NASK
    assert case.imaging[0].embolism_excluded is True
    assert [str(test.result) for test in case.tests] == ["12.0 g/dL", "10.5 g/dL"]
    assert case.care is not None
    assert case.care.treatment is codes_lung.TreatmentGiven.NONE
    assert case.treatments == ()
    assert case.recovery is not None
    assert str(case.recovery.all_symptoms_gone) == "4 wk"
    assert case.death is None
    assert case.parent is None
    assert case.episode is None
    assert case.report is not None
    assert str(case.report.first_received) == "2018-03"
