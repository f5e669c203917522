"""The place of resolutions in the window: the list, or one of them."""

from __future__ import annotations

from app.ui.context import Context
from app.ui.list_and_views import ListAndViews
from app.ui.resolutions.list import ResolutionsList
from app.ui.resolutions.view import ResolutionView


class ResolutionsPage(ListAndViews):
    """Shows the list; `open(resolution=id, part="points", point=id)` shows one resolution."""

    def __init__(self, context: Context) -> None:
        self.list, self.view = ResolutionsList(context), ResolutionView(context)
        super().__init__(context, self.list, resolution=self.view)
