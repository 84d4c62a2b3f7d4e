"""Typed text is kept before it is saved, and two people in one draft are told what the other changed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from cases.actions.cases import submit
from cases.admin.snapshots import Snapshot, snapshot_of
from cases.models import Autosave, CaseVersion, DraftRevision
from cases.store import load, write
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import ADD, CaseForm
from tests.cases.maximal import maximal
from tests.people import signed_in


@pytest.fixture
def other(draft: CaseVersion, django_user_model) -> Client:  # type: ignore[no-untyped-def]
    """Another person who may write the same draft."""
    berit = django_user_model.objects.create_user("berit", password="-", is_staff=True)
    berit.user_permissions.set(Permission.objects.filter(content_type__app_label="cases"))
    client = Client()
    client.force_login(berit)
    return client


def typed(form: CaseForm, url: str) -> None:
    """Send what is typed as the page does: filled inputs only."""
    filled = {name: value for name, value in form.values.items() if value}
    assert form.client.post(f"{url}typed/", {**filled, "typed_revision": "1"}).status_code == 200


def take(client: Client, url: str, button: str = "_take") -> CaseForm:
    """Press the button of the offer."""
    page = Autosave.objects.get(saved=False).page
    return CaseForm.read(client, url, client.post(url, {button: page}, follow=True).content.decode())


# --- typed text


def test_typed_text_comes_back_and_is_saved_when_it_is_taken(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft)
    form = CaseForm.on(admin_client, url).fill("reactions-0", verbatim="Lung bleeding")
    form.fill("tests-0", analyte="haemoglobin", result_0="half typ")
    typed(form, url.removesuffix("change/"))
    assert load(draft).reactions[0].verbatim == "Alveolar haemorrhage"
    assert "You typed more at" in CaseForm.on(admin_client, url).html
    taken = take(admin_client, url)
    assert taken.values["reactions-0-verbatim"] == "Lung bleeding"
    assert taken.values["tests-0-result_0"] == "half typ"
    assert "not saved yet" in taken.html
    taken.fill("tests-0", result_0="10.5", result_1="g/dL").send()
    assert load(draft).reactions[0].verbatim == "Lung bleeding"
    assert "You typed more at" not in CaseForm.on(admin_client, url).html


def test_typed_text_of_a_case_that_was_never_saved(minimum: CaseForm, admin_client: Client) -> None:
    typed(minimum, ADD)
    assert not CaseVersion.objects.exists()
    page = CaseForm.on(admin_client, ADD)
    assert "alemtuzumab, Alveolar haemorrhage" in page.html
    take(admin_client, ADD).send()
    assert load(CaseVersion.objects.get()).drugs[0].name == "alemtuzumab"
    assert not Autosave.objects.filter(saved=False).exists()


def test_typed_text_that_somebody_saved_over_is_put_on_top(
    draft: CaseVersion, admin_client: Client, other: Client
) -> None:
    url = page_of(draft)
    mine = CaseForm.on(admin_client, url).fill("reactions-0", verbatim="Lung bleeding")
    mine.fill("tests-0", analyte="spo2", result_0="91", result_1="%")
    typed(mine, url.removesuffix("change/"))
    theirs = CaseForm.on(other, url).fill("reactions-0", outcome="2", verbatim="Haemoptysis")
    theirs.fill("tests-0", analyte="crp", result_0="5", result_1="mg/L").send()
    taken = take(admin_client, url)
    assert "berit wrote here at" in taken.html
    assert taken.values["reactions-0-verbatim"] == "Lung bleeding"
    assert taken.values["reactions-0-outcome"] == "2"
    assert [taken.values[f"tests-{row}-analyte"] for row in (0, 1)] == ["crp", "spo2"]
    assert load(draft).reactions[0].verbatim == "Haemoptysis"


@pytest.mark.parametrize("known", [True, False], ids=["a draft", "a new case"])
def test_what_came_with_a_save_that_failed_is_kept(draft: CaseVersion, admin_client: Client, known: bool) -> None:
    url = page_of(draft) if known else ADD
    form = CaseForm.on(admin_client, url).fill("reactions-0", verbatim="Bleed")
    typed(form, url.removesuffix("change/"))
    form.fill("reactions-0", verbatim="Bleeding from the lung").fill("patient-0", weight_kg="sixty").send()
    assert "You typed more at" in CaseForm.on(admin_client, url).html
    taken = take(admin_client, url)
    assert taken.values["reactions-0-verbatim"] == "Bleeding from the lung"
    assert taken.values["patient-0-weight_kg"] == "sixty"
    taken.fill("patient-0", weight_kg="60").send()
    assert "You typed more at" not in CaseForm.on(admin_client, url).html


def test_text_is_not_kept_for_somebody_else_who_signed_in(
    draft: CaseVersion, admin_client: Client, other: Client, admin_user: User
) -> None:
    url = page_of(draft).removesuffix("change/") + "typed/"
    sent = {"page": "p", "typed_revision": "1", "typed_by": admin_user.pk, "reactions-0-verbatim": "Hers"}
    assert other.post(url, sent).status_code == 403
    assert not Autosave.objects.filter(page="p").exists()
    assert admin_client.post(url, sent).status_code == 200


def test_asking_whether_a_save_would_be_taken_keeps_nothing(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft).removesuffix("change/") + "typed/"
    assert admin_client.post(url, {"page": "p", "typed_revision": "1", "typed_ask": "1"}).json() == {"kept": ""}
    assert not Autosave.objects.filter(page="p").exists()


def test_what_is_no_page_is_refused(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft).removesuffix("change/") + "typed/"
    for sent in ({}, {"page": "p"}, {"page": "p", "typed_revision": "x"}, {"page": "p", "typed_revision": "9" * 12}):
        assert admin_client.post(url, sent).status_code == 400


def test_typed_text_can_be_dropped(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft)
    typed(CaseForm.on(admin_client, url).fill("reactions-0", verbatim="Other"), url.removesuffix("change/"))
    assert "You typed more" not in take(admin_client, url, "_drop").html
    assert not Autosave.objects.exclude(raw="").exists()


def test_what_a_saved_page_sends_late_is_not_kept(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft)
    form = CaseForm.on(admin_client, url).fill("reactions-0", verbatim="Other")
    form.send()
    typed(form, url.removesuffix("change/"))
    assert "You typed more" not in CaseForm.on(admin_client, url).html


def test_an_overtaken_sending_changes_nothing(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft).removesuffix("change/") + "typed/"
    for revision, words in (("2", "later"), ("1", "earlier")):
        admin_client.post(url, {"page": "p", "typed_revision": revision, "reactions-0-verbatim": words})
    assert "later" in Autosave.objects.get(page="p").raw


def test_typed_text_is_for_its_writer_alone(draft: CaseVersion, admin_client: Client, other: Client) -> None:
    url = page_of(draft)
    typed(CaseForm.on(admin_client, url).fill("reactions-0", verbatim="Other"), url.removesuffix("change/"))
    assert "You typed more" not in CaseForm.on(other, url).html
    assert other.post(url, {"_take": Autosave.objects.get(saved=False).page}).status_code == 404


def test_nothing_is_kept_for_who_may_not_write(draft: CaseVersion, admin_client: Client) -> None:
    url = page_of(draft).removesuffix("change/") + "typed/"
    reader = signed_in("Auditor")
    for _ in ("a draft", "submitted"):
        assert reader.post(url, {"page": "p", "typed_revision": "1"}).status_code == 403
        assert reader.post(page_of(draft), {"page": "p", "_save": "1"}).status_code in (302, 403)
        draft.refresh_from_db()
        if draft.is_draft:
            submit(draft, by=None)
    assert admin_client.get(url).status_code == 405
    assert not Autosave.objects.filter(page="p").exists()


@pytest.mark.parametrize("saved_between", [False, True], ids=["submitted as it was", "changed and submitted"])
def test_text_typed_while_a_colleague_submits_goes_into_the_follow_up(
    draft: CaseVersion, admin_client: Client, other: Client, saved_between: bool
) -> None:
    url = page_of(draft)
    CaseForm.on(admin_client, url).fill("reactions-1", verbatim="Fever", outcome="1").send()
    mine, theirs = CaseForm.on(other, url), CaseForm.on(admin_client, url)
    mine.fill("reactions-0", verbatim="Lung bleeding").fill("patient-0", weight_kg="60")
    mine.fill("tests-0", analyte="spo2", result_0="91", result_1="%").fill("drugs-0-infusions-0", course="1")
    if saved_between:
        theirs.fill("reactions-1", outcome="2")
    assert "Submitted: case" in theirs.send("_submit").html
    filled = {name: value for name, value in mine.values.items() if value}
    late = other.post(f"{url.removesuffix('change/')}typed/", {**filled, "typed_revision": "1"})
    assert (late.status_code, bool(late.json()["kept"])) == (409, True)
    page = mine.send()
    assert "submitted meanwhile" in page.html
    assert "Put it into a follow-up" in page.html
    opened = other.post(f"{url.removesuffix('change/')}follow-up/")["Location"]
    assert "You typed more in version 1" in CaseForm.on(other, opened).html
    taken = take(other, opened)
    assert ("Reaction 2: Outcome" in taken.html) == saved_between
    assert "Draft saved" in taken.send().html
    case = load(CaseVersion.objects.get(number=2))
    assert [row.verbatim for row in case.reactions] == ["Lung bleeding", "Fever"]
    assert case.patient is not None
    assert (str(case.patient.weight_kg), case.tests[0].analyte) == ("60", "spo2")
    assert [row.course for row in case.drugs[0].infusions] == [1]
    assert case.report is not None
    assert case.report.first_received is not None
    assert load(draft).reactions[0].verbatim == "Alveolar haemorrhage"
    assert "You typed more" not in CaseForm.on(other, opened).html + CaseForm.on(other, url).html


def test_text_that_came_too_late_can_be_dropped(draft: CaseVersion, admin_client: Client, other: Client) -> None:
    mine = CaseForm.on(other, page_of(draft)).fill("reactions-0", verbatim="Lung bleeding")
    CaseForm.on(admin_client, page_of(draft)).send("_submit")
    assert "Put it into a follow-up" in mine.send().html
    assert "Put it into a follow-up" not in CaseForm.on(admin_client, page_of(draft)).html
    assert "Put it into a follow-up" not in take(other, page_of(draft), "_drop").html


# --- two people


def test_what_each_changed_alone_is_put_together(draft: CaseVersion, admin_client: Client, other: Client) -> None:
    mine, theirs = CaseForm.on(admin_client, page_of(draft)), CaseForm.on(other, page_of(draft))
    theirs.fill("reactions-0", outcome="1").fill("tests-0", analyte="crp", result_0="5", result_1="mg/L").send()
    after = mine.fill("patient-0", weight_kg="60").fill("tests-0", analyte="spo2", result_0="91", result_1="%").send()
    assert "berit saved this draft" in after.html
    assert "Reaction 1: Outcome: Recovered" in after.html
    case = load(draft)
    assert case.patient is not None
    assert (str(case.patient.weight_kg), case.reactions[0].outcome) == ("60", "1")
    assert [(row.number, row.analyte) for row in case.tests] == [(1, "crp"), (2, "spo2")]


def test_what_both_changed_is_shown_and_nothing_is_overwritten(
    draft: CaseVersion, admin_client: Client, other: Client
) -> None:
    mine, theirs = CaseForm.on(admin_client, page_of(draft)), CaseForm.on(other, page_of(draft))
    theirs.fill("reactions-0", verbatim="Haemoptysis").send()
    after = mine.fill("reactions-0", verbatim="Lung bleeding").fill("patient-0", weight_kg="60").send()
    assert "berit wrote here at" in after.html
    assert "Haemoptysis" in after.html
    assert after.values["reactions-0-verbatim"] == "Lung bleeding"
    assert load(draft).reactions[0].verbatim == "Haemoptysis"
    after.send()
    assert load(draft).reactions[0].verbatim == "Lung bleeding"


def test_a_link_follows_its_new_row(draft: CaseVersion, admin_client: Client, other: Client) -> None:
    mine, theirs = CaseForm.on(admin_client, page_of(draft)), CaseForm.on(other, page_of(draft))
    theirs.fill("reactions-1", verbatim="Fever").send()
    mine.fill("reactions-1", verbatim="Cough").fill("drug_reactions-0", reaction="2", onset_course="1").send()
    case = load(draft)
    assert [(row.number, row.verbatim) for row in case.reactions][1:] == [(2, "Fever"), (3, "Cough")]
    assert case.drug_reactions[0].reaction == 3


def test_a_row_that_was_removed_meanwhile(draft: CaseVersion, admin_client: Client, other: Client) -> None:
    CaseForm.on(admin_client, page_of(draft)).fill("reactions-1", verbatim="Cough").send()
    mine, theirs = CaseForm.on(admin_client, page_of(draft)), CaseForm.on(other, page_of(draft))
    theirs.fill("reactions-1", DELETE="on").send()
    after = mine.fill("reactions-1", outcome="1").send()
    assert "kept as a new row" in after.html
    assert [row.verbatim for row in load(draft).reactions] == ["Alveolar haemorrhage"]
    after.send()
    assert [(row.verbatim, row.outcome) for row in load(draft).reactions][1] == ("Cough", "1")


def test_without_an_ancestor_every_difference_is_shown(draft: CaseVersion, admin_client: Client, other: Client) -> None:
    mine = CaseForm.on(admin_client, page_of(draft))
    CaseForm.on(other, page_of(draft)).fill("reactions-0", verbatim="Haemoptysis").send()
    DraftRevision.objects.update(content="")
    after = mine.send()
    assert "berit wrote here at" in after.html
    assert load(draft).reactions[0].verbatim == "Haemoptysis"


@pytest.mark.parametrize("nulls", [False, True], ids=["values", "null flavours"])
def test_a_merge_of_nothing_changes_nothing(
    draft: CaseVersion, admin_client: Client, other: Client, nulls: bool
) -> None:
    case = maximal(nulls=nulls)
    write(draft, case)
    mine, theirs = CaseForm.on(admin_client, page_of(draft)), CaseForm.on(other, page_of(draft))
    theirs.fill("narrative-0", story="Theirs").send()
    after = mine.send()
    assert "Draft saved" in after.html
    now = load(draft)
    assert now.narrative is not None
    assert now.narrative.story == "Theirs"
    assert now.drugs == case.drugs
    assert now.tests == case.tests
    assert now.documents == case.documents


def test_a_snapshot_survives_its_own_spelling(draft: CaseVersion) -> None:
    write(draft, maximal())
    snapshot = snapshot_of(draft)
    assert Snapshot.loads(snapshot.dumps()) == snapshot


def test_saving_counts_the_revision_up_only_when_something_changed(draft: CaseVersion, admin_client: Client) -> None:
    CaseForm.on(admin_client, page_of(draft)).send()
    draft.refresh_from_db()
    assert draft.revision == 0
    CaseForm.on(admin_client, page_of(draft)).fill("reactions-0", outcome="1").send()
    draft.refresh_from_db()
    assert draft.revision == 1
