"""The Django project: settings, addresses, embedded database, health. Wiring only."""

__version__ = "0.1.0"
