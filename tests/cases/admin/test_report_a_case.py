"""Reporting a case: one page, one Save, and nothing typed is lost when something is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from cases.admin import case_version as screen
from cases.icsr.values import Quantity
from cases.models import Case, CaseVersion, Centre, Infusion, Narrative, Reaction
from cases.store import load
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import ADD, CaseForm
from tests.cases.files.examples import png


def test_a_report_that_is_sent_twice_makes_one_case(minimum: CaseForm) -> None:
    assert "Submitted: case" in minimum.send("_submit").html
    after = minimum.send("_submit")
    first = CaseVersion.objects.get()
    assert "You submitted this report at" in after.html
    assert f'<a href="/admin/cases/caseversion/{first.pk}/status/">{first.case.identifier}</a>' in after.html
    assert after.values["reactions-0-verbatim"] == "Alveolar haemorrhage"
    assert "Submitted: case" in after.send("_submit").html
    assert CaseVersion.objects.count() == 2


def test_a_page_that_somebody_came_back_to_is_known_by_its_old_key(minimum: CaseForm) -> None:
    minimum.send()
    after = CaseForm(minimum.client, ADD, {**minimum.values, "page": "new", "again": minimum.values["page"]}).send()
    assert "You saved this report at" in after.html
    assert CaseVersion.objects.count() == 1


def test_one_save_makes_case_draft_and_rows(minimum: CaseForm, centre: Centre) -> None:
    after = minimum.send()
    version = CaseVersion.objects.get()
    assert after.url == page_of(version)
    assert "Draft saved" in after.html
    assert (version.number, version.is_draft, version.created_by) == (1, True, version.created_by)
    assert (version.case.kind, version.case.source, version.case.centre) == ("reaction", "centre", centre)
    case = load(version)
    assert [(row.number, row.verbatim) for row in case.reactions] == [(1, "Alveolar haemorrhage")]
    assert [(row.number, row.name) for row in case.drugs] == [(1, "alemtuzumab")]


def test_empty_sections_and_empty_rows_are_not_stored(draft: CaseVersion) -> None:
    case = load(draft)
    assert case.narrative is case.recovery is case.death is case.parent is case.study is case.care is None
    assert case.bronchoscopies == case.drug_reactions == case.drugs[0].infusions == case.drugs[0].indications == ()


def test_the_case_number_can_be_given(minimum: CaseForm) -> None:
    minimum.values["identifier"] = "NO-TOCSIN-7"
    minimum.send()
    assert Case.objects.get().identifier == "NO-TOCSIN-7"


def test_a_case_number_that_is_taken_is_an_error_at_the_field(draft: CaseVersion, admin_client: Client) -> None:
    form = CaseForm.on(admin_client, "/admin/cases/caseversion/add/")
    form.values["identifier"] = draft.case.identifier
    after = form.fill("reactions-0", verbatim="typed before").send()
    assert "choose another number" in after.error_at("identifier")
    assert after.values["reactions-0-verbatim"] == "typed before"
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "answers", "where", "says"),
    [
        ("patient-0", {"weight_kg": "sixty"}, "patient-0-weight_kg", "write 12 or 12.5"),
        ("patient-0", {"weight_kg": "1,000"}, "patient-0-weight_kg", "1000 or 1.000"),
        (
            "patient-0",
            {"age_at_onset_0": "29", "age_at_onset_1": ""},
            "patient-0-age_at_onset",
            "Choose the unit of 29",
        ),
        ("patient-0", {"age_at_onset_1": "mo"}, "patient-0-age_at_onset", "The number is missing"),
        ("patient-0", {"birth_date_0": "the fifteenth"}, "patient-0-birth_date", "15.07.2022"),
        ("patient-0", {"initials_0": "AB", "initials_1": "UNK"}, "patient-0-initials", "not both"),
        ("reactions-0", {"country": "Narnia"}, "reactions-0-country", "such as Norway"),
        ("drugs-0-infusions-0", {"dose_0": "12"}, "drugs-0-infusions-0-dose", "Choose the unit of 12"),
        ("drugs-0-infusions-0", {"course": "first"}, "drugs-0-infusions-0-course", "whole number"),
        ("drugs-0-infusions-0", {"course": "-5"}, "drugs-0-infusions-0-course", "greater than or equal to 1"),
        ("patient-0", {"weight_kg": "-3"}, "patient-0-weight_kg", "-3 is too low: write 0 or more"),
        ("patient-0", {"age_at_onset_0": "-3", "age_at_onset_1": "a"}, "patient-0-age_at_onset", "-3 is too low"),
        ("bronchoscopies-0", {"macrophages_pct": "400"}, "bronchoscopies-0-macrophages_pct", "write 100 or less"),
        ("patient-0", {"birth_date_0": "2999-01-01"}, "patient-0-birth_date", "lies in the future"),
        ("reactions-0", {"start_0": "2022-03", "end_0": "2021"}, "reactions-0-end", "is before the start, 2022-03"),
        ("patient-0", {"sex": "7"}, "patient-0-sex", "valid choice"),
    ],
)
def test_an_error_stands_at_its_field_and_keeps_what_was_typed(
    minimum: CaseForm, row: str, answers: dict[str, str], where: str, says: str
) -> None:
    after = minimum.fill(row, **answers).send()
    assert says in after.error_at(where)
    assert "Nothing is saved yet" in after.html
    assert not Case.objects.exists()
    typed = {name: value for name, value in minimum.values.items() if name not in ("csrfmiddlewaretoken", f"{row}-sex")}
    assert {name: after.values.get(name) for name in typed} == typed


def test_digits_are_kept_and_a_comma_is_a_point(minimum: CaseForm, admin_client: Client) -> None:
    minimum.fill("tests-0", analyte="haemoglobin", result_0="12,0", result_1="g/dL").send()
    version = CaseVersion.objects.get()
    assert load(version).tests[0].result == Quantity(Decimal("12.0"), "g/dL")
    CaseForm.on(admin_client, page_of(version)).fill("tests-0", result_0="12.00").send()
    assert str(load(version).tests[0].result) == "12.00 g/dL"


def test_a_country_can_be_written_by_its_name(minimum: CaseForm) -> None:
    minimum.fill("reactions-0", country="Norway").send()
    assert load(CaseVersion.objects.get()).reactions[0].country == "NO"


def test_numbers_follow_places_and_never_change(draft: CaseVersion, admin_client: Client) -> None:
    form = CaseForm.on(admin_client, page_of(draft))
    form.fill("reactions-1", verbatim="Cough").fill("reactions-2", verbatim="Fever").send()
    form = CaseForm.on(admin_client, page_of(draft))
    form.fill("reactions-1", DELETE="on").fill("reactions-3", verbatim="Chest pain").send()
    assert [(row.number, row.verbatim) for row in load(draft).reactions] == [
        (1, "Alveolar haemorrhage"),
        (3, "Fever"),
        (4, "Chest pain"),
    ]


def test_a_section_goes_when_all_of_it_is_cleared(draft: CaseVersion, admin_client: Client) -> None:
    CaseForm.on(admin_client, page_of(draft)).fill("narrative-0", story="It began at night.").send()
    assert Narrative.objects.filter(version=draft).exists()
    CaseForm.on(admin_client, page_of(draft)).fill("narrative-0", story="").send()
    assert not Narrative.objects.filter(version=draft).exists()


def test_what_nobody_touched_stays_as_it_was(draft: CaseVersion, admin_client: Client) -> None:
    Narrative.objects.create(version=draft, story=" First line\nsecond line ", reporter_comments="old")
    form = CaseForm.on(admin_client, page_of(draft))
    form.fill("narrative-0", reporter_comments="one\r\ntwo", story=" First line\r\nsecond line ").send()
    narrative = load(draft).narrative
    assert narrative is not None
    assert (narrative.story, narrative.reporter_comments) == (" First line\nsecond line ", "one\ntwo")


def test_rows_below_a_drug_go_with_it(minimum: CaseForm, admin_client: Client) -> None:
    minimum.fill("drugs-0-infusions-1", course="1", infusion="2").send()
    version = CaseVersion.objects.get()
    assert [(row.number, row.infusion) for row in load(version).drugs[0].infusions] == [(2, 2)]
    CaseForm.on(admin_client, page_of(version)).fill("drugs-0", DELETE="on").send()
    assert load(version).drugs == ()
    assert not Infusion.objects.exists()


def test_rows_below_an_empty_drug_ask_for_the_drug(new: CaseForm) -> None:
    after = new.fill("drugs-0-infusions-0", course="1").send()
    assert "belongs to it" in after.error_at("drugs-0-name")
    assert after.values["drugs-0-infusions-0-course"] == "1"


def test_a_file_is_kept_by_name_type_and_size(minimum: CaseForm) -> None:
    scan = SimpleUploadedFile("ct.png", png(), content_type="text/html")
    after = minimum.fill("documents-0", description="CT", included=scan).send()
    (document,) = load(CaseVersion.objects.get()).documents
    assert document.included is not None
    assert (document.included.media_type, document.included.file_name) == ("image/png", "ct.png")
    assert document.included.content == png()
    assert f"ct.png, {len(png())}" in after.html
    assert after.fill("documents-0", **{"included-clear": "on"}).send().error_at("documents-0-included") == ""
    assert load(CaseVersion.objects.get()).documents[0].included is None


def test_a_file_of_another_kind_is_refused_at_its_field(minimum: CaseForm) -> None:
    page = SimpleUploadedFile("ct.png", b"<html>hello</html>", content_type="image/png")
    after = minimum.fill("documents-0", description="CT", included=page).send()
    assert "not a PDF, JPEG, PNG or DICOM file: save it as one" in after.error_at("documents-0-included")
    double = SimpleUploadedFile("ct.png", png() + b"MZ", content_type="image/png")
    again = after.fill("documents-0", included=double).send()
    assert "Behind this picture is other data: save it again as PNG" in again.error_at("documents-0-included")
    assert again.values["documents-0-description"] == "CT"
    assert not Case.objects.exists()


def test_a_file_that_is_too_large_is_refused(minimum: CaseForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.admin.fields.LARGEST_FILE", 10)
    after = minimum.fill("documents-0", included=SimpleUploadedFile("ct.png", b"eleven byte")).send()
    assert "at most 20 MB" in after.error_at("documents-0-included")


def test_what_the_database_refuses_comes_back_as_a_message(minimum: CaseForm, monkeypatch: pytest.MonkeyPatch) -> None:
    def collide(**kwargs: object) -> None:
        raise IntegrityError("duplicate key")

    monkeypatch.setattr(screen, "open_case", collide)
    after = minimum.send()
    assert "Nothing was saved" in after.html
    assert "duplicate key" not in after.html
    assert after.values["reactions-0-verbatim"] == "Alveolar haemorrhage"
    assert not Reaction.objects.exists()
