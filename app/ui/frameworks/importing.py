"""Taking in a framework from a file: what it would change is seen before anything changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from app.errors import AppError
from app.exchange import RowProblem, RowsRefused
from app.exchange.frameworks import (
    FrameworkFile,
    FrameworkImported,
    FrameworkUnnamed,
    import_framework,
    read_framework,
)
from app.language import mark
from app.model import Framework, FrameworkItem
from app.storage import Workspace
from app.ui.context import Context
from app.ui.kit import (
    ActionFooter,
    Banner,
    Cell,
    CheckField,
    Column,
    Form,
    PlainButton,
    PrimaryButton,
    QuietButton,
    Row,
    Scroller,
    Stack,
    Text,
    WrappedTable,
)
from app.ui.tasks import Progress

NEW, CHANGED, WITHDRAWN = "new", "changed", "withdrawn"
_HEAD = ("code", "version", "status", "title_ru")
_LEAST_TABLE = 160
_CHIPS = {NEW: "new", CHANGED: "warn", WITHDRAWN: "bad"}


@dataclass(frozen=True)
class Difference:
    """One item that a file would add, change or put out of force."""

    kind: str
    code: str
    names: Mapping[str, str]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looked:
    """A file that was looked at, with what it would change item by item."""

    file: FrameworkFile
    here: Framework | None
    differences: tuple[Difference, ...]


def look_at(
    ws: Workspace, path: Path, head: Mapping[str, object], *, partial: bool, progress: Progress
) -> Looked:
    """Read a framework and compare it with what is here; nothing changes."""
    progress.step(0, 0)
    found = read_framework(ws, path, head, partial=partial)
    code = found.framework["code"]
    known = {item.code: item for item in ws.find(FrameworkItem, framework=code)}
    differences = []
    for number, values in found.items.items():
        if number in found.same:
            continue
        was = known.get(values["code"])
        names = {one: str(values.get(f"text_{one}") or "") for one in ("ky", "ru", "en")}
        names = {one: said or (was.names()[one] if was else "") for one, said in names.items()}
        changed = [name for name, value in values.items() if was and getattr(was, name) != value]
        kind = CHANGED if was else NEW
        differences.append(Difference(kind, str(values["code"]), names, tuple(changed)))
    differences += [Difference(WITHDRAWN, one, known[one].names()) for one in found.withdrawn]
    order = (WITHDRAWN, CHANGED, NEW)
    differences.sort(key=lambda one: order.index(one.kind))
    return Looked(found, ws.get(Framework, Framework.id_for({"code": code})), tuple(differences))


def take_in(
    ws: Workspace, path: Path, head: Mapping[str, object], *, partial: bool, progress: Progress
) -> FrameworkImported:
    """Take the framework in, in one transaction."""
    progress.step(0, 0)
    return import_framework(ws, path, head, partial=partial)


class FrameworkImport(Stack):
    """A file, which document it is and which version, what would change, and the word to do it."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=0)
        self.context = context
        self.taken = ""
        self._path = Path()
        self._looked: Looked | None = None
        self._refusal: AppError | None = None
        self._make_parts()
        self._lay_out()
        self.retranslate()

    def _make_parts(self) -> None:
        kinds = {name: Framework.kinds()[name] for name in _HEAD}
        self.form = Form(self.context.language, kinds, columns=4)
        self.form.committed.connect(lambda *_: self.look())
        self.partial = CheckField()
        self.partial.committed.connect(lambda _: self.look())
        self.banner = Banner("info")
        self.note = Text("", "second", wrap=True)
        self.table = WrappedTable(row_height=40)
        self.again = PlainButton(icon="folder")
        self.again.clicked.connect(self.choose)
        self.cancel = QuietButton()
        self.cancel.clicked.connect(self.closed)
        self.act = PrimaryButton(icon="check")
        self.act.clicked.connect(self.take)

    def _lay_out(self) -> None:
        room = Stack(
            self.form,
            Row(self.partial, None),
            self.banner,
            self.note,
            gap=8,
            margins=(24, 4, 24, 8),
        )
        room.box.addWidget(self.table, 1)
        room.box.addStretch(0)
        self.table.setMinimumHeight(_LEAST_TABLE)
        footer = ActionFooter()
        for button in (self.cancel, self.again, self.act):
            footer.add_action(button)
        self.box.addWidget(Scroller(room), 1)
        self.box.addWidget(footer)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.form.retranslate(self.context.language)
        self.partial.set_text(say("The file holds only some items; the others stay in force"))
        self.again.setText(say("Choose another file"))
        self.cancel.setText(say("Cancel"))
        self._show()

    # ---- looking ----

    def choose(self) -> bool:
        """Let a file be chosen; whether one was."""
        say = self.context.language.text
        kinds = say("Lists ({kinds})", kinds="*.yaml *.yml *.xlsx *.csv")
        path = self.context.pick_file(say("Choose the document"), kinds)
        if path is None:
            return False
        self.begin(path)
        return True

    def begin(self, path: Path) -> None:
        """Look at a file; what was said of another one is forgotten."""
        self._path, self.taken = path, ""
        self._looked = self._refusal = None
        self.form.clear_problems()
        self.form.set_values(dict.fromkeys(_HEAD))
        self.partial.set_value(False)
        self._show()
        self.look()

    def _said(self) -> dict[str, object]:
        return {name: value for name, value in self.form.values().items() if value}

    def look(self) -> None:
        """See what the file would change; nothing changes."""
        self.act.setEnabled(False)
        self.context.run(
            look_at,
            self._path,
            self._said(),
            partial=bool(self.partial.value()),
            on_done=self._seen,
            on_error=self._refused,
        )

    def _seen(self, looked: Looked) -> None:
        self._looked, self._refusal = looked, None
        known = {name: looked.file.framework.get(name) for name in _HEAD}
        was = looked.here
        for name in _HEAD:
            known[name] = known[name] or (getattr(was, name) if was else None)
        self.form.set_values({name: value for name, value in known.items() if value})
        self._show()

    def _refused(self, error: AppError) -> None:
        self._looked, self._refusal = None, error
        self._show()

    # ---- showing ----

    def _show(self) -> None:
        if self._looked is not None:
            self._show_differences(self._looked)
        elif self._refusal is not None:
            self._show_refusal(self._refusal)
        else:
            say = self.context.language.text
            self.banner.set_kind("info")
            self.banner.set_content(say("Reading {name}", name=self._path.name))
            self.note.hide()
            self.table.set_rows([])
            self._say_act(0)

    def _say_act(self, count: int) -> None:
        language = self.context.language
        word = language.plural("Take in {n} change", "Take in {n} changes", count)
        self.act.setText(word if count else language.text("Take in"))
        self.act.setEnabled(bool(count))

    def _show_differences(self, looked: Looked) -> None:
        say, file = self.context.language.text, looked.file
        by_kind = {
            kind: sum(one.kind == kind for one in looked.differences)
            for kind in (NEW, CHANGED, WITHDRAWN)
        }
        counts = say(
            "New {new}, changed {changed}, no longer in force {withdrawn}, as before {same}",
            **by_kind,
            same=len(file.same),
        )
        is_head = looked.here is None or any(
            getattr(looked.here, name) != value for name, value in file.framework.items()
        )
        title = say("Nothing has been changed yet: this is what would change")
        if not looked.differences and not is_head:
            title = say("Everything in this file is here already")
        self.banner.set_kind("info")
        self.banner.set_content(title, counts)
        ignored = ", ".join(file.ignored)
        self.note.setText(
            say("Headings that were not recognised: {names}", names=ignored) if ignored else ""
        )
        self.note.setVisible(bool(ignored))
        self.table.set_name(say("What would change"))
        self.table.set_columns([Column("item", say("Item")), Column("kind", say("Change"), 200)])
        self.table.set_drawing(self._difference_cells)
        self.table.set_rows(looked.differences)
        self.table.show()
        self._say_act(len(looked.differences) + int(is_head))

    def _difference_cells(self, one: Difference) -> list[Cell]:
        language = self.context.language
        word = language.text(_WORDS[one.kind])
        kinds = FrameworkItem.kinds()
        labels = [language.text(kinds[name].label) for name in one.fields if name in kinds]
        sub = " · ".join([one.code, ", ".join(labels)] if labels else [one.code])
        text = language.label(one.names) or one.code
        return [
            Cell(text, sub=sub, sub_colour="text3", is_wrapped=True),
            Cell("", chip=word, chip_kind=_CHIPS[one.kind]),
        ]

    def _show_refusal(self, error: AppError) -> None:
        language = self.context.language
        say = language.text
        is_unnamed = isinstance(error, FrameworkUnnamed)
        self.banner.set_kind("warn" if is_unnamed else "bad")
        said = language.error(error)
        if is_unnamed:
            said = say("Write the code of the document above, as NPGE-2025.")
            self.form.row("code").set_error(say("Which document is it?"))
        title = say("The file does not say which document it is")
        self.banner.set_content(title if is_unnamed else say("Nothing was imported"), said)
        self.note.hide()
        problems = error.problems if isinstance(error, RowsRefused) else ()
        self.table.set_columns(
            [
                Column("text", say("What to mend")),
                Column("field", say("Column"), 160),
                Column("row", say("Row"), 72, "right"),
            ]
        )
        self.table.set_drawing(self._problem_cells)
        self.table.set_rows(problems)
        self.table.setVisible(bool(problems))
        self._say_act(0)

    def _problem_cells(self, problem: RowProblem) -> list[Cell]:
        language = self.context.language
        kind = FrameworkItem.kinds().get(problem.field)
        label = language.text(kind.label) if kind else problem.field
        text = language.text(problem.text, **problem.values)
        return [
            Cell(text, is_wrapped=True),
            Cell(label, colour="text2"),
            Cell(language.number(problem.row), weight=500),
        ]

    # ---- doing ----

    def take(self) -> None:
        """Take the document in as it was seen."""
        self.act.set_busy(self.context.language.text("Importing…"))
        self.context.run(
            take_in,
            self._path,
            self._said(),
            partial=bool(self.partial.value()),
            on_done=self._taken,
            on_error=self._not_taken,
        )

    def _taken(self, done: FrameworkImported) -> None:
        self.act.set_idle()
        self.taken = done.code
        say = self.context.language.text
        self.context.toast(say("{code} is taken in", code=done.code))
        self.closed.emit()

    def _not_taken(self, error: AppError) -> None:
        self.act.set_idle()
        self._refused(error)


_WORDS = {
    NEW: mark("new"),
    CHANGED: mark("changed"),
    WITHDRAWN: mark("no longer in force"),
}
