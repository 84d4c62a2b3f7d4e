"""Encryption and digests: round trips, tampering, first use in a race, spellings that are equal."""

from __future__ import annotations

import base64
import re
import threading
import traceback

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases import vault
from cases.icsr.partial_date import PartialDate
from cases.models import DataKey
from cases.models.columns import match_of
from cases.vault import keys, match_digest
from cases.vault.matching import normalised

SECRET = "MRN-4711 Ægir"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


class Laws(TestCase):
    """What holds for all texts and bytes."""

    @given(TEXTS)
    @settings(deadline=None)
    def test_text_comes_back(self, text: str) -> None:
        assert vault.decrypt(vault.encrypt(text)) == text

    @given(st.binary(max_size=5000))
    @settings(deadline=None)
    def test_bytes_come_back(self, content: bytes) -> None:
        assert vault.decrypt_bytes(vault.encrypt_bytes(content)) == content

    @given(TEXTS)
    @settings(deadline=None)
    def test_a_digest_is_that_of_the_normal_form(self, text: str) -> None:
        assert normalised(normalised(text)) == normalised(text)
        assert match_digest("initials", text) == match_digest("initials", normalised(text))


@pytest.mark.django_db
def test_a_ciphertext_names_its_key_and_is_never_the_same() -> None:
    first, second = vault.encrypt(SECRET), vault.encrypt(SECRET)
    key = DataKey.objects.get(purpose=DataKey.Purpose.FIELD, retired=False)
    assert first != second
    assert re.fullmatch(rf"v1:{key.pk}:gAAAA[\w-]+={{0,2}}", first)
    assert SECRET not in base64.urlsafe_b64decode(first.split(":")[2]).decode("latin-1")
    assert str(key) == f"Encrypts values, {key.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("place", [12, 30, -5])
def test_a_changed_ciphertext_is_refused_without_its_value(place: int) -> None:
    ciphertext = vault.encrypt(SECRET)
    other = "A" if ciphertext[place] != "A" else "B"
    changed = ciphertext[:place] + other + (ciphertext[place + 1 :] if place != -1 else "")
    with pytest.raises(vault.VaultError, match="was changed since it was written") as refused:
        vault.decrypt(changed)
    shown = "".join(traceback.format_exception(refused.value))
    assert SECRET not in shown
    assert ciphertext.split(":")[2][:20] not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("stored", [SECRET, "v1:", "v2:1:gAAAA", "v1:x:gAAAA", "v1:1:" + SECRET])
def test_what_is_no_ciphertext_is_refused_without_its_value(stored: str) -> None:
    with pytest.raises(vault.VaultError, match="should be stored encrypted is not") as refused:
        vault.decrypt(stored)
    assert SECRET not in str(refused.value)


@pytest.mark.django_db
def test_a_key_that_nobody_made_is_named() -> None:
    token = vault.encrypt(SECRET).split(":")[2]
    with pytest.raises(vault.VaultError, match="no data key 987654"):
        vault.decrypt(f"v1:987654:{token}")


@pytest.mark.django_db
def test_the_key_of_digests_opens_no_value() -> None:
    key = DataKey.objects.get(purpose=DataKey.Purpose.MATCH)
    match_digest("initials", "AB")
    keys.forget()
    with pytest.raises(vault.VaultError, match=f"no data key {key.pk}"):
        vault.decrypt(f"v1:{key.pk}:{vault.encrypt(SECRET).split(':')[2]}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("MRN 47-11", "mrn4711", True),
        ("MRN\u201047\u221211\u00a0", "mrn4711", True),
        ("\uff21\uff22", "ab", True),  # full-width letters
        ("STRASSE", "stra\u00dfe", True),
        ("E\u0301", "\u00e9", True),
        ("4711", "4712", False),
        ("47/11", "4711", False),
        ("O", "0", False),
    ],
)
def test_digests_are_equal_when_the_spelling_alone_differs(one: str, other: str, equal: bool) -> None:
    assert (match_digest("hospital_record", one) == match_digest("hospital_record", other)) is equal


@pytest.mark.django_db
def test_a_digest_tells_nothing_and_belongs_to_its_element() -> None:
    digest = match_digest("hospital_record", "4711")
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    assert digest != match_digest("gp_record", "4711")
    assert match_digest("hospital_record", " - ") == ""
    day, moment = PartialDate("19890102"), PartialDate("198901021430+0200")
    assert match_of("birth_date", day) == match_of("birth_date", moment) != match_of("birth_date", PartialDate("1989"))


@pytest.mark.django_db(transaction=True)
def test_threads_that_race_for_the_first_key_write_with_the_same() -> None:
    DataKey.objects.all().delete()
    keys.forget()
    written: list[str] = []
    start = threading.Barrier(8)

    def write() -> None:
        start.wait()
        # As eight processes would: each with a memory of its own.
        keys.forget()
        written.append(vault.encrypt(SECRET))
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written) == 8
    assert len({text.split(":")[1] for text in written}) == 1
    assert DataKey.objects.filter(purpose=DataKey.Purpose.FIELD).count() == 1
    keys.forget()
    assert {vault.decrypt(text) for text in written} == {SECRET}


@pytest.mark.django_db(transaction=True)
def test_the_first_key_outlives_the_transaction_that_needed_it() -> None:
    DataKey.objects.all().delete()
    keys.forget()
    with transaction.atomic():
        ciphertext = vault.encrypt(SECRET)
        transaction.set_rollback(True)
    keys.forget()
    assert vault.decrypt(ciphertext) == SECRET
