"""National plans, roadmaps and recommendations: their trees, what is tied to them, new versions."""

from app.ui.frameworks.page import FrameworksPage

__all__ = ["FrameworksPage"]
