"""What an event resolved: its resolutions, and composing one of what the groups said."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.actions.events import Made
from app.actions.group_work import ADOPTED, EDITED
from app.actions.records import delete
from app.actions.resolutions import compose
from app.errors import AppError
from app.language import Language
from app.model import Changes, Event
from app.storage import Workspace
from app.storage.questions.frameworks import FrameworkLine, list_frameworks
from app.storage.questions.group_work import Said, group_work
from app.storage.questions.resolutions import ResolutionLine, list_resolutions
from app.ui.context import Context
from app.ui.events.tab import EventTab
from app.ui.kit import (
    ChoiceField,
    Column,
    FormRow,
    Halves,
    Hint,
    IconButton,
    LinkButton,
    ListTable,
    PlainButton,
    PrimaryButton,
    Row,
    SoftBox,
    Stack,
    Text,
    TextField,
)
from app.ui.measures import column_width
from app.ui.resolutions.words import list_cells
from app.ui.words import said_plainly

WANTED = ("recommendation", "idea")
BETTERED = frozenset({EDITED, ADOPTED})


@dataclass(frozen=True)
class Resolved:
    """The resolutions of an event, and what the next one can be composed of."""

    event: Event
    lines: list[ResolutionLine]
    said: list[Said]
    frameworks: list[FrameworkLine]


def read_resolved(ws: Workspace, event_id: bytes) -> Resolved | None:
    """What the event resolved and recommends."""
    event = ws.get(Event, event_id)
    if event is None:
        return None
    said = [one for one in group_work(ws, event_id).said if one.note.kind in WANTED]
    return Resolved(event, list_resolutions(ws, event_id), said, list_frameworks(ws))


class ComposePanel(SoftBox):
    """Title, by whose goals or directions the points are laid out, and of which notes."""

    asked = Signal(dict, bool)
    """Fields of the resolution, and whether only bettered notes are meant."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(gap=4, margin=10)
        self._heading = Text("", "subsection")
        self._close = IconButton("x")
        self._close.clicked.connect(self.closed)
        self.title = TextField()
        self.framework = ChoiceField(empty="")
        self.which = ChoiceField(empty=None)
        self.confirm = PrimaryButton(icon="file-check")
        self.confirm.clicked.connect(self._ask)
        self._rows = [FormRow("", field) for field in (self.title, self.framework, self.which)]
        line = Halves(*self._rows[1:])
        head = Row(self._heading, None, self.confirm, self._close)
        self.add(head, self._rows[0], line)

    def say(self, language: Language, resolved: Resolved | None) -> None:
        """Say everything in the present language; the choices are kept."""
        say = language.text
        self._heading.setText(say("Compose a resolution"))
        self._close.set_name(say("Close"))
        self.confirm.setText(say("Compose"))
        words = (say("Title"), say("Laid out by"), say("Of what was said"))
        for row, word in zip(self._rows, words, strict=True):
            row.set_label(word)
        frameworks = resolved.frameworks if resolved else []
        self.framework.set_options(
            [(one.framework.code, language.label(one.framework.names())) for one in frameworks],
            say("all goals and directions"),
        )
        said = resolved.said if resolved else []
        bettered = sum(one.note.status in BETTERED for one in said)
        self.which.set_options(
            [
                ("all", say("all recommendations and ideas: {n}", n=len(said))),
                ("bettered", say("edited and adopted ones: {n}", n=bettered)),
            ],
            None,
        )

    def begin(self, language: Language, resolved: Resolved) -> None:
        """Propose a title, and the bettered notes where there are any."""
        self.say(language, resolved)
        if not self.title.text():
            title = language.text("Resolution of “{event}”", event=resolved.event.title)
            self.title.set_value(title)
        has_bettered = any(one.note.status in BETTERED for one in resolved.said)
        self.which.set_value("bettered" if has_bettered else "all")
        self.show()
        self.title.focus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.title.set_value("")
        self.hide()

    def refuse(self, text: str) -> None:
        """Say at the title what is wrong with it."""
        self._rows[0].set_error(text)
        self.title.focus()

    def _ask(self) -> None:
        self._rows[0].clear()
        values = {"title": self.title.text(), "framework": self.framework.value() or ""}
        self.asked.emit(values, self.which.value() == "bettered")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class EventResolutionsView(EventTab):
    """The event's resolutions; N composes the next one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._resolved: Resolved | None = None
        self.compose = PlainButton(icon="file-check")
        self.compose.clicked.connect(self.begin)
        self.every = LinkButton()
        self.every.clicked.connect(lambda: context.go("resolutions"))
        self.panel = ComposePanel()
        self.panel.asked.connect(self._compose)
        self.panel.closed.connect(self._close)
        self.panel.hide()
        self.table = ListTable(row_height=48)
        self.table.set_drawing(lambda line: list_cells(self.language, line))
        self.table.row_opened.connect(lambda line: context.go("resolutions", resolution=line.id))
        self.table.row_removed.connect(self.remove)
        self._nothing = Text("", "body", wrap=True, colour="text2")
        top = self._top = Row(self.compose, self.every, None)
        body = Stack(*(top, self.panel, self._nothing, self.table), gap=8, margins=(24, 12, 24, 8))
        body.box.addStretch(0)
        body.box.setStretch(3, 1)
        self.assemble(body=body)
        self._say_the_rest()
        self.on_key("N", self.begin)

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.compose.setText(say("Compose a resolution"))
        self.every.setText(say("All resolutions"))
        self.table.set_name(say("Resolutions"))
        self._nothing.setText(
            say("Nothing is resolved yet. Compose a resolution of what the groups recommended.")
        )
        self.panel.say(self.language, self._resolved)
        points = say("Points")
        self.table.set_columns(
            [
                Column("title", say("Resolution")),
                Column("points", points, column_width(points, 84), align="right"),
                Column("status", say("Status"), 148),
                Column("adopted", say("Adopted on"), 172, from_width=640),
            ]
        )

    def retranslate(self) -> None:
        self._say_the_rest()
        super().retranslate()

    def hints(self) -> list[Hint]:
        say = self.language.text
        return [
            Hint("N", say("compose")),
            Hint("Enter", say("open")),
            Hint("Del", say("delete")),
        ]

    # ---- reading ----

    def began(self) -> None:
        self._resolved = None
        self.panel.clear()

    def refresh(self) -> None:
        if self.event_id:
            self.context.ask(
                read_resolved, self.event_id, on_done=self._show, key="events.notes.resolutions"
            )

    def first(self) -> QWidget:
        return self.table if self.table.rows() else self.compose

    def changed(self, changes: Changes) -> None:
        if self.is_mine(changes, "resolution", "resolution_item", "note", "event", "framework"):
            self.refresh()

    def _show(self, resolved: Resolved | None) -> None:
        if resolved is None or resolved.event.id != self.event_id:
            return
        self._resolved = resolved
        self.panel.say(self.language, resolved)
        self._show_list()
        self.table.set_rows(resolved.lines)

    # ---- doing ----

    def begin(self) -> None:
        """Ask what the resolution is to be composed of."""
        if self._resolved is not None:
            self.panel.begin(self.language, self._resolved)
            self._show_list()

    def _show_list(self) -> None:
        """Leave the room to the panel while it is open."""
        lines = self._resolved.lines if self._resolved else []
        is_asking = self.panel.isVisibleTo(self)
        self._top.setVisible(not is_asking)
        self._nothing.setVisible(not lines and not is_asking)
        self.table.setVisible(bool(lines) and not is_asking)

    def _close(self) -> None:
        self.panel.hide()
        self._show_list()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _compose(self, values: dict[str, object], only_bettered: bool) -> None:
        event = self._resolved.event if self._resolved else None
        if event is None:
            return
        given = {**values, "event": event.id, "territory": event.territory}
        self.context.do(
            *(compose, given, [event.id]),
            statuses=BETTERED if only_bettered else None,
            on_done=self._composed,
            on_error=self._refused,
        )

    def _composed(self, made: Made) -> None:
        self.panel.clear()
        self._show_list()
        self.context.go("resolutions", resolution=made.id)

    def _refused(self, error: AppError) -> None:
        self.panel.refuse(said_plainly(self.language, error))

    def remove(self, line: ResolutionLine) -> None:
        """Delete a resolution with its points; a toast leads back."""
        words = self.language.text("“{title}” is deleted", title=line.title)
        self.context.do(
            delete, "resolution", line.id, on_done=lambda _: self.context.toast_undo(words)
        )
