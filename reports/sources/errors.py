"""What can be wrong with a request for a report; the message is one line for the person who asked."""


class ReportError(ValueError):
    """The report cannot be made as asked."""
