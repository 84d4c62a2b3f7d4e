"""The page that publishes: what it says will change, who may, and that the job does what the command does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.models import AuditEvent, Case
from registry.access import as_web_login
from reports.actions.publish import PublishError, ask_to_publish, preview, publish
from reports.jobs import publish_figures
from reports.models import Publication
from reports.statistics.publication import Topic
from tests.people import person, signed_in
from tests.reports.builders import DAH, DAY, accepted, pair

pytestmark = pytest.mark.django_db
PAGE = "/reports/publish/"
NEXT = DAY + timedelta(days=1)
BOTH = Topic("alemtuzumab", DAH)


def many(count: int, on: date = DAY, source: str = "centre", **facts: Any) -> None:
    """Accepted cases that are alike."""
    for _number in range(count):
        case = accepted(pair(**facts), on=on)
        Case.objects.filter(pk=case.pk).update(source=source)


def waiting() -> QuerySet[Any]:
    """Jobs that are to publish."""
    return ProcrastinateJob.objects.filter(task_name="reports.jobs.publish_figures")


def test_what_appears_what_is_counted_anew_and_what_stays() -> None:
    many(20)
    many(8, reaction_name="Cough")
    publish(by=None)
    many(6, NEXT)
    many(2, NEXT, reaction_name="Cough")
    many(5, NEXT, reaction_name="Rash")
    found = preview()
    told = {item.topic: (item.shown, item.reported, item.counted, item.moves) for item in found.changes}
    assert found.day == NEXT
    assert told == {
        Topic("alemtuzumab", ""): (28, 41, DAY, True),
        BOTH: (20, 26, DAY, True),
        Topic("", DAH): (20, 26, DAY, True),
        Topic("alemtuzumab", "Rash"): (None, 5, None, True),
        Topic("", "Rash"): (None, 5, None, True),
    }
    assert found.staying == 2  # of cough: two more are too few to be told
    assert [item.reported for item in found.changes] == [41, 26, 26, 5, 5]


def test_nothing_else_changes_than_it_says() -> None:
    many(20)
    many(8, reaction_name="Cough")
    publish(by=None)
    many(6, NEXT)
    many(2, NEXT, reaction_name="Cough")
    found = preview()
    second = publish(by=None)
    anew = {Topic(item.drug, item.reaction) for item in second.topics.filter(counted=second.day)}
    # Of those counted anew some may show nothing, since two of cough could be worked out from them.
    assert Topic("alemtuzumab", "") in anew
    assert anew <= {item.topic for item in found.changes if item.moves}
    assert second.topics.get(drug="", reaction="Cough").counted == DAY


def test_a_published_case_changes_a_topic_though_its_numbers_from_centres_stay() -> None:
    many(20)
    publish(by=None)
    many(1, NEXT, source="literature")
    (change,) = [item for item in preview().changes if item.topic == BOTH]
    assert (change.moves, change.published_before, change.published) == (False, 0, 1)


def test_managers_see_it_press_and_a_job_publishes() -> None:
    many(20)
    manager = signed_in("PV manager", "mia")
    text = manager.get(PAGE).content.decode()
    assert "Publish the figures up to 2025-03-31" in text
    assert manager.post(PAGE, {"as_of": DAY.isoformat()}).status_code == 200
    assert not waiting().exists()
    said = manager.post(PAGE, {"as_of": DAY.isoformat(), "confirmed": "yes"}, follow=True).content.decode()
    assert "being published" in said
    assert "Publish the figures up to" not in said
    (job,) = waiting()
    assert "XX-" not in str(job.args)
    with as_web_login():
        publish_figures(**job.args)
    made = Publication.objects.get()
    assert (made.day, made.by.username) == (DAY, "mia")
    event = AuditEvent.objects.filter(table_name="reports_publication").get()
    assert (event.actor, event.db_role) == ("job publish_figures", "tocsin_service")


def test_a_second_one_waits_for_the_first() -> None:
    many(20)
    mia = person("PV manager", "mia")
    ask_to_publish(by=mia)
    with pytest.raises(PublishError, match="being published"):
        ask_to_publish(by=mia)
    assert waiting().count() == 1


def test_that_a_job_failed_is_said() -> None:
    many(20)
    ask_to_publish(by=None)
    waiting().update(status="failed")
    text = signed_in("PV manager", "mia").get(PAGE).content.decode()
    assert "could not be made" in text
    assert "Publish the figures up to" in text


@pytest.mark.parametrize("role", ["PV assessor", "Auditor", "Centre lead"])
def test_nobody_else_may(role: str) -> None:
    many(20)
    client = signed_in(role, "eve")
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"as_of": DAY.isoformat(), "confirmed": "yes"}).status_code == 403
    with pytest.raises(PublishError, match="needs the permission"):
        ask_to_publish(by=person(role, "eva"))
    assert not waiting().exists()


def test_who_may_no_longer_publish_when_the_job_runs_publishes_nothing() -> None:
    many(20)
    mia = person("PV manager", "mia")
    ask_to_publish(by=mia)
    mia.groups.clear()
    (job,) = waiting()
    with pytest.raises(PublishError):
        publish_figures(**job.args)
    mia.is_active = False
    mia.save()
    with pytest.raises(PublishError, match="no account"):
        publish_figures(**job.args)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"), [("2999-01-01", "lies in the future"), ("2025-03-31", "published already"), ("soon", "soon")]
)
def test_days_that_cannot_be_are_told(day: str, words: str) -> None:
    many(20)
    publish(by=None)
    client = signed_in("PV manager", "mia")
    for response in (client.get(PAGE, {"as_of": day}), client.post(PAGE, {"as_of": day, "confirmed": "yes"})):
        assert response.status_code == 400
        assert words in response.content.decode()
    assert not waiting().exists()


def test_that_nothing_is_new_is_no_error() -> None:
    many(20)
    publish(by=None)
    response = signed_in("PV manager", "mia").get(PAGE)
    assert response.status_code == 200
    assert "published already" in response.content.decode()
