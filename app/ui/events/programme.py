"""The programme of an event: what happens when, line by line, written by keyboard."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.actions.events import Made, add_lines, lay_template, move_line, set_lines
from app.actions.records import delete, save
from app.errors import AppError
from app.model import AgendaItem, Changes
from app.model.programme import (
    BREAK,
    Overlap,
    in_order,
    overlaps,
    read_line,
    shifted,
    span,
)
from app.model.templates import event_templates
from app.ui.context import Context
from app.ui.events.goals import GoalPanel
from app.ui.events.grid import ProgrammeGrid
from app.ui.events.new_line import NewLine
from app.ui.events.programme_lines import (
    KIND_ICONS,
    Programme,
    cells,
    read_programme,
    text_of,
    typed_values,
)
from app.ui.events.tab import EventTab
from app.ui.events.templates import TemplatePanel
from app.ui.events.words import length
from app.ui.icons import icon
from app.ui.kit import (
    Banner,
    Cell,
    ChoiceChip,
    ChoiceField,
    Column,
    Hint,
    QuietButton,
    Row,
    Stack,
    Text,
)
from app.ui.kit.layout import empty
from app.ui.reports.printing import print_report
from app.ui.sources import workspace_sources
from app.ui.trail import Place
from app.ui.typed_line import TypedLine
from app.ui.words import said_plainly, terms

MANY_DAYS = 5
"""With more days than this one chooses from a list instead of pressing a day."""


class ProgrammeTab(EventTab):
    """Days, lines, the line for a new one, and the warning where two run at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: Programme | None = None
        self._day: date | None = None
        self._left: set[tuple[bytes, bytes]] = set()
        self._overlap: Overlap | None = None
        self._after_write = b""
        self._clashing: set[bytes] = set()
        self._make_top()
        self._make_grid()
        self._make_new_line()
        self._lay_out()
        self._say_the_rest()
        self._set_keys()

    # ---- making ----

    def _make_top(self) -> None:
        self.days = Row(gap=6)
        self.day_list = ChoiceField(empty=None)
        self.day_list.committed.connect(self._day_chosen)
        self.day_list.setFixedWidth(220)
        self._sum = Text("", "second")
        self.from_template = QuietButton(icon="copy")
        self.from_template.clicked.connect(self.show_templates)
        self.templates = TemplatePanel(self.language)
        self.templates.chosen.connect(self._lay_template)
        self.templates.closed.connect(self._hide_templates)
        self.templates.hide()

    def _make_grid(self) -> None:
        self.grid = ProgrammeGrid()
        self.grid.set_drawing(self._cells)
        self.grid.set_tone(lambda item: "soft" if item.kind == BREAK else "")
        self.grid.set_editing(text_of, frozenset({"time", "title", "speaker", "materials"}))
        self.grid.asked.connect(lambda item, _: self._choose_goals(item))
        self.grid.written.connect(self._written)
        self.grid.moved.connect(self._move)
        self.grid.row_removed.connect(self.remove)
        self.grid.menu_asked.connect(self._open_menu)
        self.goals = GoalPanel(workspace_sources(self.context).items["framework_item"])
        self.goals.chosen.connect(self._goals_chosen)
        self.goals.hide()

    def _make_new_line(self) -> None:
        self.new_line = NewLine()
        self.new_line.written.connect(self._add)
        self.typed = TypedLine(self.context, self.new_line.line, _way_to)
        self.banner = Banner("bad", closable=True)
        self.banner.acted.connect(self._shift)
        self.banner.closed.connect(self._leave_overlap)
        self.banner.hide()

    def _lay_out(self) -> None:
        top = Row(self.days, self.day_list, None, self._sum, self.from_template)
        self._top = top
        body = Stack(
            *(top, self.templates, self.grid, self.goals, self.new_line, self.banner),
            gap=8,
            margins=(24, 14, 24, 8),
        )
        body.box.setStretch(2, 1)
        self.assemble(body=body)

    def _set_keys(self) -> None:
        self.on_key("Ctrl+D", self.show_templates)
        self.on_key("N", self.new_line.line.setFocus)
        self.on_key("K", self._kind_here)
        for number in range(1, 10):
            self.on_key(f"Alt+{number}", partial(self._nth_day, number))

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.templates.retranslate(self.language)
        self.goals.retranslate(self.language)
        self.from_template.setText(say("From a template"))
        self.day_list.set_name(say("Day"))
        self.grid.set_name(say("Programme"))
        self.banner.set_close_name(say("Leave it so"))
        self._set_columns()

    def _set_columns(self) -> None:
        say = self.language.text
        self._widths = _widths(self.items())
        materials, goals = self._widths
        self.grid.set_columns(
            [
                Column("time", say("Time"), 124),
                Column("title", say("Session")),
                Column("speaker", say("Speaker"), 268, from_width=700),
                Column("materials", say("Materials"), materials, from_width=900),
                Column("goals", say("Goals"), goals, from_width=560),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()
        self._show_day()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("Enter", say("add the line")),
            Hint("F2", say("change the cell")),
            Hint("Alt Up Down", say("move")),
            Hint("K", say("kind")),
            Hint("Del", say("delete")),
            Hint("Ctrl D", say("from a template")),
        ]

    # ---- reading ----

    def began(self) -> None:
        self._shown, self._day = None, None
        self._left.clear()
        self.typed.turn_to(self.event_id)
        self.templates.hide()

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                read_programme, self.event_id, on_done=self._show, key="events.programme"
            )

    def first(self) -> QWidget:
        return self.grid

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, "agenda_item", "event", "framework_item"):
            self.refresh()

    def leave(self) -> None:
        self.grid.close_editor()

    def _show(self, shown: Programme | None) -> None:
        if shown is None or shown.event.id != self.event_id:
            return
        self._shown = shown
        days = self._days()
        if self._day not in days:
            today = date.today()
            self._day = today if today in days else (days[0] if days else None)
        self._show_days(days)
        self._show_day()

    def _days(self) -> list[date | None]:
        """The event's days, and any other a line was put on (the dates may have changed)."""
        if self._shown is None:
            return []
        days = set(self._shown.event.days())
        days |= {item.day for item in self._shown.items if item.day}
        found: list[date | None] = [*sorted(days)]
        if any(item.day is None for item in self._shown.items) or not found:
            found.append(None)
        return found

    def _show_days(self, days: list[date | None]) -> None:
        many = len(days) > MANY_DAYS
        self.days.setVisible(not many)
        self.day_list.setVisible(many)
        words = [self._day_word(number, day) for number, day in enumerate(days, 1)]
        if many:
            codes = [day.isoformat() if day else "" for day in days]
            self.day_list.set_options(list(zip(codes, words, strict=True)), None)
            self.day_list.set_value(self._day.isoformat() if self._day else "")
            return
        empty(self.days.box)
        for day, word in zip(days, words, strict=True):
            chip = ChoiceChip(word)
            chip.setChecked(day == self._day)
            chip.clicked.connect(partial(self._go_to_day, day))
            self.days.add(chip)

    def _day_word(self, number: int, day: date | None) -> str:
        if day is None:
            return self.language.text("No day")
        weekday = self.language.weekday_short(day)
        return self.language.text(
            "Day {n} · {day}, {weekday}", n=number, day=day.day, weekday=weekday
        )

    def _nth_day(self, number: int) -> None:
        days = self._days()
        if number <= len(days):
            self._go_to_day(days[number - 1])

    def _day_chosen(self, code: object) -> None:
        self._go_to_day(date.fromisoformat(str(code)) if code else None)

    def _go_to_day(self, day: date | None, *_: object) -> None:
        self.grid.close_editor()
        self._day = day
        self._show_days(self._days())
        self._show_day()

    def items(self) -> list[AgendaItem]:
        """The lines of the shown day, in order."""
        every = self._shown.items if self._shown else []
        return in_order([item for item in every if item.day == self._day])

    def _show_day(self) -> None:
        items = self.items()
        found = overlaps(items)
        self._clashing = {item.id for one in found for item in (one.first, one.second)}
        if not self.grid.is_editing():
            if self._widths != _widths(items):
                self._set_columns()
            self.grid.set_rows(items)
            if self._after_write:
                self._find(self._after_write)
            elif items and self.grid.selected() is None:
                self.grid.setCurrentIndex(self.grid.model().index(0, 1))
        self._show_sum(items)
        self._show_overlap(found)
        self.new_line.show_next(self.language, self._begins(), is_first=not items)

    def _find(self, item_id: bytes) -> None:
        rows = [row.id for row in self.grid.rows()]
        if item_id in rows:
            column = max(self.grid.currentIndex().column(), 1)
            self.grid.setCurrentIndex(self.grid.model().index(rows.index(item_id), column))
            self._after_write = b""

    def _show_sum(self, items: list[AgendaItem]) -> None:
        first, last, minutes = span(items)
        if not first:
            self._sum.setText("")
            return
        self._sum.setText(
            self.language.text(
                "{first}–{last}, {length} without breaks",
                first=first,
                last=last,
                length=length(self.language, minutes),
            )
        )

    def _begins(self) -> str | None:
        """When the next line begins: at the last end, else when the event does."""
        ends = [item.time_to or item.time_from for item in self.items()]
        known = [end for end in ends if end]
        if known:
            return max(known)
        return (self._shown.event.time_from if self._shown else None) or "09:00"

    def _cells(self, item: AgendaItem) -> list[Cell]:
        goals = self._shown.goals if self._shown else {}
        return cells(self.language, item, goals, clashes=item.id in self._clashing)

    def print_it(self) -> None:
        """Send the programme to a printer."""
        print_report(self.context, "programme", {"event": self.event_id})

    # ---- writing ----

    def _written(self, item: AgendaItem, key: str, text: str) -> None:
        values = typed_values(item, key, text)
        if values is None:
            self.context.toast(self.language.text("Write the time as 9.00-9.30"), "warn")
            return
        self._after_write = item.id
        self.context.do(save, "agenda_item", item.id, values, on_error=self._not_written)

    def _not_written(self, error: AppError) -> None:
        self.context.toast(said_plainly(self.language, error), "warn")

    def _add(self, texts: list[str]) -> None:
        begins, lines = self._begins(), []
        for text in texts:
            line = read_line(text, begins)
            begins = line.time_to or line.time_from or begins
            lines.append(line)
        self.typed.write(
            *("\n".join(texts), add_lines, self.event_id, self._day, lines), on_done=self._added
        )
        self.new_line.clear()

    def _added(self, made: Made) -> None:
        self._after_write = made.id

    def _move(self, item: AgendaItem, step: int) -> None:
        self._after_write = item.id
        self.context.do(move_line, item.id, step)

    def remove(self, item: AgendaItem) -> None:
        """Take a line off the programme; a toast leads back."""
        said = self.language.text("“{title}” is deleted", title=item.title)
        self.context.do(
            delete, "agenda_item", item.id, on_done=lambda _: self.context.toast_undo(said)
        )

    # ---- kinds and goals ----

    def _kind_here(self) -> None:
        item = self.grid.selected()
        if item is not None:
            rect = self.grid.visualRect(self.grid.currentIndex())
            self._open_menu(item, self.grid.viewport().mapToGlobal(rect.bottomLeft()))

    def _open_menu(self, item: AgendaItem, at: QPoint) -> None:
        say, menu = self.language.text, QMenu(self)
        for code, word in terms(self.language, "agenda_item_kind"):
            action = menu.addAction(icon(KIND_ICONS.get(code, "circle-dot")), word)
            action.setCheckable(True)
            action.setChecked(code == item.kind)
            action.triggered.connect(partial(self._set_kind, item, code))
        menu.addSeparator()
        menu.addAction(icon("target"), say("Goals…"), partial(self._choose_goals, item))
        menu.addAction(icon("x", "bad"), say("Delete"), partial(self.remove, item))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _set_kind(self, item: AgendaItem, code: str, *_: object) -> None:
        self._after_write = item.id
        self.context.do(save, "agenda_item", item.id, {"kind": code})

    def _choose_goals(self, item: AgendaItem) -> None:
        self.goals.open(item.id, item.title, item.framework_items)

    def _goals_chosen(self, item_id: bytes, codes: tuple[str, ...]) -> None:
        self._after_write = item_id
        self.context.do(save, "agenda_item", item_id, {"framework_items": codes})

    # ---- overlaps ----

    def _show_overlap(self, every: list[Overlap]) -> None:
        found = [one for one in every if (one.first.id, one.second.id) not in self._left]
        self._overlap = found[0] if found else None
        self.banner.setVisible(self._overlap is not None)
        if self._overlap is None:
            return
        one, say = self._overlap, self.language.text
        text = say(
            "{first}–{last}: “{one}” and “{other}” run at the same time.",
            first=one.time_from,
            last=one.time_to,
            one=one.first.title,
            other=one.second.title,
        )
        cure = say("Move the second to {time}", time=one.first.time_to or "")
        self.banner.set_content("", text, cure)

    def _shift(self) -> None:
        if self._overlap is not None:
            self.context.do(set_lines, shifted(self.items(), self._overlap))

    def _leave_overlap(self) -> None:
        if self._overlap is not None:
            self._left.add((self._overlap.first.id, self._overlap.second.id))
            self._show_overlap(overlaps(self.items()))

    # ---- templates ----

    def show_templates(self) -> None:
        """Open the panel of templates above the lines."""
        self.templates.show()
        self.templates.focus()

    def _hide_templates(self) -> None:
        self.templates.hide()
        self.grid.setFocus()

    def _lay_template(self, code: str) -> None:
        self._hide_templates()
        if self._day is None:
            return
        said = self.language.text("The programme is laid in from the template")
        self.context.do(
            lay_template,
            self.event_id,
            event_templates()[code],
            self.language.code,
            self._day,
            on_done=lambda _: self.context.toast_undo(said),
        )


def _way_to(event: bytes) -> Place:
    return Place("events", {"event": event, "tab": "programme"})


def _widths(items: list[AgendaItem]) -> tuple[int, int]:
    """Of materials and goals: narrow while nobody has written any, the sessions need the room."""
    materials = 132 if any(item.materials for item in items) else 104
    goals = 108 if any(item.framework_items for item in items) else 88
    return materials, goals
