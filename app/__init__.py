"""Depter: a ledger of events, people and things given, kept offline, shared as sealed packages."""

__version__ = "0.1.0"
