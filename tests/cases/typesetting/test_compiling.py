"""Fonts and failures of the typesetting: a letter without a font is never lost, and a log never quotes a case."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import typst

from cases.documents.cioms import cioms_pdf
from cases.documents.typesetting import pdf
from cases.icsr import ICSR
from cases.icsr.narrative import Narrative
from cases.typesetting import compiling
from cases.typesetting.compiling import TypesettingError, families, fonts
from tests.cases.documents.printed import STAMP, squeezed_document


@pytest.fixture
def without_packages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(compiling, "FONT_PACKAGES", ("no_such_fonts",))
    fonts.cache_clear()
    yield
    fonts.cache_clear()


def test_the_font_packages_are_installed() -> None:
    assert {"Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK SC"} <= set(fonts().families())


@pytest.mark.parametrize(
    ("text", "first"),
    [("出血", "Noto Sans CJK SC"), ("しゅっけつ出血", "Noto Sans CJK JP"), ("출혈 出血", "Noto Sans CJK KR")],
)
def test_han_letters_come_from_the_font_of_their_language(text: str, first: str) -> None:
    assert next(name for name in families(text) if "CJK" in name) == first


def test_without_fonts_letters_become_numbers_and_the_document_and_the_log_say_so(
    without_packages: None, caplog: pytest.LogCaptureFixture
) -> None:
    story = "Blood 出血, 出 and กข."
    with caplog.at_level(logging.WARNING):
        text = squeezed_document(cioms_pdf(ICSR(narrative=Narrative(story=story)), identity=True, stamp=STAMP))
    assert "Blood[U+51FA][U+8840],[U+51FA]and[U+0E01][U+0E02]." in text
    assert "hasnofont" in text
    assert "The font package no_such_fonts is not installed" in caplog.text
    assert "CJK, THAI" in caplog.text
    assert "出" not in caplog.text


def test_with_all_fonts_nothing_is_said_of_missing_ones(caplog: pytest.LogCaptureFixture) -> None:
    text = squeezed_document(cioms_pdf(ICSR(narrative=Narrative(story="出血")), identity=True, stamp=STAMP))
    assert "hasnofont" not in text
    assert caplog.text == ""


def test_a_failure_quotes_nothing_of_the_case() -> None:
    with pytest.raises(TypesettingError, match=r"could not be made from summary\.typ") as caught:
        pdf("summary.typ", {"story": "secret"}, at=STAMP.printed_at)
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_document_that_never_settles_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("αβγδεζηθικλ")

    def complain(*_args: object) -> bytes:
        message = f'the text `"{next(letters)}"` could not be displayed'
        raise typst.TypstError(message, message)

    monkeypatch.setattr(compiling, "_compile", complain)
    with pytest.raises(TypesettingError, match="too many letters"):
        pdf("cioms.typ", {}, at=STAMP.printed_at)
