"""Equal values without their text: a digest that only the holder of the key can compute, so guessing is no way in."""

from __future__ import annotations

import hmac
import unicodedata

from cases.vault import keys

_NOT_COUNTED = {"\u00ad", "\u2212"}
"""Soft hyphen and minus sign, which Unicode does not count as dashes."""
_TURNS = 3


def normalised(text: str) -> str:
    """What two spellings of one value share: compatible forms made one, no case, no spaces, no hyphens."""
    # A space that goes can let an accent join the letter before it, so once is not always enough.
    for _turn in range(_TURNS):
        text = _step(text)
    return text


def _step(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if not _is_ignored(char))


def _is_ignored(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Pd" or char in _NOT_COUNTED


def match_digest(element: str, text: str) -> str:
    """64 hexadecimal digits; '' for a text without content. The same text in two elements gives two digests."""
    plain = normalised(text)
    if not plain:
        return ""
    _key_id, key = keys.current(keys.MATCH)
    return hmac.new(key, f"{element}\0{plain}".encode(), "sha256").hexdigest()
