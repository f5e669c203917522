"""The tab of bodies: committees, councils, lists of candidates, keneshes and who sits in them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedWidget

from app.actions.records import delete
from app.model import Body, BodyMember
from app.reports.quota import STATES, cure
from app.storage.questions.bodies import BodyLine, Sitting, list_bodies
from app.ui.context import Context
from app.ui.kit import Cell, Column, EmptyPage, Hint, PrimaryButton, Row, Stack, Text, WrappedTable
from app.ui.statistics.body_editor import MEMBER_FIELDS, BodyEditor, difference_words
from app.ui.statistics.record_editor import RecordEditor
from app.ui.statistics.tab import StatisticsTab
from app.ui.words import term

_ORDER = ("not_met", "unknown", "met")
_ICONS = {"met": "circle-check", "not_met": "triangle-alert", "unknown": "circle-dashed"}
_INKS = {"met": "ok", "not_met": "warn", "unknown": "text2"}
_RESERVED_FROM = 700


class BodiesTab(StatisticsTab):
    """All bodies, weighed; Enter mends one, N writes a new one down."""

    mine = frozenset({"body", "body_member", "person", "territory"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: list[BodyLine] = []
        self._wished = b""
        self._make_parts()
        self._lay_out()
        self._say_words()

    def _make_parts(self) -> None:
        self.add = PrimaryButton(icon="plus")
        self.add.clicked.connect(self.add_body)
        self.count = Text("", "caption")
        self.table = WrappedTable(row_height=52)
        self.table.set_drawing(self._cells)
        self.table.row_opened.connect(lambda line: self.edit(line.body))
        self.table.row_removed.connect(self.remove)
        self.empty = EmptyPage("building-2", primary_icon="plus")
        self.empty.primary_chosen.connect(self.add_body)
        self.editor = BodyEditor(self.context)
        self.editor.closed.connect(self._back)
        self.editor.member_asked.connect(self._mend_member)
        self.member = RecordEditor(self.context, BodyMember, MEMBER_FIELDS)
        self.member.closed.connect(lambda: self.body.setCurrentWidget(self.editor))
        self.on_key("N", self.add_body)

    def _lay_out(self) -> None:
        listed = Stack(Row(self.count, None, self.add), gap=8, margins=(24, 8, 20, 0))
        listed.box.addWidget(self.table, 1)
        self._listed = listed
        self.body = QStackedWidget()
        for part in (listed, self.empty, self.editor, self.member):
            self.body.addWidget(part)
        self.body.currentChanged.connect(lambda _: self.hints_changed.emit())
        self.assemble(body=self.body)
        self.setFocusProxy(self.table)

    def _say_words(self) -> None:
        say = self.language.text
        self.add.setText(say("New body"))
        self.table.set_name(say("Bodies"))
        self.table.set_columns(
            [
                Column("title", say("Body")),
                Column("women", say("Women"), 92, "right"),
                Column("size", say("Seats"), 84, "right"),
                Column("reserved", say("Reserved"), 128, "right", from_width=_RESERVED_FROM),
                Column("state", say("State"), 210),
            ]
        )
        self.empty.set_content(
            say("No bodies yet"),
            say(
                "Committees, councils, lists of candidates and keneshes whose women and men count."
            ),
            say("New body"),
        )
        self.editor.retranslate()
        self.member.retranslate()

    # ---- what a tab answers ----

    def retranslate(self) -> None:
        self._say_words()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        if isinstance(self.body.currentWidget(), RecordEditor):
            return [Hint("Tab", say("next field")), Hint("Esc", say("back"))]
        return [
            Hint("Enter", say("edit")),
            Hint("N", say("new body")),
            Hint("Del", say("delete")),
        ]

    def go_to(self, **place: object) -> None:
        wished = place.get("body")
        self._wished = wished if isinstance(wished, bytes) else b""
        self._select_wished()

    def refresh(self) -> None:
        self.context.ask(list_bodies, on_done=self._show, key="statistics.bodies")
        self.editor.refresh()

    def leave(self) -> None:
        self.editor.leave()
        self.member.leave()

    def step_back(self) -> bool:
        here = self.body.currentWidget()
        if isinstance(here, RecordEditor):
            here.finish()
        return isinstance(here, RecordEditor)

    # ---- showing ----

    def _show(self, lines: list[BodyLine]) -> None:
        self._lines = lines
        self.table.set_rows(lines)
        if lines and self.table.selected() is None:
            self.table.selectRow(0)
        self._select_wished()
        language = self.language
        self.count.setText(language.plural("{n} body", "{n} bodies", len(lines)))
        if not isinstance(self.body.currentWidget(), RecordEditor):
            self.body.setCurrentWidget(self._listed if lines else self.empty)

    def _select_wished(self) -> None:
        if self._wished and self.table.select(lambda line: line.id == self._wished):
            self._wished = b""

    def _cells(self, line: BodyLine) -> list[Cell]:
        language, body = self.language, line.body
        number, people = language.number, line.people
        facts = [
            term(language, "body_kind", body.kind),
            language.label(line.place),
            language.day(body.as_of or body.created_on),
        ]
        worst = min(line.judgements, key=lambda one: _ORDER.index(one.state), default=None)
        state = Cell("–", colour="text3")
        if worst is not None:
            ink = _INKS[worst.state]
            state = Cell(
                language.text(STATES[worst.state]),
                sub=cure(language, worst),
                icon=_ICONS[worst.state],
                icon_colour=ink,
                colour="text" if ink == "text2" else ink,
                size=13,
                weight=600,
                is_wrapped=True,
                tip=language.label(worst.rule.labels),
            )
        known = people.women + people.men
        doubt = difference_words(language, line)
        return [
            Cell(
                body.title,
                sub=doubt or " · ".join(fact for fact in facts if fact),
                sub_icon="triangle-alert" if doubt else "",
                sub_colour="warn" if doubt else "text2",
                weight=500,
                is_wrapped=True,
                tip=doubt,
            ),
            Cell(
                number(people.women) if known else "–",
                sub=language.percent(people.women, known) if known else "",
            ),
            Cell(number(people.total) if people.total else "–"),
            Cell(number(body.reserved) if body.reserved is not None else "–"),
            state,
        ]

    # ---- doing ----

    def add_body(self) -> None:
        """Write a new body down; a committee until another kind is chosen."""
        place = self.context.workspace.profile.territory or None
        born: dict[str, object] = {"kind": "committee", "territory": place, "as_of": date.today()}
        self._edit(None, self.language.text("New body"), born)

    def edit(self, body: Body) -> None:
        """Mend a body."""
        self._edit(body, body.title, {})

    def _edit(self, body: Body | None, heading: str, born: dict[str, object]) -> None:
        self.body.setCurrentWidget(self.editor)
        self.editor.begin(body, heading, born)
        self.editor.refresh()

    def _mend_member(self, line: Sitting) -> None:
        self.body.setCurrentWidget(self.member)
        self.member.begin(line.member, line.name)

    def _back(self) -> None:
        self._wished = self.editor.record
        self.body.setCurrentWidget(self._listed if self._lines else self.empty)
        self.table.setFocus()
        self.refresh()

    def remove(self, line: BodyLine) -> None:
        """Delete a body; a toast leads back."""
        said = self.language.text("“{title}” is deleted", title=line.body.title)
        self.context.do(delete, "body", line.id, on_done=lambda _: self.context.toast_undo(said))
