"""Emptying a layout whose widgets are made anew with every answer."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def cleared(layout: QLayout) -> None:
    """Take all widgets out of a layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
