"""The tables of reports."""

from reports.models.published import Overlap, PublishedFigure, Source

__all__ = ["Overlap", "PublishedFigure", "Source"]
