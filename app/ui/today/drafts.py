"""Forms that were begun and not finished: a press goes on at the same question."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal

from app.language import Language
from app.storage.questions.surveys import DraftLine
from app.surveys.languages import title_in
from app.ui.kit import Cell, Column, ListTable, Row, Stack, Text
from app.ui.measures import column_width

_ROW, _HEAD = 50, 34
_MOST = 5
_WRITTEN = 150


class DraftsList(Stack):
    """Heading, count, and a line each; of many the last ones."""

    draft_asked = Signal(object)
    """The `DraftLine` to go on with."""

    def __init__(self) -> None:
        self._title = Text("", "section")
        self._count = Text("", "second", colour="text3")
        self.table = ListTable(row_height=_ROW)
        super().__init__(gap=6)
        self.add(Row(self._title, self._count, None, gap=8), self.table)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        self.table.row_opened.connect(self.draft_asked)
        self.table.clicked.connect(
            lambda index: self.draft_asked.emit(self.table.rows()[index.row()])
        )

    def show_drafts(self, lines: list[DraftLine], language: Language) -> None:
        """Show these; the list takes no room when there are none."""
        say, shown = language.text, lines[:_MOST]
        self.setVisible(bool(lines))
        self._title.setText(say("Forms being filled"))
        self._count.setText(language.plural("{n} draft", "{n} drafts", len(lines)))
        self.table.set_name(say("Forms being filled"))
        written = say("Written")
        self.table.set_columns(
            [
                Column("form", say("Survey")),
                Column("written", written, column_width(written, _WRITTEN)),
            ]
        )
        self.table.set_drawing(lambda line: _cells(line, language))
        self.table.set_rows(shown)
        self.table.setFixedHeight(_HEAD + _ROW * len(shown))


def _cells(line: DraftLine, language: Language) -> list[Cell]:
    say, facts = language.text, line.draft.facts
    title = title_in(line.title, language.code)
    who = line.person or str(facts.get("code") or facts.get("group_name") or "")
    word = say("being changed") if line.draft.is_edit else ""
    paper = say("from paper") if facts.get("source") == "paper" else ""
    sub = " · ".join(part for part in (who or say("Nobody is named"), word, paper) if part)
    return [
        Cell(title, sub=sub, weight=500, icon="pencil", icon_colour="warn", tip=title),
        Cell(_moment(line.draft.at, language), size=13, colour="text2"),
    ]


def _moment(written: str, language: Language) -> str:
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        return ""
    return language.moment((read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone())
