"""Turns records into pages, documents and tables."""
