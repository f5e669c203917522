"""Resolutions in the window: the list, one with its points, composing and adopting."""

from app.ui.resolutions.page import ResolutionsPage

__all__ = ["ResolutionsPage"]
