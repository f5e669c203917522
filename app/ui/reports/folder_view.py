"""All documents of an event or a period into one folder: which, in which form, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal

from app.actions.giving_out import REPORT, note_given_out
from app.actions.today import note_report_saved
from app.errors import AppError
from app.reports import REPORTS
from app.reports.folder import (
    Disclosure,
    Filed,
    Paper,
    disclosing,
    disclosures,
    kinds_of,
    papers_of,
    problems_of,
    said_of,
    save_papers,
)
from app.stopping import stopped_by
from app.storage import Workspace
from app.ui.context import Context
from app.ui.folders import open_folder
from app.ui.kit import (
    CheckField,
    FormRow,
    Line,
    LinkButton,
    PrimaryButton,
    ProgressRow,
    Row,
    Scroller,
    Stack,
    Text,
    TextField,
)
from app.ui.kit.layout import empty
from app.ui.reports.options import WHY
from app.ui.tasks import Progress, Task

_FORMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def _save(
    workspace: Workspace,
    papers: Sequence[Paper],
    folder: Path,
    code: str,
    forms: Sequence[str],
    reason: str,
    filed: Filed,
    *,
    progress: Progress,
) -> Filed:
    def note(paper: Paper, written: Sequence[str]) -> None:
        told = {"report": paper.report, "form": ", ".join(written)}
        note_given_out(workspace, REPORT, told, reason)

    with stopped_by(progress.look):
        return save_papers(workspace, papers, folder, code, forms, progress, note, filed)


class FolderView(Stack):
    """Ticks for the documents, which scroll; below them, always seen, the forms of file, a button,
    a bar, and what came of it.
    """

    shown = Signal()
    """Other documents are offered than before."""

    def __init__(self, context: Context, key: str) -> None:
        super().__init__(gap=0)
        self._list = Stack(gap=8, margins=(16, 12, 16, 16))
        self._foot = Stack(gap=6, margins=(16, 0, 16, 10))
        self._scroller = Scroller(self._list)
        self.box.addWidget(self._scroller, 1)
        self.box.addWidget(self._foot)
        self._context = context
        self._key = f"{key}.folder"
        self._name, self._code = "", ""
        self._values: Mapping[str, object] = {}
        self._papers: list[Paper] = []
        self._task: Task | None = None
        self._written_to: Path | None = None
        self._had_keyboard = False
        self.kinds: dict[str, CheckField] = {}
        self.disclosed: dict[Disclosure, CheckField] = {}
        self._make_parts()
        self.retranslate()

    def _make_parts(self) -> None:
        self._title = Text("", "label")
        self._told = Text("", "second", wrap=True)
        self.events = CheckField(wraps=True)
        self.events.edited.connect(lambda _: self._read())
        self._room = Stack(gap=4)
        self._more_title, self._more_told = Text("", "label"), Text("", "second", wrap=True)
        self._more_room = Stack(gap=4)
        self.why = TextField()
        self.reason_row = FormRow("", self.why)
        self.why.edited.connect(lambda _: self.reason_row.clear())
        self._more = Stack(
            self._more_title, self._more_told, self._more_room, self.reason_row, gap=6
        )
        self.forms = {form: CheckField(word) for form, word in _FORMS.items()}
        self.forms["pdf"].set_value(True)
        self.save = PrimaryButton(icon="download")
        self.save.clicked.connect(self.save_it)
        self.progress = ProgressRow(self._context.language)
        self.progress.cancelled.connect(self._stop)
        self.said = Text("", "body", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open = LinkButton()
        self.open.clicked.connect(self._show_folder)
        self.open.hide()
        self._list.add(self._told, 4, self._title, self.events, self._room, 8)
        self._list.add(self._more, None)
        forms = Row(*self.forms.values(), None, gap=8)
        self._foot.add(Line(), forms, Row(self.save, None), self.progress, self.said)
        self._foot.add(Row(self.open, None))

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self._context.language.text
        self._told.setText(
            say(
                "Every document is written into one folder, in the language of the paper. No file "
                "that lies there is changed. Participants are named only in the sign-in sheet, "
                "their list and the certificates."
            )
        )
        self._more_title.setText(say("What takes a reason"))
        self._more_told.setText(say("Without a reason it stays out."))
        self.reason_row.set_label(say("Why it is needed"))
        self.reason_row.set_help(say(WHY))
        for one, ticked in self.disclosed.items():
            ticked.set_text(one.words(self._context.language))
        self._title.setText(say("Documents"))
        self.events.set_text(say("Those of each event of the period too"))
        self.save.setText(say("Save into a folder…"))
        self.open.setText(say("Open the folder"))
        self.progress.retranslate(self._context.language)
        for name, tick in self.kinds.items():
            tick.set_text(say(REPORTS[name].label))

    # ---- which ----

    def want(self, name: str, code: str, values: Mapping[str, object]) -> None:
        """Offer the documents of what this report is of."""
        self._name, self._code, self._values = name, code, dict(values)
        self._read()

    def _read(self) -> None:
        self._context.ask(
            papers_of,
            self._name,
            self._values,
            has_events=bool(self.events.value()),
            on_done=self._show,
            on_error=self._failed,
            key=self._key,
        )

    def _show(self, papers: list[Paper]) -> None:
        self._papers = papers
        is_of_event = kinds_of(papers)[:1] == ["event"]
        self.events.setVisible(not is_of_event)
        if kinds_of(papers) == list(self.kinds):
            return  # the same ticks, and the keyboard where it was
        chosen = {name: tick.value() for name, tick in self.kinds.items()}
        empty(self._room.box)
        self.kinds = {}
        for name in kinds_of(papers):
            tick = CheckField(self._context.language.text(REPORTS[name].label), wraps=True)
            tick.set_value(chosen.get(name, True))
            tick.edited.connect(lambda _: self._offer_more())
            self.kinds[name] = tick
            self._room.add(tick)
        self._show_more()

    def _show_more(self) -> None:
        """A tick for each that takes a reason, none of them set at first."""
        chosen = {one for one, tick in self.disclosed.items() if tick.value()}
        empty(self._more_room.box)
        self.disclosed = {}
        for one in disclosures(self._papers):
            tick = CheckField(one.words(self._context.language), wraps=True)
            tick.set_value(one in chosen)
            tick.edited.connect(lambda _: self._offer_more())
            self.disclosed[one] = tick
            self._more_room.add(tick)
        self._offer_more()
        self.shown.emit()

    def _offer_more(self) -> None:
        """Only what documents that are ticked can tell is offered, and why only once it is."""
        for one, tick in self.disclosed.items():
            tick.setVisible(self._is_wanted(one))
        self._more.setVisible(any(map(self._is_wanted, self.disclosed)))
        self.reason_row.setVisible(bool(self._asked_more()))

    def _is_wanted(self, one: Disclosure) -> bool:
        return any(self.kinds[name].value() for name in one.reports)

    def _asked_more(self) -> list[Disclosure]:
        ticked = [one for one, tick in self.disclosed.items() if tick.value()]
        return [one for one in ticked if self._is_wanted(one)]

    def _failed(self, error: AppError) -> None:
        self._papers = []
        self.said.setText(self._context.language.error(error))

    # ---- saving ----

    def save_it(self) -> None:
        """Ask for the folder, and write the chosen documents there."""
        say = self._context.language.text
        papers = [one for one in self._papers if self.kinds[one.report].value()]
        forms = [form for form, tick in self.forms.items() if tick.value()]
        if not (papers and forms):
            self.said.setText(say("Tick at least one document and one form of file."))
            return
        told, reason = self._asked_more(), str(self.why.value() or "").strip()
        if told and not reason:
            self.reason_row.set_error(say("Say why it is needed"))
            self.why.focus()
            QTimer.singleShot(0, self._show_reason)
            return
        folder = self._context.pick_folder(say("Folder for the documents"))
        if folder is None:
            return
        papers = disclosing(papers, told)
        self._say("", None)
        self._had_keyboard = self.save.hasFocus()
        self.save.setEnabled(False)
        self.progress.start(say("Drawing…"))
        filed = Filed()
        self._task = self._context.run(
            _save,
            papers,
            folder,
            self._code,
            forms,
            reason,
            filed,
            on_done=partial(self._done, folder),
            on_error=self._not_done,
            on_progress=self.progress.set_progress,
            on_cancelled=partial(self._cancelled, folder),
            on_over=partial(self._over, filed),
        )

    def _show_reason(self) -> None:
        self._scroller.ensureWidgetVisible(self.reason_row)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _done(self, folder: Path, filed: Filed) -> None:
        language = self._context.language
        asked = self._asked_more()
        left = [one for one in self.disclosed if self._is_wanted(one) and one not in asked]
        said = said_of(language, filed, folder.name or str(folder), left)
        self._say("\n".join([*said, *problems_of(language, filed)]), folder)

    def _not_done(self, error: AppError) -> None:
        self._say(self._context.language.error(error), None)

    def _cancelled(self, folder: Path) -> None:
        self._say(
            self._context.language.text("Stopped. What was finished lies in the folder."), folder
        )

    def _over(self, filed: Filed) -> None:
        """However it ended, the reports that lie in the folder are not asked for any more."""
        for event in filed.reported:
            self._context.do(note_report_saved, event, undo=False)
        self._task = None
        self.progress.finish()
        self.save.setEnabled(True)
        if self._had_keyboard:
            self._had_keyboard = False
            self.save.setFocus()

    def _say(self, words: str, folder: Path | None) -> None:
        self._written_to = folder
        self.said.setText(words)
        self.open.setVisible(folder is not None)

    def _show_folder(self) -> None:
        if self._written_to is not None:
            open_folder(self._written_to)
