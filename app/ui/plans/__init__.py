"""The place of action plans in the window: the list, one plan, one measure of it."""

from app.ui.plans.page import PlansPage

__all__ = ["PlansPage"]
