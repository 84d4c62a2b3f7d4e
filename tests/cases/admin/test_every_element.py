"""Every section has its tab, every element its field, and opening and saving a case changes nothing."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.actions.confirmations import confirm, open_concerns
from cases.admin.elements import field_for
from cases.admin.tabs import TABS
from cases.icsr import ICSR
from cases.icsr.spec import elements, parts, walk
from cases.models import CaseVersion
from cases.store import load, write
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import CaseForm
from tests.cases.maximal import maximal
from tests.cases.maximal import value as value_of
from tests.people import person


def test_each_section_stands_in_one_tab() -> None:
    placed = Counter(name for tab in TABS for name in tab.sections)
    assert placed == Counter(part.name for part in parts(ICSR))


@pytest.mark.parametrize("record", list(walk(ICSR)), ids=lambda record: record.__name__)
def test_each_field_is_unchanged_by_what_it_shows(record: type) -> None:
    for name, spec in elements(record):
        field = field_for(name, spec)
        for value in (value_of(spec, name, 1), *spec.nulls):
            shown = field.prepare_value(value)
            html = field.widget.render("x", shown)
            assert html, (name, value)


@pytest.mark.parametrize("nulls", [False, True], ids=["values", "null flavours"])
def test_saving_what_is_shown_changes_nothing(admin_client: Client, draft: CaseVersion, nulls: bool) -> None:
    case = maximal(nulls=nulls)
    write(draft, case)
    form = CaseForm.on(admin_client, page_of(draft))
    with CaptureQueriesContext(connection) as queries:
        after = form.send()
    assert "Draft saved" in after.html
    assert load(draft) == case
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    # That the page showed who the patient is was noted.
    assert [sql for sql in written if '"cases_' in sql and '"cases_accessevent"' not in sql] == []


@pytest.mark.parametrize("nulls", [False, True], ids=["values", "null flavours"])
def test_everything_can_be_read_after_submission(admin_client: Client, draft: CaseVersion, nulls: bool) -> None:
    write(draft, maximal(nulls=nulls))
    case = load(draft)
    for concern in open_concerns(draft, case):
        confirm(draft, concern, icsr=case, reason="invented", by=None)
    CaseForm.on(admin_client, page_of(draft)).send("_submit")
    page = CaseForm.on(admin_client, page_of(draft))
    assert "included-1.pdf, 256" in page.html
    assert "13.0 years" in page.html
    assert ("asked, not known" in page.html) is nulls
    assert "<textarea" not in page.html


def test_without_rights_to_code_there_are_no_codes(draft: CaseVersion, client: Client) -> None:
    write(draft, maximal(nulls=False))
    client.force_login(person("Centre reporter", centre=draft.centre))
    form = CaseForm.on(client, page_of(draft))
    assert "10000001" not in form.html
    form.fill("reactions-0", verbatim="Lung bleeding").send()
    reaction = load(draft).reactions[0]
    assert reaction.verbatim == "Lung bleeding"
    assert reaction.term is not None
    assert reaction.term.code == "10000001"
