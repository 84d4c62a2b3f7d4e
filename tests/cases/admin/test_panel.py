"""The side panel answers for what is typed, stores nothing, and names cases that look alike."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cases.actions.cases import submit
from cases.icsr.codes import DrugRole, Sex
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.models import CaseVersion
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import ADD, CaseForm
from tests.cases.builders import draft as stored
from tests.cases.builders import minimal
from tests.languages import speaking


def panel(form: CaseForm, url: str) -> str:
    """What the panel says about the form as it stands."""
    filled = {name: value for name, value in form.values.items() if value}
    response = form.client.post(f"{url}panel/", filled)
    assert response.status_code == 200
    return response.content.decode()


def test_the_panel_follows_what_is_typed(minimum: CaseForm) -> None:
    before = panel(minimum, ADD)
    assert 'data-goto="drugs-0-indications-0-verbatim"' in before
    minimum.fill("drugs-0-indications-0", verbatim_0="multiple sclerosis")
    minimum.fill("patient-0", age_at_onset_0="29")
    after = panel(minimum, ADD)
    assert score(after) > score(before)
    assert not CaseVersion.objects.exists()


def score(page: str) -> float:
    return float(page.partition("<strong>")[2].partition("</strong>")[0])


def test_a_row_that_is_not_there_yet_is_offered_to_be_added(new: CaseForm) -> None:
    new.values["drug_reactions-TOTAL_FORMS"] = "0"
    assert 'data-goto-add="drug_reactions" data-goto-element="from_first"' in panel(new, ADD)


def test_an_open_item_of_the_checklist_leads_to_the_row_that_answers_it(minimum: CaseForm) -> None:
    minimum.fill("imaging-0", phase="follow_up", modality="ct").fill("tests-0", analyte="crp")
    minimum.fill("bronchoscopies-0", status="done")
    shown = panel(minimum, ADD)
    found = re.findall(r'data-goto="([^"]*)" data-goto-add="([^"]*)" data-goto-element="([^"]*)"[^>]*>([^<]*)<', shown)
    ways = {words: (field, add, element) for field, add, element, words in found}
    assert ways["CT during the reaction"] == ("", "imaging", "modality")
    assert ways["CT after it, with what had become of the changes"] == ("imaging-0-resolution", "", "")
    assert ways["Look of successive aliquots"] == ("bronchoscopies-0-aliquots", "", "")
    assert ways["ANCA and anti-GBM antibodies"] == ("", "tests", "analyte")
    assert ways["Infection looked for"] == ("", "exclusions", "cause")


def test_half_typed_text_does_not_stop_the_panel(minimum: CaseForm) -> None:
    minimum.fill("patient-0", weight_kg="sixt").fill("reactions-0", start_0="15.")
    assert "How complete is it?" in panel(minimum, ADD)


def test_words_of_the_case_are_escaped(minimum: CaseForm) -> None:
    minimum.fill("reactions-0", verbatim="<script>alert(1)</script>", start_0="2022-07-16")
    minimum.fill("drugs-0-infusions-0", course="1", infusion="1", status="given", start="2022-07-15")
    assert "<script>" not in panel(minimum, ADD)


def test_a_case_that_looks_alike_is_named(
    admin_client: Client, draft: CaseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    alike = stored(
        minimal(
            patient=Patient(sex=Sex.FEMALE),
            drugs=(Drug(name="alemtuzumab", role=DrugRole.SUSPECT),),
            reactions=(Reaction(verbatim="Alveolar haemorrhage", start=PartialDate("20220716"), country="NO"),),
        )
    )
    submit(alike, by=None)
    form = CaseForm.on(admin_client, page_of(draft)).fill("reactions-0", start_0="16.07.2022", country="Norway")
    page = panel(form, page_of(draft).removesuffix("change/"))
    assert alike.case.identifier in page
    assert draft.case.identifier not in page
    assert "same day of onset" in page
    words = {"same day of onset": "samme startdag", "%(same)s: %(words)s": "%(same)s (%(words)s)"}
    with speaking(words, monkeypatch):
        page = panel(form, page_of(draft).removesuffix("change/"))
    assert "samme startdag" in page
    assert "same suspect drug (alemtuzumab)" in page


def test_the_doubts_are_told_in_the_readers_language(minimum: CaseForm, monkeypatch: pytest.MonkeyPatch) -> None:
    minimum.fill("patient-0", weight_kg="600")
    with speaking({"%(value)s kg is rare for an adult.": "Sjelden vekt: %(value)s kg."}, monkeypatch):
        assert "Sjelden vekt: 600 kg." in panel(minimum, ADD)


def test_the_panel_is_asked_by_post_about_drafts(admin_client: Client, draft: CaseVersion) -> None:
    url = page_of(draft).removesuffix("change/") + "panel/"
    assert admin_client.get(url).status_code == 405
    submit(draft, by=None)
    assert admin_client.post(url, {}).status_code == 403
