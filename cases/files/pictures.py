"""Whether a JPEG or PNG picture can be decoded to its end, and has nothing behind it."""

from __future__ import annotations

import io
import struct

from PIL import Image

from cases.files.kinds import FileRefused
from cases.icsr.words import _

MOST_PIXELS = 50_000_000
"""More than a telephone or an X-ray detector has; decoded, some 150 MB."""

_BROKEN = _("This picture cannot be read: it is damaged or was cut off. Save it again, and send that.")
_TOO_MANY = _("This picture has too many points: make it smaller than %(millions)s million, and send that.")
_BEHIND = _("Behind this picture is other data: save it again as %(kind)s, and send that.")

_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_END = 0xD9


def check_jpeg(content: bytes) -> None:
    """Raise `FileRefused` when the file is not one whole JPEG, or several as telephones chain them."""
    _decode(content, "JPEG")
    rest = content
    while rest.startswith(b"\xff\xd8\xff"):
        rest = rest[_end_of_jpeg(rest) :].lstrip(b"\0\xff")
        rest = b"\xff" + rest if rest.startswith(b"\xd8\xff") else rest
    # Some telephones write their own record there, which ends with these letters.
    if rest.strip(b"\0\r\n") and not rest.endswith(b"SEFT"):
        raise FileRefused(_BEHIND, kind="JPEG")


def check_png(content: bytes) -> None:
    """Raise `FileRefused` when the file is not one whole PNG."""
    _decode(content, "PNG")
    if content[_end_of_png(content) :].strip(b"\0\r\n"):
        raise FileRefused(_BEHIND, kind="PNG")


def _decode(content: bytes, kind: str) -> None:
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as image:
            width, height = image.size
            if width * height <= MOST_PIXELS:
                # To an eighth of the size where the format can: all of it is read, little of it is kept.
                image.draft(None, (max(width // 8, 1), max(height // 8, 1)))
                image.load()
    except Image.DecompressionBombError as error:
        raise FileRefused(_TOO_MANY, millions=MOST_PIXELS // 1_000_000) from error
    except Exception as error:  # a hostile file can raise anything
        raise FileRefused(_BROKEN) from error
    if width * height > MOST_PIXELS:
        raise FileRefused(_TOO_MANY, millions=MOST_PIXELS // 1_000_000)


def _end_of_jpeg(content: bytes) -> int:
    """Where the first picture ends: behind its end-of-image marker (ITU-T T.81, annex B)."""
    place = 2
    while (place := content.find(b"\xff", place)) != -1 and place + 1 < len(content):
        marker = content[place + 1]
        if marker == _END:
            return place + 2
        if marker in (0x00, 0xFF) or marker in _STANDALONE:
            place += 1 if marker == 0xFF else 2
        else:
            # Behind the head of a scan follow its data, in which 0xFF stands for itself only when 0x00 follows.
            place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    raise FileRefused(_BROKEN)


def _end_of_png(content: bytes) -> int:
    """Where the last chunk ends (PNG specification, section 5.3)."""
    place = 8
    while place + 12 <= len(content):
        length, name = struct.unpack(">I4s", content[place : place + 8])
        place += 12 + length
        if name == b"IEND" and place <= len(content):
            return place
    raise FileRefused(_BROKEN)
