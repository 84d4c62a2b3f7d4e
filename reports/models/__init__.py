"""The tables of reports."""

from reports.models.publication import Publication, ReaderTopic
from reports.models.published import Overlap, PublishedFigure, Source
from reports.models.saved import SavedPopulation

__all__ = ["Overlap", "Publication", "PublishedFigure", "ReaderTopic", "SavedPopulation", "Source"]
