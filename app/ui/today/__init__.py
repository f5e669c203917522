"""Today: what is on, what is not finished, what comes, and whether it is time to give."""

from app.ui.today.page import TodayPage

__all__ = ["TodayPage"]
