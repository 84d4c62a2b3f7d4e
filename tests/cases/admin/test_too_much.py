"""What no case needs is refused in plain words and without work; what only is too long for its field stays there."""

from __future__ import annotations

from time import perf_counter

import pytest
from django.test import Client

from cases.models import CaseVersion
from cases.store import load
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import ADD, CaseForm


@pytest.mark.parametrize("section", ["reactions", "drugs", "drugs-0-infusions"])
@pytest.mark.parametrize("count", ["100000", "9" * 5000], ids=["many", "endless"])
@pytest.mark.parametrize("address", [ADD, "/admin/cases/caseversion/add/panel/"])
def test_a_forged_number_of_rows_is_refused_at_once(minimum: CaseForm, section: str, count: str, address: str) -> None:
    minimum.values[f"{section}-TOTAL_FORMS"] = count
    begin = perf_counter()
    response = minimum.client.post(address, {**minimum.values, "_save": "1"})
    # Building the rows took above 15 seconds.
    assert perf_counter() - begin < 3
    assert response.status_code == 400
    assert "This is too much at once" in response.text
    assert not CaseVersion.objects.exists()


def test_a_section_says_how_many_rows_it_takes(minimum: CaseForm) -> None:
    minimum.values["causes_of_death-TOTAL_FORMS"] = "301"
    after = minimum.send()
    assert "At most 300 rows fit here" in after.html
    assert after.values["reactions-0-verbatim"] == "Alveolar haemorrhage"


@pytest.mark.parametrize("value", [None, "", "x"])
def test_a_form_that_did_not_arrive_whole_is_told_in_plain_words(minimum: CaseForm, value: str | None) -> None:
    minimum.values["reactions-TOTAL_FORMS"] = value
    if value is None:
        del minimum.values["reactions-TOTAL_FORMS"]
    after = minimum.send()
    assert "This part of the page did not arrive whole" in after.html
    assert "bug report" not in after.html
    assert after.values["drugs-0-name"] == "alemtuzumab"
    assert not CaseVersion.objects.exists()


def test_a_broken_count_on_a_page_that_somebody_saved_over(draft: CaseVersion, admin_client: Client) -> None:
    mine, theirs = (CaseForm.on(admin_client, page_of(draft)) for _ in range(2))
    theirs.fill("patient-0", weight_kg="60").send()
    mine.values["reactions-TOTAL_FORMS"] = "x"
    mine.send()
    assert [row.verbatim for row in load(draft).reactions] == ["Alveolar haemorrhage"]


def test_a_long_narrative_comes_back_with_a_message_at_its_field(minimum: CaseForm) -> None:
    story = "Lung bleeding. " * 200_000
    after = minimum.fill("narrative-0", story=story).send()
    assert "at most 100000 characters" in after.error_at("narrative-0-story")
    assert after.values["narrative-0-story"] == story.replace("\r\n", "\n")


def test_more_than_any_request_may_hold_is_told_in_plain_words(minimum: CaseForm) -> None:
    response = minimum.client.post(ADD, {**minimum.values, "narrative-0-story": "x" * 11_000_000})
    assert response.status_code == 400
    assert "This is too much at once" in response.text
