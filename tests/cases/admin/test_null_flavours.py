"""One list answers yes, no, or why it is not known; a value and a reason never stand together."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.icsr.codes import Sex
from cases.icsr.values import NullFlavor
from cases.models import CaseVersion, Patient, Reaction
from cases.store import load
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import CaseForm


@pytest.mark.parametrize(
    ("chosen", "meaning", "columns"),
    [
        ("yes", True, (True, "")),
        ("no", False, (False, "")),
        ("null:NI", NullFlavor.NI, (None, "NI")),
        ("", None, (None, "")),
    ],
)
def test_a_flag_is_one_list_and_two_columns(
    minimum: CaseForm, admin_client: Client, chosen: str, meaning: Any, columns: tuple[Any, str]
) -> None:
    minimum.fill("reactions-0", life_threatening=chosen).send()
    version = CaseVersion.objects.get()
    reaction = Reaction.objects.get()
    assert (reaction.life_threatening, reaction.life_threatening_nf) == columns  # type: ignore[attr-defined]
    assert load(version).reactions[0].life_threatening is meaning
    assert CaseForm.on(admin_client, page_of(version)).values["reactions-0-life_threatening"] == chosen


@pytest.mark.parametrize(
    ("chosen", "meaning", "columns"),
    [("2", Sex.FEMALE, ("2", "")), ("null:ASKU", NullFlavor.ASKU, ("", "ASKU"))],
)
def test_a_code_is_one_list_and_two_columns(
    minimum: CaseForm, admin_client: Client, chosen: str, meaning: Any, columns: tuple[str, str]
) -> None:
    minimum.fill("patient-0", sex=chosen).send()
    patient = Patient.objects.get()
    assert (patient.sex, patient.sex_nf) == columns  # type: ignore[attr-defined]
    version = CaseVersion.objects.get()
    held = load(version).patient
    assert held is not None
    assert held.sex is meaning
    assert CaseForm.on(admin_client, page_of(version)).values["patient-0-sex"] == chosen


def test_lists_offer_only_the_reasons_that_the_element_allows(new: CaseForm) -> None:
    assert new.options["reactions-0-life_threatening"] == ["", "yes", "no", "null:NI"]
    assert new.options["patient-0-birth_date_1"] == ["", "MSK"]
    assert "no information" in new.html
    assert "not asked" in new.html


def test_a_reason_takes_the_place_of_a_value(draft: CaseVersion, admin_client: Client) -> None:
    CaseForm.on(admin_client, page_of(draft)).fill("reactions-0", start_0="2022-07").send()
    assert str(load(draft).reactions[0].start) == "2022-07"
    after = CaseForm.on(admin_client, page_of(draft)).fill("reactions-0", start_1="MSK").send()
    assert "not both" in after.error_at("reactions-0-start")
    after.fill("reactions-0", start_0="").send()
    assert load(draft).reactions[0].start is NullFlavor.MSK
