"""Odd values are asked about at their field; a draft is saved with them, a submission needs a reason for each."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from cases.actions.cases import follow_up
from cases.actions.confirmations import digest_of, open_concerns
from cases.icsr.values import Quantity
from cases.models import CaseVersion, Confirmation
from cases.store import load
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import CaseForm
from tests.languages import speaking

NAME = "confirm:out_of_range:tests[1].result"


@pytest.fixture
def doubtful(minimum: CaseForm) -> CaseForm:
    """The page of a draft with a haemoglobin that hardly anyone survives."""
    return minimum.fill("tests-0", analyte="haemoglobin", result_0="3", result_1="g/dL").send()


def test_a_draft_is_saved_and_the_doubt_stands_at_its_field(doubtful: CaseForm) -> None:
    assert "Draft saved" in doubtful.html
    assert f'name="{NAME}:reason"' in doubtful.html
    assert load(CaseVersion.objects.get()).tests[0].result == Quantity(Decimal(3), "g/dL")


def test_a_submission_needs_the_reason(doubtful: CaseForm) -> None:
    after = doubtful.send("_submit")
    assert "Correct or confirm the marked values first: 1" in after.html
    assert CaseVersion.objects.get().is_draft
    after.values |= {f"{NAME}:reason": "Measured twice", f"{NAME}:tick": "on"}
    assert "Submitted: case" in after.send("_submit").html
    (kept,) = Confirmation.objects.all()
    assert (kept.path, kept.reason) == ("tests[1].result", "Measured twice")
    # Kept as a keyed digest: other confirmed values are dates of birth.
    assert kept.value == digest_of("tests[1].result", Quantity(Decimal(3), "g/dL")) != "3 g/dL"
    assert kept.by is not None


def test_a_confirmation_holds_for_its_value_alone(doubtful: CaseForm, admin_client: Client) -> None:
    doubtful.values |= {f"{NAME}:reason": "Measured twice", f"{NAME}:tick": "on"}
    after = doubtful.send()
    assert "Measured twice" in after.html
    version = CaseVersion.objects.get()
    assert open_concerns(version, load(version)) == []
    CaseForm.on(admin_client, page_of(version)).fill("tests-0", result_0="2.9").send()
    assert [concern.path for concern in open_concerns(version, load(version))] == ["tests[1].result"]


@pytest.mark.parametrize("half", [{f"{NAME}:reason": "Measured twice"}, {f"{NAME}:tick": "on"}])
def test_half_a_confirmation_comes_back_as_typed(doubtful: CaseForm, half: dict[str, str]) -> None:
    doubtful.values |= half
    after = doubtful.send()
    assert "give the reason and tick" in after.html
    assert (after.values.get(f"{NAME}:reason") or "") == half.get(f"{NAME}:reason", "")
    assert (f"{NAME}:tick" in after.values) is (f"{NAME}:tick" in half)
    assert not Confirmation.objects.exists()


def test_the_right_unit_is_offered(minimum: CaseForm) -> None:
    after = minimum.fill("tests-0", analyte="haemoglobin", result_0="120", result_1="g/dL").send()
    assert "Put in 120 g/L" in after.html
    assert "{&quot;_0&quot;: [&quot;120&quot;], &quot;_1&quot;: [&quot;g/L&quot;]}" in after.html


@pytest.mark.parametrize(
    ("written", "kept"), [("10^9/L", "10*9/L"), ("mmHg", "mm[Hg]"), ("µmol/L", "umol/L"), ("g/dL", "g/dL")]
)
def test_a_unit_is_understood_as_people_write_it(
    minimum: CaseForm, admin_client: Client, written: str, kept: str
) -> None:
    minimum.fill("tests-0", name="Some test", result_0="5", result_1=written).send()
    version = CaseVersion.objects.get()
    assert load(version).tests[0].result == Quantity(Decimal(5), kept)
    assert CaseForm.on(admin_client, page_of(version)).values["tests-0-result_1"] == written


def test_a_doubt_is_told_in_the_readers_language(minimum: CaseForm, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {
        "Haemoglobin": "Hemoglobin",
        "%(test)s of %(value)s %(unit)s can hardly be.": "%(value)s %(unit)s %(test)s er knapt mulig.",
        "Did you mean %(value)s?": "Mente du %(value)s?",
    }
    minimum.fill("tests-0", analyte="haemoglobin", result_0="120", result_1="g/dL")
    with speaking(words, monkeypatch):
        page = minimum.send().html
    assert "<p>120 g/dL Hemoglobin er knapt mulig. Mente du 120 g/L?</p>" in page
    assert "can hardly be" not in page


def test_what_was_confirmed_holds_in_the_follow_up_too(doubtful: CaseForm, admin_client: Client) -> None:
    doubtful.values |= {f"{NAME}:reason": "Measured twice", f"{NAME}:tick": "on"}
    doubtful.send("_submit")
    draft = follow_up(CaseVersion.objects.get().case, by=None)
    assert open_concerns(draft, load(draft)) == []
    CaseForm.on(admin_client, page_of(draft)).fill("tests-0", result_0="2.9").send()
    assert [concern.path for concern in open_concerns(draft, load(draft))] == ["tests[1].result"]
