"""The marker that lets makemessages find the labels of the pure packages, which import no Django."""


def _(text: str) -> str:
    """Mark `text` for translation; the screens translate it when they show it."""
    return text
