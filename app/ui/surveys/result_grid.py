"""The blocks of results on the page: two beside each other where there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.language import Language
from app.reports.survey_blocks import STEPS, Block
from app.storage.questions.results import SaidText
from app.ui.kit.layout import let_go
from app.ui.surveys.result_block import ResultBlock
from app.ui.theme import look

_TWO_FROM = 860
_GAP = 32
_ABOVE, _BETWEEN, _RIGHT = 4, 14, 12
_AT_ONCE = 8


class ResultGrid(QWidget):
    """Blocks in the order of the form; statements take the whole width.

    Many blocks are made a few at a time, so that the window answers keys between.
    """

    opened = Signal(object, str)
    read_asked = Signal(str, str)
    copied = Signal(str)

    def __init__(self, language: Language, source: Callable[[], str]) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self._language, self._source = language, source
        self._wanted: list[Block] = []
        self.blocks: list[ResultBlock] = []
        self._lines: list[int] = []
        self._examples: dict[str, list[SaidText]] = {}
        self._is_table = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def set_blocks(self, blocks: Sequence[Block], language: Language) -> None:
        """Show these; blocks of the same questions keep their widgets and the keyboard."""
        self._language = language
        kept = {widget.block.key: widget for widget in self.blocks}
        keys = [block.key for block in blocks]
        if [widget.block.key for widget in self.blocks] != keys[: len(self.blocks)]:
            for widget in self.blocks:
                let_go(widget)
            self.blocks, kept = [], {}
        self._wanted = list(blocks)
        for block in blocks:
            if block.key in kept:
                kept[block.key].set_block(block, language)
        for widget in self.blocks[len(blocks) :]:
            let_go(widget)
        del self.blocks[len(blocks) :]
        self._go_on()

    @property
    def is_whole(self) -> bool:
        """Whether all blocks are made."""
        return len(self.blocks) == len(self._wanted)

    def set_examples(self, examples: dict[str, list[SaidText]]) -> None:
        """A few answers for each question answered in words, by its path."""
        self._examples = examples
        for widget in self.blocks:
            self._show_examples(widget)

    def show_table(self, is_table: bool) -> None:
        """All blocks as tables, or as charts."""
        self._is_table = is_table
        for widget in self.blocks:
            widget.show_table(is_table)

    def _show_examples(self, widget: ResultBlock) -> None:
        widget.show_examples(self._examples.get(widget.block.questions[0].path, []))

    def _go_on(self) -> None:
        """Make the next few blocks."""
        done = len(self.blocks)
        for block in self._wanted[done : done + _AT_ONCE]:
            widget = ResultBlock(block, self._language, self._source)
            widget.setParent(self)
            widget.opened.connect(self.opened)
            widget.read_asked.connect(self.read_asked)
            widget.copied.connect(self.copied)
            widget.show_table(self._is_table)
            self._show_examples(widget)
            self.blocks.append(widget)
        if self.is_whole:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        if len(self.blocks) != done or not self._wanted:
            self._arrange()

    # ---- places ----

    def _rows(self) -> Iterator[list[ResultBlock]]:
        """The blocks as they stand beside each other."""
        row: list[ResultBlock] = []
        for widget in self.blocks:
            if self.width() < _TWO_FROM or widget.block.kind == STEPS:
                yield from filter(None, (row, [widget]))
                row = []
            elif len(row) == 1:
                yield [*row, widget]
                row = []
            else:
                row = [widget]
        if row:
            yield row

    def _arrange(self) -> None:
        # by hand: a layout of Qt's loses the height of wrapped lines in a grid
        top, room = _ABOVE, max(self.width() - _RIGHT, 1)
        self._lines = []
        half = (room - _GAP) // 2
        for row in self._rows():
            is_wide = len(row) == 1 and (room < _TWO_FROM - _RIGHT or row[0].block.kind == STEPS)
            wide = room if is_wide else half
            high = max(_height(widget, wide) for widget in row)
            for at, widget in enumerate(row):
                widget.setGeometry(at * (half + _GAP), top, wide, _height(widget, wide))
                widget.show()
            top += high + _BETWEEN
            self._lines.append(top)
            top += _BETWEEN
        self.setFixedHeight(max(top - _BETWEEN, 1))
        self.update()

    def minimumSizeHint(self) -> QSize:
        least = max((widget.minimumSizeHint().width() for widget in self.blocks), default=1)
        return QSize(least + _RIGHT, self.minimumHeight())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for line in self._lines[:-1]:
            painter.fillRect(0, line, self.width() - _RIGHT, 1, look().colour("line"))


def _height(widget: ResultBlock, wide: int) -> int:
    """How high a block is when it is so wide."""
    box = widget.box
    box.activate()
    return (
        box.totalHeightForWidth(wide) if box.hasHeightForWidth() else box.totalSizeHint().height()
    )
