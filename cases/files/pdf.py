"""Whether a PDF is whole, readable without a password, and ends where it should."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader

from cases.files.kinds import FileRefused
from cases.icsr.words import _

END_WITHIN = 1024
"""The end mark stands in the last bytes (Adobe PDF reference 1.7, appendix H, note 18)."""

_BROKEN = _("This PDF cannot be read: it is damaged or was cut off. Save it again, and send that.")

# It quotes what it cannot read.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def check(content: bytes) -> None:
    """Raise `FileRefused` when the file is not a readable PDF."""
    if b"%%EOF" not in content[-END_WITHIN:]:
        raise FileRefused(_BROKEN)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        encrypted = reader.is_encrypted
        pages = 0 if encrypted else sum(1 for page in reader.pages if page.mediabox is not None)
    except Exception as error:  # a hostile file can raise anything
        raise FileRefused(_BROKEN) from error
    if encrypted:
        raise FileRefused(_("This PDF is protected by a password: save it without protection, and send that."))
    if not pages:
        raise FileRefused(_("This PDF has no pages: choose another."))
