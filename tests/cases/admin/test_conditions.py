"""The declaration of what applies when names only sections, elements and answers that there are."""

from __future__ import annotations

import json

import pytest
from django import forms
from django.test import Client

from cases.admin.conditions import RULES, Rule, When, for_page
from cases.admin.forms import form_for
from cases.admin.minimum import MINIMUM
from cases.icsr import ICSR
from cases.icsr.spec import elements, parts
from tests.cases.admin.forms_on_pages import ADD, CaseForm

RECORDS = {part.name: part.record for part in parts(ICSR)}
RECORDS |= {child.name: child.record for part in parts(ICSR) for child in parts(part.record)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.section}.{' '.join(rule.elements)}"[:60])
def test_a_rule_is_about_what_there_is(rule: Rule) -> None:
    names = {name for name, _spec in elements(RECORDS[rule.section])}
    assert set(rule.elements) <= names
    assert rule.staff_only or rule.any_of
    for when in rule.any_of:
        check_answer(rule.section, when)


def check_answer(section: str, when: When) -> None:
    """The answer's element exists, and is spelled as its list spells it."""
    other, _, element = when.element.rpartition(".")
    record = RECORDS[other or section]
    name = element if element in dict(elements(record)) else element.rpartition("_")[0]
    field = form_for(record, coding=False, identity=True).base_fields[name]
    spelled = {str(value) for value in when.values} - {""}
    if isinstance(field, forms.ChoiceField):
        assert spelled <= {value for value, _label in field.choices}


def test_no_rule_waits_for_a_field_that_only_staff_see() -> None:
    for_staff = {(rule.section, name) for rule in RULES if rule.staff_only for name in rule.elements}
    waits = {
        tuple(when.element.rpartition(".")[::2]) if "." in when.element else (rule.section, when.element)
        for rule in RULES
        if not rule.staff_only
        for when in rule.any_of
        if when.element != "retraction"
    }
    assert waits & for_staff == {("report", "retraction")} & waits


def test_the_page_carries_the_declaration(new: CaseForm) -> None:
    declared = new.html.partition('<script id="case-conditions" type="application/json">')[2].partition("</script>")[0]
    assert json.loads(declared) == json.loads(json.dumps(for_page(staff=True)))
    assert all(not rule["staff_only"] for rule in json.loads(declared))


def test_the_minimum_is_at_most_twelve_fields_with_the_centre() -> None:
    assert sum(len(names) for names in MINIMUM.values()) + 1 <= 12
    for record, names in MINIMUM.items():
        assert set(names) <= {name for name, _spec in elements(record)}


def test_hiding_never_clears_what_is_sent(minimum: CaseForm, admin_client: Client) -> None:
    from cases.models import CaseVersion
    from cases.store import load

    minimum.fill("bronchoscopies-0", status="not_done", aliquots="clearing").send()
    (scope,) = load(CaseVersion.objects.get()).bronchoscopies
    assert scope.aliquots == "clearing"
    assert admin_client.get(ADD).status_code == 200
