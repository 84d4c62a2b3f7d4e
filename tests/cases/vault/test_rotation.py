"""Keys are replaced by command: what was stored stays readable, and the old master key can go."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.core.management.base import CommandError

from cases import vault
from cases.checks import data_keys_open
from cases.models import DataKey
from cases.vault import keys, match_digest

pytestmark = pytest.mark.django_db
NEW = Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No key in memory that the test's transaction takes along."""
    keys.forget()
    yield
    keys.forget()


def rotate(*arguments: str, capture: Any) -> str:
    """Run the command to the end of its transaction; what it said."""
    said = io.StringIO()
    with capture(execute=True):
        call_command("rotate_keys", *arguments, stdout=said)
    return said.getvalue()


def test_after_a_rotation_the_old_master_key_can_go(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    old = settings.TOCSIN_MASTER_KEYS[0]
    before, digest = vault.encrypt("before"), match_digest("initials", "AB")
    settings.TOCSIN_MASTER_KEYS = [NEW, old]
    said = rotate(capture=django_capture_on_commit_callbacks)
    assert said.startswith("2 data keys are wrapped under the first master key; 2 of them were under another.")
    assert "The other 1 master keys can now be removed" in said
    settings.TOCSIN_MASTER_KEYS = [NEW]
    keys.forget()
    assert vault.decrypt(before) == "before"
    assert match_digest("initials", "AB") == digest
    settings.TOCSIN_MASTER_KEYS = [old]
    keys.forget()
    with pytest.raises(vault.MasterKeyMissing, match="cannot be opened: none of the 1 master keys given"):
        vault.decrypt(before)


def test_a_new_data_key_writes_and_the_old_one_reads(settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    before, digest = vault.encrypt("before"), match_digest("initials", "AB")
    said = rotate("--new-data-key", capture=django_capture_on_commit_callbacks)
    after = vault.encrypt("after")
    assert before.split(":")[1] != after.split(":")[1]
    assert f"Data key {after.split(':')[1]} is new." in said
    assert (vault.decrypt(before), vault.decrypt(after)) == ("before", "after")
    assert match_digest("initials", "AB") == digest
    assert list(DataKey.objects.order_by("pk").values_list("purpose", "retired")) == [
        ("field", True),
        ("match", False),
        ("field", False),
    ]


def test_a_rotation_without_the_old_master_key_changes_nothing_and_counts_what_is_lost(settings: Any) -> None:
    old = settings.TOCSIN_MASTER_KEYS[0]
    before = vault.encrypt("before")
    wrapped = list(DataKey.objects.order_by("pk").values_list("wrapped", flat=True))
    settings.TOCSIN_MASTER_KEYS = [NEW]
    with pytest.raises(CommandError, match="2 of 2 data keys cannot be opened") as refused:
        call_command("rotate_keys")
    assert NEW not in str(refused.value)
    assert list(DataKey.objects.order_by("pk").values_list("wrapped", flat=True)) == wrapped
    settings.TOCSIN_MASTER_KEYS = [old]
    keys.forget()
    assert vault.decrypt(before) == "before"


def test_the_check_before_a_start_names_keys_that_do_not_open(settings: Any) -> None:
    assert data_keys_open(["default"]) == []
    settings.TOCSIN_MASTER_KEYS = [NEW]
    (error,) = data_keys_open(["default"])
    assert error.msg.startswith("2 of 2 data keys cannot be opened with the 1 master keys given")
    assert error.id == "cases.E001"


def test_a_running_process_writes_with_a_new_key_after_some_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = vault.encrypt("x").split(":")[1]
    DataKey.objects.filter(purpose="field").update(retired=True)
    keys.ensure()
    assert vault.encrypt("x").split(":")[1] == first
    monkeypatch.setattr(keys, "CURRENT_FOR_SECONDS", -1)
    second = vault.encrypt("x").split(":")[1]
    assert second != first
    assert DataKey.objects.get(pk=second).retired is False
