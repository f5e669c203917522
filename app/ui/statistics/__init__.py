"""Figures of the whole notebook: indicators, shares, bodies, clubs, reach."""

from app.ui.statistics.page import StatisticsPage

__all__ = ["StatisticsPage"]
