"""The tables of reports."""

from reports.models.publication import Publication, ReaderTopic
from reports.models.published import Overlap, PublishedFigure, Source

__all__ = ["Overlap", "Publication", "PublishedFigure", "ReaderTopic", "Source"]
