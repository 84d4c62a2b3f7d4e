"""Mails go to those who wait, exactly when something was done, and hold nothing about the patient."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.actions import review
from cases.actions.cases import submit
from cases.actions.notices import AddresseeKind, Notice, send
from cases.actions.retraction import nullify
from cases.actions.review import Question
from cases.actions.steps import ActionError
from cases.database.context import acting
from cases.icsr.plain import filled
from cases.icsr.spec import CodeList
from cases.jobs import send_notice
from cases.models import CaseVersion, Centre
from cases.selectors.actor import actor_for
from registry.access import as_web_login
from tests.cases.builders import centre as centre_named
from tests.cases.builders import draft
from tests.cases.maximal import maximal
from tests.people import person

pytestmark = pytest.mark.django_db

SECRET_QUESTION = "Did Mrs Quartz-Zebulon bleed on 14 July?"
SECRET_ANSWER = "Yes, 300 mL of blood, at night."
SECRET_REASON = "The patient is called Quartz-Zebulon."


@pytest.fixture
def centre() -> Centre:
    """The centre, with an address of its own."""
    made = centre_named()
    Centre.objects.filter(pk=made.pk).update(contact_email="ms-team@example.org")
    return made


@pytest.fixture
def ada() -> Any:
    """An assessor."""
    return person("PV assessor", "ada")


@pytest.fixture
def nora(centre: Centre) -> Any:
    """A reporter of the centre."""
    return person("Centre reporter", "nora", centre=centre)


@pytest.fixture
def version(centre: Centre, ada: Any) -> CaseVersion:
    """A version in review that holds every element."""
    made = draft(maximal())
    submit(made, by=None)
    review.take_into_review(made, by=ada)
    return made


def sent() -> list[EmailMessage]:
    """Run the jobs that wait; the mails that they sent."""
    mail.outbox = []
    for job in ProcrastinateJob.objects.filter(task_name="cases.jobs.send_notice").order_by("pk"):
        send_notice(**job.args)
    return list(mail.outbox)


def receivers() -> list[str]:
    """Who got a mail, each mail with one addressee."""
    return [address for message in sent() for address in message.to]


def ask(version: CaseVersion, ada: Any) -> None:
    """Ask one question."""
    review.ask(version, [Question("patient.initials", SECRET_QUESTION)], by=ada)


def test_the_centre_and_its_reporters_are_told_of_a_question(version: CaseVersion, ada: Any, nora: Any) -> None:
    person("Centre lead", "lena", centre=version.case.centre)
    person("API client", "machine", centre=version.case.centre)
    person("Centre lead", "olga", centre=centre_named("Centre B"))
    gone = person("Centre lead", "gone", centre=version.case.centre)
    gone.is_active = False
    gone.save()
    # The same address as the centre's, in other letters: one mail, not two.
    twin = person("Centre lead", "twin", centre=version.case.centre)
    twin.email = "MS-Team@example.org"
    twin.save()
    ask(version, ada)
    assert receivers() == ["ms-team@example.org", "nora@example.org", "lena@example.org"]


def test_returning_and_accepting_are_told(version: CaseVersion, ada: Any, nora: Any) -> None:
    review.return_to_centre(version, by=ada, reason=SECRET_REASON)
    assert [message.subject for message in sent()] == [f"Tocsin: case {version.case} came back to you"] * 2
    ProcrastinateJob.objects.all()._raw_delete("default")
    other = draft()
    submit(other, by=None)
    review.take_into_review(other, by=ada)
    review.accept(other, by=ada, signed=True)
    assert [message.subject for message in sent()] == [f"Tocsin: case {other.case} is accepted"] * 2


def test_loading_documented_cases_writes_to_nobody(centre: Centre, nora: Any) -> None:
    made = draft()
    submit(made, by=None)
    review.accept(made, by=None)
    assert receivers() == []


def test_the_assessor_is_told_of_answers(version: CaseVersion, ada: Any, nora: Any) -> None:
    ask(version, ada)
    before = len(sent())
    client = Client()
    client.force_login(nora)
    client.post(f"/admin/cases/caseversion/{version.pk}/status/", {"answer-1": SECRET_ANSWER})
    assert receivers()[before:] == ["ada@example.org"]


def test_the_roles_of_the_database_may_announce(version: CaseVersion, ada: Any, nora: Any) -> None:
    with as_web_login(), acting(actor_for(ada, "1")):
        ask(version, ada)
    assert receivers() == ["ms-team@example.org", "nora@example.org"]


def test_what_is_refused_is_not_announced(version: CaseVersion, nora: Any) -> None:
    with pytest.raises(ActionError):
        ask(version, nora)
    assert receivers() == []


def test_nothing_of_the_case_is_in_mail_or_job(version: CaseVersion, ada: Any, nora: Any) -> None:
    ask(version, ada)
    review.answer(version, {1: SECRET_ANSWER}, by=nora)
    review.return_to_centre(version, by=ada, reason=SECRET_REASON)
    messages = sent()
    assert len(messages) == 5
    secrets = [SECRET_QUESTION, SECRET_ANSWER, SECRET_REASON, "Quartz", "nora", *values_of_the_case()]
    assert len(secrets) > 300
    for text in [*map(readable, messages), *map(str, ProcrastinateJob.objects.values_list("args", flat=True))]:
        assert [secret for secret in secrets if secret in text.replace("nora@example.org", "")] == []


def values_of_the_case() -> list[str]:
    """Every value of the maximal case as it could be written, longer than a number that is anywhere."""
    found = []
    for _path, value in filled(maximal()):
        found += [value.label] if isinstance(value, CodeList) else [str(value)]
    return [text for text in found if len(text) > 4]


def readable(message: EmailMessage) -> str:
    """Subject, body and all headers but those that the mail library makes of the clock."""
    made = message.message()
    headers = [f"{name}: {value}" for name, value in made.items() if name not in ("Date", "Message-ID")]
    return "\n".join([message.subject, str(message.body), *headers])


def test_the_mail_leads_to_the_status_page(version: CaseVersion, ada: Any, settings: Any) -> None:
    settings.TOCSIN_SITE_URL = "https://registry.example.org/"
    settings.DEFAULT_FROM_EMAIL = "registry@example.org"
    ask(version, ada)
    (message,) = sent()
    assert f"https://registry.example.org/admin/cases/caseversion/{version.pk}/status/" in message.body
    assert message.from_email == "registry@example.org"
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert "&" not in message.body


def test_nullifying_is_told_without_the_reason(version: CaseVersion, nora: Any) -> None:
    last = nullify(version.case, by=person("PV manager"), reason=SECRET_REASON, signed=True)
    messages = sent()
    assert [message.to for message in messages] == [["ms-team@example.org"], ["nora@example.org"]]
    for message in messages:
        assert message.subject == f"Tocsin: case {version.case} is withdrawn"
        assert f"/admin/cases/caseversion/{last.pk}/status/" in message.body
        assert "Quartz" not in readable(message)


def test_the_mail_of_an_answer_leads_to_the_review_page(version: CaseVersion, ada: Any, nora: Any) -> None:
    ask(version, ada)
    ProcrastinateJob.objects.all()._raw_delete("default")
    review.answer(version, {1: SECRET_ANSWER}, by=nora)
    (message,) = sent()
    assert message.to == ["ada@example.org"]
    assert f"/admin/cases/caseversion/{version.pk}/review/" in message.body


def test_an_address_that_is_gone_is_no_error(version: CaseVersion, nora: Any) -> None:
    nora.email = ""
    nora.save()
    assert not send(Notice.ASKED, version.pk, AddresseeKind.USER, nora.pk)
    assert not send(Notice.ASKED, version.pk, AddresseeKind.USER, 0)
    assert not send(Notice.ASKED, 0, AddresseeKind.CENTRE, version.centre_id)


def test_a_mail_server_that_refuses_is_asked_again(version: CaseVersion, ada: Any, settings: Any) -> None:
    ask(version, ada)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    with pytest.raises(ConnectionRefusedError):
        sent()
    task = app.tasks["cases.jobs.send_notice"]
    assert task.retry_strategy is not None
    assert task.retry_strategy.max_attempts == 8
