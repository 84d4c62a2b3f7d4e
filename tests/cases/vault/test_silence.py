"""What identifies a person is in no name of a row, no search field, no mail of a logger and no journal of Django's."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils.log import AdminEmailHandler

from cases.icsr import ICSR
from cases.icsr.patient import Patient as PatientRecord
from cases.icsr.spec import elements, walk
from cases.models.section import MODEL_OF
from cases.store import write
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import CaseForm
from tests.cases.builders import draft
from tests.cases.vault.test_stored import identifying, telling


@pytest.mark.django_db
def test_rows_are_named_without_what_they_hold() -> None:
    case = telling()
    draft(case)
    values = [value for _, value in identifying(case) if isinstance(value, str)]
    for model in apps.get_app_config("cases").get_models():
        for row in model._default_manager.all():
            named = f"{row} {row!r}"
            assert [value for value in values if value in named] == []


@pytest.mark.django_db
def test_no_screen_searches_filters_or_lists_an_encrypted_column() -> None:
    secret = {name for record in walk(ICSR) for name, spec in elements(record) if spec.identifies}
    tables = {MODEL_OF[record] for record in walk(ICSR)}
    screens = {model: screen for model, screen in admin.site._registry.items() if model._meta.app_label == "cases"}
    assert screens
    for model, screen in screens.items():
        named = (*screen.search_fields, *screen.list_display, *map(str, screen.list_filter))
        shown = {str(name).strip("^=@").rsplit("__", 1)[-1] for name in named}
        assert model not in tables
        assert shown & secret == set()


def test_no_logger_mails_what_was_in_memory() -> None:
    loggers = [logging.getLogger(), *map(logging.getLogger, list(logging.root.manager.loggerDict))]
    assert [logger for logger in loggers if any(isinstance(h, AdminEmailHandler) for h in logger.handlers)] == []


@pytest.mark.django_db
def test_djangos_own_journal_names_fields_and_not_values(admin_client: Client) -> None:
    version = draft()
    write(version, ICSR(patient=PatientRecord(initials="OLD")))
    CaseForm.on(admin_client, page_of(version)).fill("patient-0", initials_0="NEWINITIALS").send()
    entry = LogEntry.objects.get()
    assert "NEWINITIALS" not in f"{entry.object_repr} {entry.change_message} {entry.get_change_message()}"
