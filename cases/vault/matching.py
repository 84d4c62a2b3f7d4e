"""Equal values without their text: a digest that only the holder of the key can compute, so guessing is no way in."""

from __future__ import annotations

import hmac
import unicodedata

from cases.vault import keys

_NOT_COUNTED = {"\u00ad", "\u2212"}
"""Soft hyphen and minus sign, which Unicode does not count as dashes."""


def normalised(text: str) -> str:
    """What two spellings of one value share: compatible forms made one, no case, no spaces, no hyphens."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        char
        for char in folded
        if not char.isspace() and unicodedata.category(char) != "Pd" and char not in _NOT_COUNTED
    )


def match_digest(element: str, text: str) -> str:
    """64 hexadecimal digits; '' for a text without content. The same text in two elements gives two digests."""
    plain = normalised(text)
    if not plain:
        return ""
    _key_id, key = keys.current(keys.MATCH)
    return hmac.new(key, f"{element}\0{plain}".encode(), "sha256").hexdigest()
