"""Invented cases, each drawn by chance from its seed and number alone: for tests and measurements, never evidence."""

from cases.generation.case import GeneratedCase, generate
from cases.generation.life import Asked, GeneratedVersion, Taken
from cases.generation.places import CENTRES, Place

__all__ = ["CENTRES", "Asked", "GeneratedCase", "GeneratedVersion", "Place", "Taken", "generate"]
