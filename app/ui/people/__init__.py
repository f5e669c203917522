"""The register of people: list, card, consent, history, import."""

from app.ui.people.page import PeoplePage

__all__ = ["PeoplePage"]
