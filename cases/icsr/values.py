"""The small values that elements hold: null flavours, quantities, coded terms, files."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class NullFlavor(StrEnum):
    """Why a value is missing (HL7 nullFlavor, ICH E2B(R3) implementation guide, section 3.3.6)."""

    label: str

    NI = "NI", "no information"
    MSK = "MSK", "withheld for privacy"
    UNK = "UNK", "unknown"
    NA = "NA", "not applicable"
    ASKU = "ASKU", "asked, not known"
    NASK = "NASK", "not asked"
    NINF = "NINF", "no lower limit"
    PINF = "PINF", "no upper limit"
    OTH = "OTH", "other"

    def __new__(cls, value: str, label: str = "") -> NullFlavor:
        """Give the code its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True)
class Quantity:
    """A number with its UCUM unit; `value` keeps the digits as reported (12.0 is not 12).

    Either part may be missing: an interval of {asnecessary} has no number, a printed figure may lack its unit.
    """

    value: Decimal | None
    unit: str = ""

    def __str__(self) -> str:
        """Show number and unit as a reader writes them."""
        return f"{'' if self.value is None else self.value} {self.unit}".strip()


@dataclass(frozen=True)
class Coded:
    """A code of a versioned dictionary: MedDRA LLT, IDMP identifier, or Tocsin's starter list (version T...)."""

    code: str
    version: str = ""
    name: str = field(default="", compare=False)
    """What the dictionary calls it, where somebody looked it up for a reader; no part of the value."""

    def __str__(self) -> str:
        """Show code and dictionary version."""
        return f"{self.code} ({self.version})" if self.version else self.code


@dataclass(frozen=True)
class Attachment:
    """A file that travels with the case: its bytes as received, its media type and its name."""

    content: bytes
    media_type: str = ""
    file_name: str = ""

    def __str__(self) -> str:
        """Name the file without showing what is in it."""
        return f"{self.file_name or self.media_type or 'file'}, {len(self.content)} bytes"
