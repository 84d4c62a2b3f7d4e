"""The tables of reports."""

from reports.models.publication import Publication, ReaderTopic
from reports.models.published import Overlap, PublishedFigure, Source
from reports.models.run import ReportRun, ReportRunFile
from reports.models.saved import SavedPopulation
from reports.models.schedule import Schedule

__all__ = [
    "Overlap",
    "Publication",
    "PublishedFigure",
    "ReaderTopic",
    "ReportRun",
    "ReportRunFile",
    "SavedPopulation",
    "Schedule",
    "Source",
]
