"""All documents of an event or a period into one folder: which, in which form, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from app.errors import AppError
from app.reports import REPORTS
from app.reports.folder import Filed, Paper, kinds_of, papers_of, save_papers
from app.stopping import stopped_by
from app.storage import Workspace
from app.ui.context import Context
from app.ui.folders import open_folder
from app.ui.kit import (
    CheckField,
    LinkButton,
    PrimaryButton,
    ProgressRow,
    Row,
    Scroller,
    Stack,
    Text,
)
from app.ui.kit.layout import empty
from app.ui.tasks import Progress, Task

_FORMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}


def _save(
    workspace: Workspace,
    papers: Sequence[Paper],
    folder: Path,
    code: str,
    forms: Sequence[str],
    *,
    progress: Progress,
) -> Filed:
    with stopped_by(progress.look):
        return save_papers(workspace, papers, folder, code, forms, progress)


class FolderView(Scroller):
    """Ticks for the documents and the forms of file, a button, a bar, and what came of it."""

    def __init__(self, context: Context, key: str) -> None:
        self._list = Stack(gap=8, margins=(16, 12, 16, 24))
        super().__init__(self._list)
        self._context = context
        self._key = f"{key}.folder"
        self._name, self._code = "", ""
        self._values: Mapping[str, object] = {}
        self._papers: list[Paper] = []
        self._task: Task | None = None
        self.kinds: dict[str, CheckField] = {}
        self._make_parts()
        self.retranslate()

    def _make_parts(self) -> None:
        self._title, self._forms_title = Text("", "label"), Text("", "label")
        self._told = Text("", "second", wrap=True)
        self.events = CheckField(wraps=True)
        self.events.edited.connect(lambda _: self._read())
        self._room = Stack(gap=4)
        self.forms = {form: CheckField(word) for form, word in _FORMS.items()}
        self.forms["pdf"].set_value(True)
        self.save = PrimaryButton(icon="download")
        self.save.clicked.connect(self.save_it)
        self.progress = ProgressRow(self._context.language)
        self.progress.cancelled.connect(self._stop)
        self.said = Text("", "body", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open = LinkButton()
        self.open.hide()
        self._list.add(self._told, 4, self._title, self.events, self._room, 8)
        self._list.add(self._forms_title, Row(*self.forms.values(), None, gap=12), 8)
        self._list.add(Row(self.save, None), self.progress, self.said, Row(self.open, None), None)

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
        self._title.setText(say("Documents"))
        self._forms_title.setText(say("Form of the files"))
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
        chosen = {name: tick.value() for name, tick in self.kinds.items()}
        empty(self._room.box)
        self.kinds = {}
        for name in kinds_of(papers):
            tick = CheckField(self._context.language.text(REPORTS[name].label), wraps=True)
            tick.set_value(chosen.get(name, True))
            self.kinds[name] = tick
            self._room.add(tick)

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
        folder = self._context.pick_folder(say("Folder for the documents"))
        if folder is None:
            return
        self._say("", None)
        self.save.setEnabled(False)
        self.progress.start(say("Drawing…"))
        self._task = self._context.run(
            _save,
            papers,
            folder,
            self._code,
            forms,
            on_done=partial(self._done, folder),
            on_error=self._not_done,
            on_progress=self.progress.set_progress,
            on_cancelled=partial(self._cancelled, folder),
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _done(self, folder: Path, filed: Filed) -> None:
        language = self._context.language
        said = language.plural(
            "{n} document is in {folder}",
            "{n} documents are in {folder}",
            len(filed.files),
            folder=folder.name or str(folder),
        )
        failed = [
            language.text("Not made: {name}. {why}", name=name, why=language.error(error))
            for name, error in filed.failed
        ]
        self._say("\n".join([said, *failed]), folder)

    def _not_done(self, error: AppError) -> None:
        self._say(self._context.language.error(error), None)

    def _cancelled(self, folder: Path) -> None:
        self._say(
            self._context.language.text("Stopped. What was finished lies in the folder."), folder
        )

    def _say(self, words: str, folder: Path | None) -> None:
        self._task = None
        self.progress.finish()
        self.save.setEnabled(True)
        self.said.setText(words)
        self.open.setVisible(folder is not None)
        if folder is not None:
            self.open.disconnect(self)
            self.open.clicked.connect(partial(open_folder, folder))
