"""The screens of what reports store; importing this package registers them."""

from reports.admin.populations import SavedPopulationAdmin
from reports.admin.published import PublishedFigureAdmin, SourceAdmin

__all__ = ["PublishedFigureAdmin", "SavedPopulationAdmin", "SourceAdmin"]
