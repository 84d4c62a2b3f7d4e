"""The forms of a report, each opened by a program that others wrote."""
