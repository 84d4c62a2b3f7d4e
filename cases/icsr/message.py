"""Section N: the envelope of an E2B file, a batch of messages with one case each."""

from dataclasses import dataclass

from cases.icsr import codes
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, code, rows, text, when
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Message(Row):
    """The header of one message of a batch (N.2.r)."""

    TITLE = _("Message")
    E2B = "N.2.r"

    identifier: str | None = text(_("Message identifier"), ".1", max_length=100)
    sender: str | None = text(_("Message sender"), ".2", max_length=60)
    receiver: str | None = text(_("Message receiver"), ".3", max_length=60)
    created: PartialDate | None = when(_("Message creation"), ".4")


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The header of a batch (N.1)."""

    TITLE = _("Batch")
    E2B = "N.1"

    message_type: codes.MessageType | None = code(codes.MessageType, _("Type of messages"), ".1")
    identifier: str | None = text(_("Batch number"), ".2", max_length=100)
    sender: str | None = text(_("Batch sender"), ".3", max_length=60)
    receiver: str | None = text(_("Batch receiver"), ".4", max_length=60)
    transmitted: PartialDate | None = when(_("Batch transmission"), ".5")
    messages: tuple[Message, ...] = rows(Message)
