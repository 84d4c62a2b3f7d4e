"""An empty row that was built once is the row that the page itself would have built."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from cases.admin.base import PARTS
from cases.admin.formsets import formset_for
from cases.models import CaseVersion

REPEATING = [part for part in PARTS.values() if part.repeats]


@pytest.mark.django_db
@pytest.mark.parametrize("coding", [True, False])
@pytest.mark.parametrize("part", REPEATING, ids=lambda part: part.name)
def test_it_is_what_the_template_shows(part, coding: bool) -> None:  # type: ignore[no-untyped-def]
    formset = formset_for(part, coding=coding, identity=True)(instance=CaseVersion())
    shown = render_to_string("cases/admin/row.html", {"form": formset.empty_form, "formset": formset, "editable": True})
    assert formset.empty_row == shown
    assert f"{part.name}-__prefix__-" in formset.empty_row


@pytest.mark.django_db
def test_a_row_below_a_drug_has_the_prefix_of_its_drug() -> None:
    drugs = formset_for(PARTS["drugs"], coding=False, identity=True)(instance=CaseVersion())
    infusions = drugs.forms[0].children[0]
    assert 'name="drugs-0-infusions-__prefix__-course"' in infusions.empty_row
    assert 'name="drugs-__prefix__-infusions-__prefix__-course"' in drugs.empty_row


@pytest.mark.django_db
def test_each_language_has_its_own() -> None:
    formset = formset_for(PARTS["reactions"], coding=False, identity=True)(instance=CaseVersion())
    english = formset.empty_row
    with translation.override("nb"):
        assert "Fjern" in formset.empty_row  # Django's own word for removing
    assert formset.empty_row == english
