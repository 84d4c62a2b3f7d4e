"""The screens of centres and staff, one file per screen."""

from cases.admin import case, case_version, centre, start, terminology

__all__ = ["case", "case_version", "centre", "start", "terminology"]
