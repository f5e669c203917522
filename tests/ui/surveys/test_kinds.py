"""Questions of every kind, as workbooks ask for them, answered by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from app.actions.surveys import finalise
from app.model import SubmissionFile
from app.ui.kit import ChoiceRows
from app.ui.kit.choice_rows import ChoiceRow
from app.ui.surveys.answers import DayAnswer, PickAnswer, RowsAnswer
from app.ui.surveys.fill import FillingView
from app.ui.surveys.finished import Finished
from app.ui.surveys.upload import FileAnswer
from tests.ui.surveys.conftest import FillBook
from tests.ui.surveys.press import press, type_text

CHOICES = (
    ("list_name", "name", "label"),
    *(("place", f"p{at}", f"Айыл {at:02d}") for at in range(60)),
    *(("few", name, name.title()) for name in ("red", "green", "blue")),
)


def value(view: FillingView, name: str) -> str:
    entry = view.sheet.entry(f"/data/{name}")
    assert entry is not None
    return entry.value


def test_a_long_list_is_searched_and_enter_goes_on(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label"),
        ("select_one place", "place", "Айыл"),
        ("text", "after", "Кийин"),
    )
    view = fill_book(survey, CHOICES)
    type_text("айыл 17")
    press("Enter")
    assert value(view, "place") == "p17"
    press("Enter")
    assert view.place().position == "/data/after"


def test_several_of_a_long_list_are_searched_one_after_the_other(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label"),
        ("select_multiple place", "place", "Айыл"),
        ("text", "after", "Кийин"),
    )
    view = fill_book(survey, CHOICES)
    for typed in ("17", "03"):
        type_text(typed)
        press("Enter")
    assert set(value(view, "place").split()) == {"p3", "p17"}
    press("Enter")
    assert view.place().position == "/data/after"


def test_a_word_that_is_in_no_list_is_not_taken_for_an_answer(fill_book: FillBook) -> None:
    survey = (("type", "name", "label"), ("select_one place", "place", "Айыл"))
    view = fill_book(survey, CHOICES)
    type_text("жок")
    press("Enter")
    assert value(view, "place") == ""
    current = view.panel.current()
    assert current is not None
    assert "жок" in current.problem()


def test_a_short_list_that_should_be_small_is_open_on_a_page_of_its_own(
    fill_book: FillBook,
) -> None:
    survey = (
        ("type", "name", "label", "appearance"),
        ("select_one few", "c", "C", "minimal"),
        ("text", "t", "T", ""),
    )
    view = fill_book(survey, CHOICES)
    current = view.panel.current()
    assert current is not None
    assert isinstance(current.field, RowsAnswer)
    press("2")
    assert value(view, "c") == "green"
    as_page = fill_book(survey, CHOICES, mode="page")
    shown, _ = as_page.panel.questions()
    assert isinstance(shown.field, PickAnswer)


def test_what_is_typed_takes_the_place_of_what_stands_there(fill_book: FillBook) -> None:
    survey = (("type", "name", "label", "default"), ("date", "day", "Күн", "2026-11-30"))
    view = fill_book(survey)
    type_text("12.11.2026")
    press("Enter")
    assert value(view, "day") == "2026-11-12"


def test_a_day_stands_at_the_left_like_every_other_field(fill_book: FillBook) -> None:
    view = fill_book((("type", "name", "label"), ("date", "day", "Күн")))
    current = view.panel.current()
    assert current is not None
    assert isinstance(current.field, DayAnswer)
    assert current.field.editor().x() == 0


def test_a_reason_of_several_answers_is_said_once(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label", "relevant"),
        ("select_one few", "c", "C", ""),
        ("text", "t", "T", "${c} = 'green' or ${c} = 'blue'"),
    )
    view = fill_book(survey, CHOICES)
    press("1")
    why = view.side.list.why()
    assert why is not None
    assert why.text.count("Red") == 1
    assert "«Green», «Blue»" in why.text


def test_a_table_needs_no_scroll_bar_while_it_fits(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label", "appearance"),
        ("begin_group", "g", "Таблица", "field-list"),
        ("select_one few", "head", "Ар бир сапта бир жооп", "label"),
        *(
            ("select_one few", f"l{at}", "Айыл өкмөтүнүн сметасын окуп түшүнөм", "list-nolabel")
            for at in range(7)
        ),
        ("end_group", "", "", ""),
    )
    view = fill_book(survey, CHOICES)
    assert view.panel.findChildren(ChoiceRows)
    assert view.panel.verticalScrollBar().maximum() == 0


def picture(width: int) -> bytes:
    image = QImage(width, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


@pytest.mark.parametrize("mode", ["question", "page"])
def test_pictures_of_choices_are_shown_beside_their_words(fill_book: FillBook, mode: str) -> None:
    choices = (
        ("list_name", "name", "label", "media::image"),
        ("crop", "wheat", "Буудай", "wheat.png"),
        ("crop", "maize", "Жүгөрү", ""),
        ("crop", "rice", "Күрүч", "missing.png"),
    )
    survey = (
        ("type", "name", "label", "media::image"),
        ("select_one crop", "crop", "Эмне өстүрөсүз?", "field.png"),
    )
    view = fill_book(survey, choices, mode=mode, wheat_png=picture(300), field_png=picture(90))
    current = view.panel.current()
    assert current is not None
    assert [one.pixmap().width() for one in current.findChildren(QLabel) if one.pixmap()] == [90]
    (rows,) = view.panel.findChildren(ChoiceRows)
    wheat, maize, rice = rows.findChildren(ChoiceRow)
    assert [row.has_picture() for row in (wheat, maize, rice)] == [True, False, False]
    assert wheat.height() > maize.height()
    image = wheat.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    assert "#008080" in colours
    press("1")
    assert rows.value() == ("wheat",)


def test_a_photo_is_attached_shown_and_goes_with_the_filled_form(
    fill_book: FillBook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settle: Callable[[], None],
) -> None:
    path = tmp_path / "Исакова Айнура паспорт.png"
    path.write_bytes(picture(30))
    view = fill_book((("type", "name", "label"), ("image", "photo", "Сүрөт")))
    monkeypatch.setattr(view.context, "pick_file", lambda *_: path)
    current = view.panel.current()
    assert current is not None
    assert isinstance(current.field, FileAnswer)
    press("Space")
    settle()
    settle()
    assert value(view, "photo") == "photo-1.jpg", "a name of its own may say who is seen"
    assert not current.field._picture.pixmap().isNull()
    draft = view.draft()
    workspace = view.context.workspace
    finalise(workspace, draft, Finished.of(view.opened.filling))
    (kept,) = workspace.find(SubmissionFile)
    assert kept.name == "photo-1.jpg"
    assert kept.file is not None
    assert workspace.attachments.get(kept.file).startswith(b"\xff\xd8\xff")


def test_a_file_is_taken_off_again(
    fill_book: FillBook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settle: Callable[[], None],
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("ойдон", encoding="utf-8")
    view = fill_book((("type", "name", "label"), ("file", "paper", "Файл")))
    monkeypatch.setattr(view.context, "pick_file", lambda *_: path)
    press("Space")
    settle()
    settle()
    assert value(view, "paper") == "paper-1.txt"
    current = view.panel.current()
    assert current is not None
    assert isinstance(current.field, FileAnswer)
    current.field.off.click()
    assert value(view, "paper") == ""


def test_a_range_takes_the_number_that_is_typed(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label", "parameters"),
        ("range", "mark", "Баа", "start=0 end=10 step=1"),
        ("text", "after", "Кийин", ""),
    )
    view = fill_book(survey)
    press("1", "0", "Enter")
    assert value(view, "mark") == "10"
    press("Shift+Enter", "0", "Enter")
    assert value(view, "mark") == "0"


def test_what_is_worked_out_is_named_as_a_reason_and_leads_nowhere(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label", "calculation", "relevant"),
        ("integer", "age", "Жашы", "", ""),
        ("calculate", "double", "", "${age} * 2", ""),
        ("text", "t", "T", "", "${double} > 50"),
    )
    view = fill_book(survey)
    type_text("20")
    press("Enter", "Shift+Enter")
    why = view.side.list.why()
    assert why is not None
    assert "40" in why.text
    assert why.link == ""


def test_questions_share_the_width_as_their_author_says(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label", "appearance"),
        ("begin_group", "g", "Торчо", "field-list w4"),
        ("text", "a", "Аты", "w2"),
        ("integer", "b", "Жашы", "w1"),
        ("date", "c", "Күнү", "w1"),
        ("select_one few", "d", "Түсү", "w3"),
        ("text", "e", "Сөзү", "w2"),
        ("text", "f", "Дагы", ""),
        ("end_group", "", "", ""),
    )
    view = fill_book(survey, CHOICES)
    at = {
        one.entry.name: one.mapTo(view.panel.widget(), QPoint(0, 0))
        for one in view.panel.questions()
    }
    assert at["a"].y() == at["b"].y() == at["c"].y()
    assert at["a"].x() < at["b"].x() < at["c"].x()
    assert at["c"].y() < at["d"].y() < at["e"].y() < at["f"].y()
    assert at["a"].x() == at["d"].x() == at["e"].x() == at["f"].x()
    type_text("Айгүл")
    press("Enter")
    assert view.place().position == "/data/g/b"


def test_a_row_that_was_taken_off_comes_back_and_later_answers_stay(fill_book: FillBook) -> None:
    survey = (
        ("type", "name", "label"),
        ("begin_repeat", "person", "Адам"),
        ("text", "name", "Аты"),
        ("begin_repeat", "child", "Бала"),
        ("text", "first", "Аты"),
        ("end_repeat", "", ""),
        ("end_repeat", "", ""),
        ("text", "end", "Аягы"),
    )
    view = fill_book(survey)
    filling = view.opened.filling
    for _ in range(2):
        filling.add_repeat("/data/person")
    child = filling.add_repeat("/data/person[2]/child")
    view._read_again()
    told: list[tuple[object, ...]] = []
    view.context.toast_asked.connect(lambda *said: told.append(said))
    for position, word in (
        ("/data/person[1]/name", "Биринчи"),
        ("/data/person[2]/name", "Экинчи"),
        (f"{child}/first", "Кичүүсү"),
        ("/data/person[3]/name", "Үчүнчү"),
    ):
        view._answered(position, word)
    view._remove("/data/person[2]")
    assert [one.value for one in view.sheet.questions if one.name == "name"] == [
        "Биринчи",
        "Үчүнчү",
    ]
    view._answered("/data/end", "Бүттү")
    undo = told[-1][3]
    assert callable(undo)
    undo()
    assert [one.value for one in view.sheet.questions if one.name == "name"] == [
        "Биринчи",
        "Экинчи",
        "Үчүнчү",
    ]
    assert filling.value(f"{child}/first") == "Кичүүсү"
    assert value(view, "end") == "Бүттү"
    assert view.place().position == "/data/person[2]/name"
