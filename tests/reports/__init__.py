"""Tests of reports, across many cases."""
