"""The page of goals and plans: all documents, the tree of one, search over all, an item beside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.model import Changes
from app.storage import Workspace
from app.storage.questions.frameworks import (
    FrameworkLine,
    ItemNode,
    list_frameworks,
    search_items,
    tree,
)
from app.storage.questions.reference import framework_item
from app.ui.context import Context
from app.ui.frameworks.importing import FrameworkImport
from app.ui.frameworks.panel import WIDTHS, ItemPanel
from app.ui.frameworks.words import (
    JOINT,
    has_proposals,
    item_caption,
    item_text,
    period,
    ties_words,
)
from app.ui.kit import (
    Banner,
    Cell,
    Column,
    Hint,
    KeyHints,
    PageHeader,
    PlainButton,
    Row,
    SearchField,
    Stack,
    Text,
    WrappedTable,
)
from app.ui.page import Page
from app.ui.words import term

_MINE = frozenset(
    {"framework", "framework_item", "event", "note", "resolution_item", "plan_measure"}
)
_MOST_FOUND = 200
_LOW = 600
"""In a window lower than this what stands above the tree makes room for it."""
_STATUS_CHIPS = {"draft": "warn", "adopted": "ok"}


def _framework_of(ws: Workspace, code: str) -> str:
    item = framework_item(ws, code)
    return item.framework if item is not None else ""


class FrameworksPage(Page):
    """`open(framework=code)` shows one tree, `open(item=code)` one item in its tree."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: list[FrameworkLine] = []
        self._framework = self._item = ""
        self._is_stale = self._is_filling = self._is_low = False
        self._make_parts()
        self._lay_out()
        self._listen()
        self._say_the_rest()

    # ---- making ----

    def _make_parts(self) -> None:
        self.header = PageHeader()
        self.importer = PlainButton(icon="upload")
        self.header.add_action(self.importer)
        self.search = SearchField(key="/")
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(420)
        self.found = Text("", "caption")
        self.standing = Banner("warn")
        self.list = WrappedTable(row_height=52)
        self.list.set_drawing(self._framework_cells)
        self.tree = WrappedTable(row_height=44)
        self.tree.set_drawing(self._item_cells)
        self.panel = ItemPanel(self.context)
        self.intake = FrameworkImport(self.context)
        self.hint_line = KeyHints()

    def _lay_out(self) -> None:
        self._tables = QStackedWidget()
        self._tables.addWidget(self.list)
        self._tables.addWidget(self.tree)
        search = Row(self.search, self.found, None)
        left = Stack(search, self.standing, gap=8, margins=(24, 2, 20, 0))
        left.box.addWidget(self._tables, 1)
        self._browser = QWidget()
        row = QHBoxLayout(self._browser)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.panel)
        self.body = QStackedWidget()
        self.body.addWidget(self._browser)
        self.body.addWidget(self.intake)
        self.assemble(self.header, self.body, self.hint_line)
        self._show_tables()

    def _listen(self) -> None:
        self.importer.clicked.connect(self.import_file)
        self.search.asked.connect(lambda _: self._read())
        self.search.textEdited.connect(lambda text: None if text else self._read())
        for signal in (self.search.descended, self.search.entered):
            signal.connect(lambda *_: self._table.enter())
        self.list.row_opened.connect(lambda line: self._go(framework=line.framework.code))
        self.list.clicked.connect(
            lambda index: self._go(framework=self.list.rows()[index.row()].framework.code)
        )
        self.tree.row_chosen.connect(self._choose)
        self.tree.row_opened.connect(self._open_item)
        self.intake.closed.connect(self._back_from_import)
        self.on_key("/", lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.on_key("Escape", self._escape)

    # ---- words ----

    def _say_the_rest(self) -> None:
        say = self.language.text
        self.importer.setText(say("Import a document"))
        self.search.set_placeholder(say("Words or code"))
        self.list.set_name(say("Goals"))
        tied, items = say("Tied to it"), say("Items")
        self.list.set_columns(
            [
                Column("title", say("Document")),
                Column("items", items, 96, "right"),
                Column("tied", tied, 132, "right", from_width=560),
            ]
        )
        self.tree.set_columns(
            [Column("text", say("Goal, direction, measure")), Column("tied", tied, 120, "right")]
        )
        self.hint_line.set_hints(self.hints())
        self._say_head()

    def _say_head(self) -> None:
        say = self.language.text
        line = self._line
        if self.body.currentWidget() is self.intake:
            self.header.set_crumbs([(say("Goals"), self._back_from_import)])
            self.header.set_title(say("Import a document"))
            self._facts(None)
            return
        is_search = bool(self.search.text().strip())
        self._facts(line if not is_search else None)
        if line is None or is_search:
            self.header.set_title(say("Goals"))
            self.header.set_crumbs([])
            return
        self.header.set_crumbs([(say("Goals"), self._go)])
        self.header.set_title(line.framework.code)

    def _facts(self, line: FrameworkLine | None) -> None:
        """The document that is open: its title, what it is worth, how much hangs on it."""
        say, language = self.language.text, self.language
        is_told = line is not None and bool(line.framework.status_note)
        self.standing.setVisible(is_told and not self._is_low)
        if line is None:
            self.header.set_chip("")
            self.header.set_facts([])
            return
        framework = line.framework
        status = term(language, "framework_status", framework.status)
        self.header.set_chip(status, _STATUS_CHIPS.get(framework.status or "", "fact"))
        version = framework.version
        self.header.set_facts(
            [
                language.label(framework.names()),
                say("version {version}", version=version) if version else "",
            ]
        )
        self.standing.set_kind("warn" if framework.status == "draft" else "info")
        self.standing.set_content(framework.status_note, framework.source)

    def retranslate(self) -> None:
        self._say_the_rest()
        self.panel.retranslate()
        self.intake.retranslate()
        super().retranslate()

    def title(self) -> str:
        return self.language.text("Goals")

    def hints(self) -> list[Hint]:
        say = self.language.text
        if self.body.currentWidget() is self.intake:
            return [Hint("Tab", say("next field")), Hint("Esc", say("back"))]
        return [
            Hint("/", say("search")),
            Hint("Enter", say("open what is tied to it") if self._framework else say("open")),
            Hint("Esc", say("back")),
        ]

    def _framework_cells(self, line: FrameworkLine) -> list[Cell]:
        language, framework = self.language, line.framework
        status = term(language, "framework_status", framework.status)
        facts = [framework.code, period(framework), status]
        if has_proposals(framework):
            facts.append(language.text("proposals of the consultations, not an adopted text"))
        if line.withdrawn:
            facts.append(language.text("no longer in force: {n}", n=line.withdrawn))
        return [
            Cell(
                language.label(framework.names()),
                sub=JOINT.join(fact for fact in facts if fact),
                weight=500,
                is_wrapped=True,
            ),
            Cell(language.number(line.items)),
            self._tied_cell(line.ties.total, ties_words(language, line.ties)),
        ]

    def _item_cells(self, node: ItemNode) -> list[Cell]:
        language, item = self.language, node.item
        is_head = node.depth == 0 or item.type in ("priority", "goal", "direction")
        ties = node.ties_below if node.ties_below.total else node.ties
        framework = next(
            (one.framework for one in self._lines if one.framework.code == item.framework), None
        )
        return [
            Cell(
                item_text(language, item),
                sub=item_caption(language, framework, item),
                weight=500 if is_head else 400,
                colour="text3" if item.is_withdrawn else "text",
                sub_colour="text3",
                is_wrapped=True,
                indent=node.depth,
            ),
            self._tied_cell(ties.total, ties_words(language, ties)),
        ]

    def _tied_cell(self, count: int, words: str) -> Cell:
        if not count:
            return Cell("–", colour="text3", spoken=self.language.text("nothing"))
        return Cell(self.language.number(count), spoken=words, tip=words)

    # ---- going ----

    @property
    def _line(self) -> FrameworkLine | None:
        return next((one for one in self._lines if one.framework.code == self._framework), None)

    @property
    def _table(self) -> WrappedTable:
        return self.tree if self._tables.currentWidget() is self.tree else self.list

    def _go(self, **where: object) -> None:
        self.context.go("frameworks", **where)

    def open(self, **where: object) -> None:
        super().open(**where)
        self.body.setCurrentWidget(self._browser)
        self.search.clear()
        item = str(where.get("item", ""))
        self._item, self._framework = item, str(where.get("framework", ""))
        if item and not self._framework:
            self.context.ask(
                _framework_of, item, on_done=self._found_framework, key="frameworks.of"
            )
            return
        self.refresh()
        if self.isVisible():
            self._table.setFocus()

    def _found_framework(self, code: str) -> None:
        self._framework = code
        if not code:
            self.context.toast(self.language.text("This record is no longer there."), "warn")
        self.refresh()
        if self.isVisible():
            self.tree.setFocus()

    def where(self) -> dict[str, object]:
        known = {"framework": self._framework, "item": self._item}
        return {name: value for name, value in known.items() if value}

    def changed(self, changes: Changes) -> None:
        if changes.types & _MINE:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        self._is_stale = False
        self.context.ask(list_frameworks, on_done=self._show_list, key="frameworks.list")
        self._read()
        if self._item:
            self.panel.show_item(self._item)

    # ---- reading and showing ----

    def _read(self) -> None:
        typed = self.search.text().strip()
        if typed:
            self.context.ask(
                search_items,
                typed,
                limit=_MOST_FOUND,
                on_done=self._show_found,
                key="frameworks.tree",
            )
        elif self._framework:
            self.context.ask(tree, self._framework, on_done=self._show_tree, key="frameworks.tree")
        else:
            self.found.setText("")
            self._show_tables()

    def _show_list(self, lines: list[FrameworkLine]) -> None:
        self._lines = lines
        self.list.set_rows(lines)
        if lines and self.list.selected() is None:
            self.list.selectRow(0)
        self._say_head()
        self.tree.redraw()

    def _show_found(self, nodes: list[ItemNode]) -> None:
        said = self.language.plural("{n} item found", "{n} items found", len(nodes))
        if len(nodes) == _MOST_FOUND:
            said = self.language.text("The first {n} are shown", n=_MOST_FOUND)
        self.found.setText(said if nodes else self.language.text("Nothing was found."))
        self._fill(nodes)

    def _show_tree(self, nodes: list[ItemNode]) -> None:
        self.found.setText("")
        self._fill(nodes)

    def _fill(self, nodes: list[ItemNode]) -> None:
        # reading anew chooses the former row again: that is nobody's choice
        self._is_filling = True
        self.tree.set_rows(nodes)
        is_there = self.tree.select(lambda node: node.item.code == self._item)
        self._is_filling = False
        if nodes and not is_there:
            self.tree.selectRow(0)
        row = self.tree.currentIndex()
        if row.isValid():
            self.tree.scrollTo(row)
        self._show_tables()

    def _show_tables(self) -> None:
        is_tree = bool(self._framework or self.search.text().strip())
        self._tables.setCurrentWidget(self.tree if is_tree else self.list)
        self.panel.setVisible(is_tree and bool(self.tree.rows()))
        self._say_head()
        self.hint_line.set_hints(self.hints())

    def _choose(self, node: ItemNode | None) -> None:
        if node is not None and not self._is_filling:
            self._item = node.item.code
            self.panel.show_item(node.item.code)

    def _open_item(self, node: ItemNode) -> None:
        """Enter leads to what is tied: the list at the right takes the keyboard."""
        if self.panel.card is not None and self.panel.card.tied:
            self.panel.tied.enter()
        elif self.search.text().strip():
            self._go(item=node.item.code)

    def _escape(self) -> None:
        if self.body.currentWidget() is self.intake:
            self._back_from_import()
        elif self.panel.tied.hasFocus():
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.search.text():
            self.search.clear()
            self._read()
        elif self._framework:
            self._go()

    # ---- importing ----

    def import_file(self) -> None:
        """Choose a document, and see what it would change before anything changes."""
        if self.intake.choose():
            self.importer.hide()
            self.body.setCurrentWidget(self.intake)
            self._say_head()
            self.hint_line.set_hints(self.hints())

    def _back_from_import(self) -> None:
        self.importer.show()
        self.body.setCurrentWidget(self._browser)
        taken = self.intake.taken
        if taken:
            self._go(framework=taken)
        else:
            self.refresh()

    # ---- width ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        self.panel.setFixedWidth(next(wide for least, wide in WIDTHS if width >= least))
        is_low = self.window().height() < _LOW
        if is_low != self._is_low:
            self._is_low = is_low
            self.header.set_compact(is_low)
            self._say_head()
