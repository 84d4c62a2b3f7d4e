"""A version that cannot change is shown with what it holds and nothing else: several rows as a table."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.icsr.codes_lung import ExclusionCause, ExclusionResult
from cases.icsr.lung import Exclusion
from cases.icsr.values import NullFlavor
from tests.cases.builders import accepted, minimal

pytestmark = pytest.mark.django_db


def page_of(admin_client: Client, *exclusions: Exclusion) -> str:
    version = accepted(minimal(exclusions=exclusions))
    return admin_client.get(f"/admin/cases/caseversion/{version.pk}/change/").content.decode()


def test_several_rows_are_a_table_of_the_filled_elements(admin_client: Client) -> None:
    page = page_of(
        admin_client,
        Exclusion(cause=ExclusionCause.INFECTION, done=True),
        Exclusion(cause=ExclusionCause.CARDIAC, done=NullFlavor.UNK, result=ExclusionResult.EXCLUDED),
    )
    table = page.split("<caption>Other cause</caption>")[1].split("</table>")[0]
    heads = [cell.split("</th>")[0] for cell in table.split('<th scope="col">')[1:]]
    cells = [cell.split("</td>")[0] for cell in table.split("<td>")[1:]]
    assert heads == ["No.", "Cause", "Looked for", "Result"]
    assert cells == ["1", "Infection", "Yes", "", "2", "Heart disease or lung oedema", "unknown", "Excluded"]


def test_one_row_is_a_card(admin_client: Client) -> None:
    page = page_of(admin_client, Exclusion(cause=ExclusionCause.INFECTION, basis="<b>culture</b>"))
    assert "<caption>Other cause</caption>" not in page
    assert "&lt;b&gt;culture&lt;/b&gt;" in page
