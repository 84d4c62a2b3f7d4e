"""The screens of centres and staff, one file per screen."""

from cases.admin import case, case_version, centre, membership, start, terminology

__all__ = ["case", "case_version", "centre", "membership", "start", "terminology"]
