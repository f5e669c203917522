"""The place of surveys in the window: forms, filling them, what was answered."""

from app.ui.surveys.page import SurveysPage

__all__ = ["SurveysPage"]
