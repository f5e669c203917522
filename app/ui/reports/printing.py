"""Putting a report on paper: drawn off the window's thread, then sent to the chosen printer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from shiboken6 import isValid

from app.actions.giving_out import REPORT, note_given_out
from app.actions.today import note_report_saved
from app.language import mark
from app.model import Event
from app.reports import REPORTS, draw, make_in, meant_by, takes_reason
from app.reports.csv_file import write_out
from app.reports.folder import free_place
from app.reports.preview import PagePicture, page_pictures
from app.stopping import stopped_by
from app.storage import Workspace
from app.ui.context import Context
from app.ui.folders import open_folder
from app.ui.kit import ProgressRow
from app.ui.tasks import Progress

EVENT_REPORT = "event"
FORMS = {
    "pdf": (mark("Save as PDF"), "PDF"),
    "docx": (mark("Save as a Word file"), "Word"),
    "xlsx": (mark("Save as an Excel file"), "Excel"),
}
"""Form of file → what the button says, what the list of files says."""
PRINT_WIDTH = 1654
"""Pixels across an upright A4 page: 200 to the inch."""


def pdf_of(workspace: Workspace, name: str, code: str, wanted: Mapping[str, object]) -> bytes:
    """A report as the bytes of a PDF; `code` is one of WRITTEN_IN."""
    return draw(make_in(code, name, workspace, wanted), "pdf")


def print_report(
    context: Context,
    name: str,
    wanted: Mapping[str, object],
    code: str = "",
    reason: str = "",
    row: ProgressRow | None = None,
) -> None:
    """Ask for a printer and print; without any printer, offer to save the PDF instead.

    `reason` is why it names people, where it does; `row` shows that it is drawn, and can stop it.
    """
    if QPrinterInfo.availablePrinterNames():
        done = partial(_note_made, context, name, wanted, "paper", reason)
        drawn = partial(_pictures, name, code or context.language.code, dict(wanted))
        _draw_off(context, drawn, partial(_to_paper, context, done), row)
    else:
        save_report(context, name, wanted, code, reason=reason, row=row)


def save_report(
    context: Context,
    name: str,
    wanted: Mapping[str, object],
    code: str = "",
    form: str = "pdf",
    reason: str = "",
    row: ProgressRow | None = None,
) -> None:
    """Ask where the file shall lie, and write it there in one of FORMS; the rest as above."""
    say = context.language.text
    title, kinds = FORMS[form]
    proposed = f"{_proposed_name(context, name, wanted)}.{form}"
    path = context.save_file(say(title), proposed, f"{kinds} (*.{form})")
    if path is None:
        return
    if path.suffix.lower() != f".{form}":
        path = free_place(path.parent, path.name, form)  # nobody was asked about this name
    said_in = code or context.language.code

    def write(workspace: Workspace) -> None:
        write_out(path, draw(make_in(said_in, name, workspace, dict(wanted)), form))

    def told(_: object) -> None:
        _note_made(context, name, wanted, form, reason)
        show = partial(open_folder, path.parent)
        context.toast(say("Saved: {name}", name=path.name), "ok", say("Open the folder"), show)

    _draw_off(context, write, told, row)


def _draw_off(
    context: Context,
    work: Callable[[Workspace], object],
    done: Callable[[Any], object],
    row: ProgressRow | None,
) -> None:
    """Draw beside all that is read and written; `row` can stop it, and nothing is left of it."""

    def job(workspace: Workspace, *, progress: Progress) -> object:
        with stopped_by(progress.look):
            return work(workspace)

    def over() -> None:
        if row is not None and isValid(row):
            row.cancelled.disconnect(task.cancel)
            row.finish()

    def stopped() -> None:
        context.toast(context.language.text("Stopped. Nothing was written."), "info")

    task = context.run(job, on_done=done, on_cancelled=stopped, on_over=over)
    if row is not None:
        row.cancelled.connect(task.cancel)
        row.start(context.language.text("Drawing…"))


def _proposed_name(context: Context, name: str, wanted: Mapping[str, object]) -> str:
    """The document and the event's first day, so that two events do not propose one file."""
    label = context.language.text(REPORTS[name].label)
    event_id = _event_of(context, name, wanted)
    event = context.workspace.get(Event, event_id) if isinstance(event_id, bytes) else None
    return f"{event.date_from} {label}" if event and event.date_from else label


def _event_of(context: Context, name: str, wanted: Mapping[str, object]) -> object:
    """The event a report is of: the one that was named, else the one it means without."""
    return wanted.get("event") or meant_by(context.workspace, name).get("event")


def _note_made(
    context: Context, name: str, wanted: Mapping[str, object], form: str, reason: str
) -> None:
    """Today's list asks whether the report of an event was made; the audit, why it names people."""
    event_id = _event_of(context, name, wanted)
    if name == EVENT_REPORT and event_id:
        context.do(note_report_saved, event_id, undo=False)
    if reason.strip() and takes_reason(name, wanted):
        told = {"report": name, "form": form}
        context.do(note_given_out, REPORT, told, reason.strip(), undo=False)


def _pictures(
    name: str, code: str, wanted: Mapping[str, object], workspace: Workspace
) -> list[PagePicture]:
    return list(page_pictures(pdf_of(workspace, name, code, wanted), PRINT_WIDTH))


def image_of(picture: PagePicture) -> QImage:
    """A page as Qt draws it."""
    image = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    return image.copy()


def _to_paper(context: Context, done: Callable[[], object], pictures: list[PagePicture]) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if pictures and pictures[0].width > pictures[0].height:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return
    painter = QPainter(printer)
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        _paint(painter, printer, image_of(picture))
    painter.end()
    done()
    context.toast(context.language.text("Sent to the printer"))


def _paint(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    paper = printer.pageRect(QPrinter.Unit.DevicePixel)
    fitted = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
