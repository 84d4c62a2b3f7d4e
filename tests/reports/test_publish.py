"""Publishing the readers' figures: who may, when, and what is stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from cases.models import Case
from reports.actions.publish import PublishError, publish
from reports.models import Publication, ReaderTopic
from tests.people import person
from tests.reports.builders import DAH, DAY, accepted, pair

pytestmark = pytest.mark.django_db


def reported(topic: ReaderTopic) -> dict[tuple[str, str, str], int]:
    return {(table, row, column): number for table, row, column, number in topic.reported}


def many(count: int, *pairs: dict[str, Any], **facts: Any) -> None:
    for _number in range(count):
        accepted(*pairs, **facts)


def test_large_numbers_are_stored_and_small_ones_are_not() -> None:
    many(12, pair(), sex="2")
    many(2, pair(), sex="1")
    made = publish(by=None)
    topic = made.topics.get(drug="alemtuzumab", reaction="")
    found = reported(topic)
    assert made.day == DAY
    assert found["total", "", ""] == 14
    # 14 less 12 would be the two men; nobody else is there to hide among but those of unknown sex, of whom there are 0.
    assert ("sex", "2", "") not in found
    assert ("sex", "1", "") not in found
    assert min(found.values()) >= 5


def test_three_kinds_of_topics_are_counted_each_report_once() -> None:
    many(6, pair(), pair(reaction_name="Cough", outcome="0"))
    many(20, pair(reaction_name="Fever", organ_class="General"))
    made = publish(by=None)
    totals = {(item.drug, item.reaction): reported(item).get(("total", "", "")) for item in made.topics.order_by("pk")}
    assert totals == {
        ("", "Cough"): 6,
        ("", DAH): 6,
        ("", "Fever"): 20,
        ("alemtuzumab", ""): 26,
        ("alemtuzumab", "Cough"): 6,
        ("alemtuzumab", DAH): 6,
        ("alemtuzumab", "Fever"): 20,
    }
    drug = made.topics.get(drug="alemtuzumab", reaction="")
    assert reported(drug)["organ_class", "Lungs and airways", ""] == 6
    assert [row[0] for row in drug.names] == ["Cough", DAH, "Fever"]


def test_cases_of_the_literature_are_stored_as_they_are() -> None:
    case = accepted(pair())
    Case.objects.filter(pk=case.pk).update(source="literature")
    many(3, pair(drug_name="ocrelizumab"))
    made = publish(by=None)
    assert sorted(made.topics.values_list("drug", "reaction")) == [("", DAH), ("alemtuzumab", ""), ("alemtuzumab", DAH)]
    topic = made.topics.get(drug="alemtuzumab", reaction="")
    assert topic.reported == []
    assert ["total", "", "", 1] in topic.published


def test_figures_stay_until_enough_has_changed() -> None:
    many(20)
    publish(by=None)
    many(3, on=DAY + timedelta(days=1))
    second = publish(by=None)
    topic = second.topics.get(drug="alemtuzumab", reaction="")
    assert (topic.counted, reported(topic)["total", "", ""]) == (DAY, 20)
    many(4, on=DAY + timedelta(days=2))
    third = publish(by=None)
    topic = third.topics.get(drug="alemtuzumab", reaction="")
    assert (topic.counted, reported(topic)["total", "", ""]) == (third.day, 27)


def test_what_changed_by_few_is_hidden() -> None:
    many(10, sex="2")
    many(10, sex="1")
    first = publish(by=None).topics.get(drug="alemtuzumab", reaction="")
    assert {reported(first)["sex", code, ""] for code in "12"} == {10}
    many(9, sex="2", on=DAY + timedelta(days=1))
    many(1, sex="1", on=DAY + timedelta(days=1))
    second = reported(publish(by=None).topics.get(drug="alemtuzumab", reaction=""))
    assert second["total", "", ""] == 30
    assert ("sex", "1", "") not in second
    assert ("sex", "2", "") not in second


def test_only_the_manager_may_publish() -> None:
    many(5)
    with pytest.raises(PublishError, match="needs the permission"):
        publish(by=person("PV assessor"))
    assert publish(by=person("PV manager")).by.username == "pv_manager"


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2125, 1, 1), "lies in the future"), (DAY, "published already"), (DAY - timedelta(days=1), "already")],
)
def test_days_that_cannot_be(day: date, words: str) -> None:
    many(5)
    publish(by=None)
    with pytest.raises(PublishError, match=words):
        publish(by=None, day=day)
    assert Publication.objects.count() == 1


def test_without_a_case_there_is_nothing_to_publish() -> None:
    with pytest.raises(CommandError, match="nothing to publish"):
        call_command("publish")


def test_the_command_says_what_it_did(capsys: Any) -> None:
    many(6)
    call_command("publish", "--first")
    call_command("publish", "--first")
    assert capsys.readouterr().out == (
        "Published: figures up to 2025-03-31 on 3 topics.\nFigures are published already.\n"
    )


def test_what_was_shown_cannot_be_changed() -> None:
    many(6)
    publish(by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReaderTopic.objects.update(reported=[])
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(threshold=1)
