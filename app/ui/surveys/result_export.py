"""Writing answers out of the window: for Excel, for other programs, or as a drawn report."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal

from app.actions.surveys import note_full_export
from app.errors import AppError
from app.language import Language
from app.reports import draw
from app.reports.answers import WRITERS, Wish, Written
from app.reports.answers.documents import safe_name
from app.reports.csv_file import write_out
from app.reports.survey_results import document_of
from app.storage import Workspace
from app.storage.questions.surveys import survey_line
from app.storage.selection import EVERYTHING, AnswerFilter
from app.ui.context import Context
from app.ui.kit import (
    Banner,
    CheckField,
    ElidedText,
    FormRow,
    PrimaryButton,
    ProgressRow,
    QuietButton,
    Row,
    Scroller,
    Segments,
    Stack,
    Text,
    TextField,
    filter_said,
)
from app.ui.tasks import Progress, Task

_WIDTH = 640
_DRAWN = ("pdf", "docx")
_DOCUMENTS = "xml"
_KINDS = {
    "xlsx": "Excel (*.xlsx)",
    "csv": "CSV (*.csv)",
    "pdf": "PDF (*.pdf)",
    "docx": "Word (*.docx)",
}


class Order(NamedTuple):
    """What shall be written, in which form, and where."""

    form: str
    wish: Wish
    place: Path
    words: tuple[str, ...] = ()
    reason: str = ""


def write_answers(
    ws: Workspace, language: Language, order: Order, *, progress: Progress
) -> Written:
    """Write filled forms, or the drawn results; stopped at any step, nothing is left behind."""
    progress.step(0, 0)
    wish = order.wish
    if order.form in _DRAWN:
        document = document_of(ws, language, wish.survey, wish.wanted, order.words)
        content = draw(document, order.form)
        progress.step(1, 1)
        write_out(order.place, content)
        return Written([order.place], 0)
    written = WRITERS[order.form](ws, language, wish, order.place, progress)
    if wish.is_full:
        line = survey_line(ws, wish.survey)
        form_id = line.form_id if line is not None else ""
        note_full_export(ws, form_id, order.form, written.forms, order.reason)
    return written


class ExportPane(Stack):
    """Asks in which form, with codes or words, and with or without who answered."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=10)
        self.context = context
        self._survey, self._wanted = b"", EVERYTHING
        self._words: tuple[str, ...] = ()
        self._name = ""
        self._task: Task | None = None
        self._make_fields()
        self._lay_out()
        self.retranslate()

    def _make_fields(self) -> None:
        self.back = QuietButton(icon="chevron-left")
        self.back.clicked.connect(self.left)
        self.heading = ElidedText("", "subsection")
        self.of = Text("", "second", wrap=True)
        self.form_label, self.code_label = Text("", "label"), Text("", "label")
        self.form, self.codes = Segments(), Segments()
        self.form.chosen.connect(lambda _: self._fit())
        self.split, self.full = CheckField(), CheckField()
        self.full.committed.connect(lambda _: self._fit())
        self.reason = TextField()
        self.reason_row = FormRow("", self.reason)
        self.note = Text("", "caption", wrap=True)
        self.save = PrimaryButton(icon="download")
        self.save.clicked.connect(self.choose_place)
        self.progress = ProgressRow(self.context.language)
        self.progress.cancelled.connect(self._stop)
        self.result = Banner("ok")
        self.result.hide()

    def _lay_out(self) -> None:
        form = Stack(
            self.of,
            self.form_label,
            self.form,
            self.code_label,
            self.codes,
            self.split,
            self.full,
            self.reason_row,
            self.note,
            Row(self.save, None),
            self.progress,
            self.result,
            None,
        )
        form.setMaximumWidth(_WIDTH)
        room = Row(form, None)
        room.box.setStretch(0, 1)
        self.add(Row(self.back, self.heading, None), Scroller(room))
        self.box.setStretch(1, 1)

    # ---- words ----

    def retranslate(self) -> None:
        """Say everything in the present language."""
        say = self.context.language.text
        self.progress.retranslate(self.context.language)
        self.back.setText(say("Back to the results"))
        self.heading.setText(say("Save the answers and results"))
        self.form_label.setText(say("As"))
        self.form.set_options(
            [
                ("xlsx", "Excel"),
                ("csv", "CSV"),
                (_DOCUMENTS, "OpenRosa XML"),
                ("pdf", say("Report, PDF")),
                ("docx", say("Report, Word")),
            ]
        )
        if not self.form.value():
            self.form.set_value("xlsx")
        self.code_label.setText(say("Questions and choices"))
        self.codes.set_options([("labels", say("In words")), ("codes", say("As codes"))])
        if not self.codes.value():
            self.codes.set_value("labels")
        self.split.set_text(say("A column for each choice where several could be ticked"))
        self.full.set_text(say("With who answered: people, codes, files"))
        self.reason_row.set_label(say("Why it is needed"))
        self.reason_row.set_help(say("It is kept in the audit; write no name here"))
        self.save.setText(say("Save…"))
        self._fit()

    def _fit(self) -> None:
        """Show only what the chosen form can have."""
        say, form = self.context.language.text, self.form.value()
        is_sheet, is_drawn = form in ("xlsx", "csv"), form in _DRAWN
        for part in (self.code_label, self.codes, self.split):
            part.setVisible(is_sheet)
        self.full.setVisible(not is_drawn)
        self.reason_row.setVisible(not is_drawn and self.full.value())
        notes = {
            "xlsx": say("Numbers and days are typed; each repeated part has a sheet of its own."),
            "csv": say(
                "One file, and one beside it for each repeated part. Excel opens it as it is."
            ),
            _DOCUMENTS: say("A folder as ODK Briefcase keeps it; other programs read it."),
        }
        drawn = say("Charts of each question. Counts below 5 are kept back; no words of people.")
        self.note.setText(notes.get(form, drawn))

    def offer(self, survey: bytes, name: str, wanted: AnswerFilter, words: tuple[str, ...]) -> None:
        """Offer to write out what a filter leaves; `words` are the filter's."""
        self._survey, self._name, self._wanted, self._words = survey, name, wanted, words
        self.of.setText(filter_said(self.context.language, words))
        self.result.hide()
        self.form.focus()

    # ---- doing ----

    def choose_place(self) -> None:
        """Ask where, then write."""
        reason = str(self.reason.value() or "").strip()
        is_full = self.full.value() and self.form.value() not in _DRAWN
        if is_full and not reason:
            say = self.context.language.text
            self.reason_row.set_error(say("Say why it is needed"))
            self.reason_row.field.focus()
            return
        self.reason_row.clear()
        place = self._place()
        if place is not None:
            self.write(place)

    def _place(self) -> Path | None:
        say, form = self.context.language.text, self.form.value()
        if form == _DOCUMENTS:
            return self.context.pick_folder(say("Choose a folder for the documents"))
        proposed = f"{safe_name(self._name) or 'answers'}.{form}"
        place = self.context.save_file(say("Save the answers"), proposed, _KINDS[form])
        if place is not None and place.suffix.lower() != f".{form}":
            place = place.with_name(f"{place.name}.{form}")
        return place

    def write(self, place: Path) -> None:
        """Write to this place, with a bar and a way to stop."""
        say, language, form = self.context.language.text, self.context.language, self.form.value()
        wish = Wish(
            survey=self._survey,
            wanted=self._wanted,
            has_labels=self.codes.value() == "labels",
            is_split=self.split.value(),
            is_full=self.full.value() and form not in _DRAWN,
        )
        order = Order(form, wish, place, self._words, str(self.reason.value() or "").strip())
        self.result.hide()
        self.save.set_busy(say("Saving…"))
        self.progress.start(say("Writing {name}", name=place.name))
        self._task = self.context.run(
            write_answers,
            language,
            order,
            on_done=self._written,
            on_error=self._failed,
            on_progress=lambda done, of, _: self.progress.set_progress(done, of),
            on_cancelled=self._cancelled,
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _ended(self) -> None:
        self._task = None
        self.save.set_idle()
        self.progress.finish()

    def _written(self, written: Written) -> None:
        self._ended()
        language, say = self.context.language, self.context.language.text
        names = ", ".join(file.name for file in written.files)
        said = [language.plural("{n} filled form", "{n} filled forms", written.forms)]
        if not written.forms:
            said = []
        if written.left_out:
            said.append(say("Who answered is left out."))
        if written.cut:
            said.append(say("Texts too long for Excel were cut; CSV has them whole."))
        self._say("ok", say("Saved: {name}", name=names), " · ".join(said))

    def _failed(self, error: AppError) -> None:
        self._ended()
        said = self.context.language.error(error)
        self._say("bad", self.context.language.text("Not saved"), said)

    def _cancelled(self) -> None:
        self._ended()
        say = self.context.language.text
        self._say("warn", say("Stopped"), say("Nothing was written."))

    def _say(self, kind: str, title: str, text: str) -> None:
        self.result.set_kind(kind)
        self.result.set_content(title, text)
        self.result.show()
