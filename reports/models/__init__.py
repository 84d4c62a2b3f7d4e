"""The tables of reports."""

from reports.models.published import Overlap, PublishedFigure, Source
from reports.models.saved import SavedPopulation

__all__ = ["Overlap", "PublishedFigure", "SavedPopulation", "Source"]
