"""The one shape of a case: frozen dataclasses of the whole ICSR (E2B(R3) sections C-H, N) and the lung work-up."""

from cases.icsr.case import ICSR

__all__ = ["ICSR"]
