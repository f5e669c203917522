"""Light and dark change while the window is open."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage

from app.ui.shell import Shell
from app.ui.theme import look


@pytest.fixture
def light_again() -> Iterator[None]:
    yield
    look().wear("light")


def on_screen(shell: Shell) -> QImage:
    """What the user sees now, which need not be what the window would paint anew."""
    return (
        shell.screen()
        .grabWindow(shell.winId())
        .toImage()
        .convertToFormat(QImage.Format.Format_RGB32)
    )


@pytest.mark.parametrize("page", ["today", "events", "people", "statistics", "inbox"])
@pytest.mark.usefixtures("light_again")
def test_all_that_is_shown_puts_the_other_look_on_at_once(
    page: str, shell: Shell, settle: Callable[[], None]
) -> None:
    shell.resize(1366, 768)
    shell.show()
    shell.go(page)
    for _ in range(3):
        settle()
    light = on_screen(shell)
    look().wear("dark")
    settle()
    dark = on_screen(shell)
    assert dark != light
    shell.repaint()
    assert dark == on_screen(shell)
