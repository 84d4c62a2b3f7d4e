"""From a template and data to a PDF: typst with fonts that do not depend on the machine."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cases.typesetting.font_files import FONT_PACKAGES, folders_of

log = logging.getLogger(__name__)

SHARED = Path(__file__).parent / "templates"
"""Templates that every document may import, by a path that begins with /."""
_CJK = {"SC": "Noto Sans CJK SC", "JP": "Noto Sans CJK JP", "KR": "Noto Sans CJK KR"}
_FIRST = ("Noto Sans", "IBM Plex Sans Arabic")
# Noto's Arabic builds letters out of shared strokes and dots, which a PDF gives back as other letters when its text is
# copied or read aloud; Plex's does not. Noto's stays for the letters that Plex lacks.
_LAST = ("Libertinus Serif", "Noto Emoji", "DejaVu Sans Mono")
_UNPRINTABLE = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_ROUNDS = 8


class TypesettingError(RuntimeError):
    """The document cannot be made; the message holds no text of its data."""


@cache
def fonts() -> typst.Fonts:
    """typst's own fonts and those of the font packages; those of the machine are left out, so that bytes agree."""
    found = {name: list(folders_of(name)) for name in FONT_PACKAGES}
    for name in (name for name, folders in found.items() if not folders):
        log.warning("The font package %s is not installed: its scripts are printed as code numbers.", name)
    return typst.Fonts(
        include_system_fonts=False, font_paths=[folder for folders in found.values() for folder in folders]
    )


def families(text: str) -> list[str]:
    """Fonts in the order to try them; Han letters of Japanese and Korean texts come from the fonts made for those."""
    names = [unicodedata.name(letter, "") for letter in set(text) if ord(letter) > 0x3000]
    first = "JP" if any(name.startswith(("HIRAGANA", "KATAKANA")) for name in names) else "SC"
    if first == "SC" and any(name.startswith("HANGUL") for name in names):
        first = "KR"
    order = [first, *(script for script in _CJK if script != first)]
    known = fonts().families()
    scripts = sorted(name for name in known if name.startswith("Noto Sans ") and "CJK" not in name)
    wanted = [*_FIRST, *scripts, *(_CJK[script] for script in order), *_LAST]
    return [name for name in wanted if name in known]


def pdf(template: Path, data: dict[str, Any], *, at: datetime) -> bytes:
    """A tagged PDF (PDF/UA-1) from a template and data; `at` is the time it says it was made.

    The template can import those beside it and the shared ones. Letters for which no font is installed are printed as
    [U+65E5], and the document says so.
    """
    text = json.dumps(data, ensure_ascii=False)
    missing: set[str] = set()
    for _round in range(_ROUNDS):
        try:
            return _compile(template, text, bool(missing), at)
        except typst.TypstError as error:
            found = _letters(str(getattr(error, "diagnostic", error))) - missing
            if not found:
                raise TypesettingError(f"The document could not be made from {template.name}.") from None
            missing |= found
            text = "".join(f"[U+{ord(letter):04X}]" if letter in found else letter for letter in text)
    raise TypesettingError(f"The document could not be made from {template.name}: too many letters without a font.")


def _compile(template: Path, text: str, has_gaps: bool, at: datetime) -> bytes:
    beside = {file.name: file.read_bytes() for file in sorted(template.parent.glob("*.typ"))}
    shared = {file.name: file.read_bytes() for file in sorted(SHARED.glob("*.typ"))}
    return typst.compile(  # type: ignore[call-overload] # its stub does not know of files by name
        {**shared, **beside, "main": template.read_bytes()},
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": text, "families": json.dumps(families(text)), "gaps": "yes" if has_gaps else ""},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )


def _letters(diagnostic: str) -> set[str]:
    """The letters without a font that typst complains of, and what one of the log's readers needs to know of them."""
    texts = _UNPRINTABLE.findall(diagnostic)
    plain = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in texts)
    letters = {letter for letter in plain if ord(letter) > 0x7E}
    scripts = sorted({unicodedata.name(letter, "letter without a name").split()[0] for letter in letters})
    if letters:
        log.warning("No font for letters of these kinds, printed as code numbers: %s.", ", ".join(scripts))
    return letters
