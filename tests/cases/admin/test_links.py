"""Rows refer to drugs and reactions by number: the only one is meant by itself, a wrong one is said at the field."""

from __future__ import annotations

from django.test import Client

from cases.models import CaseVersion
from cases.store import load
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import CaseForm


def linked(minimum: CaseForm) -> CaseVersion:
    minimum.fill("drug_reactions-0", from_first_0="24", from_first_1="h").send()
    return CaseVersion.objects.get()


def test_the_only_drug_and_the_only_reaction_are_meant(minimum: CaseForm) -> None:
    (pair,) = load(linked(minimum)).drug_reactions
    assert (pair.drug, pair.reaction) == (1, 1)


def test_among_several_drugs_the_one_suspect_drug_is_meant(minimum: CaseForm) -> None:
    minimum.fill("drugs-1", name="paracetamol", role="2")
    assert [pair.drug for pair in load(linked(minimum)).drug_reactions] == [1]


def test_among_several_reactions_one_has_to_be_named(minimum: CaseForm) -> None:
    minimum.fill("reactions-1", verbatim="Cough")
    after = minimum.fill("drug_reactions-0", onset_course="1").send()
    assert after.error_at("drug_reactions-0-reaction") == "Say which one: Reaction 1, Reaction 2."
    assert after.error_at("drug_reactions-0-drug") == ""


def test_a_link_can_name_a_row_of_the_same_page(minimum: CaseForm) -> None:
    minimum.fill("reactions-1", verbatim="Cough")
    minimum.fill("drug_reactions-0", reaction="2").send()
    assert [pair.reaction for pair in load(CaseVersion.objects.get()).drug_reactions] == [2]


def test_a_link_to_nothing_is_an_error_at_the_field(minimum: CaseForm) -> None:
    after = minimum.fill("drug_reactions-0", drug="9", reaction="1").send()
    assert after.error_at("drug_reactions-0-drug") == "There is no drug 9 in this case: choose one that there is."
    assert after.values["drug_reactions-0-drug"] == "9"


def test_without_a_drug_there_is_nothing_to_link_to(new: CaseForm) -> None:
    after = new.fill("courses-0", course="1").send()
    assert after.error_at("courses-0-drug") == "There is none yet: enter the drug first."


def test_a_row_that_others_refer_to_is_not_removed(minimum: CaseForm, admin_client: Client) -> None:
    version = linked(minimum)
    after = CaseForm.on(admin_client, page_of(version)).fill("reactions-0", DELETE="on").send()
    assert "Reaction 1 is to be removed" in after.error_at("drug_reactions-0-reaction")
    assert len(load(version).reactions) == 1
    after.fill("drug_reactions-0", DELETE="on").send()
    assert load(version).reactions == load(version).drug_reactions == ()
