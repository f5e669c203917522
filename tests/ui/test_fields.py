from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import Problem
from app.language import language
from app.model import RECORD_TYPES, Event, Person
from app.model.kinds import KINDS
from app.ui.kit import (
    FIELDS,
    ChoiceField,
    ChoicesField,
    DayField,
    Field,
    FilterChip,
    Finder,
    Form,
    FormRow,
    NumberField,
    PickField,
    PicksField,
    Segments,
    TextField,
    TextListField,
    TimeField,
    YesNoField,
)
from tests.ui.keyboard import show_active, type_text

KY, EN = language("ky"), language("en")
PLACES = {"41705": "Баткен облусу", "41703": "Жалал-Абад облусу"}


def find(typed: str) -> list[tuple[object, str, str]]:
    return [
        (code, name, "") for code, name in PLACES.items() if name.lower().startswith(typed.lower())
    ]


def pick_field() -> PickField:
    return PickField(EN, Finder(find=find, label=lambda code: PLACES[str(code)]))


def test_every_kind_of_field_has_its_widget() -> None:
    assert set(FIELDS) == set(KINDS)


@pytest.mark.parametrize("name", list(RECORD_TYPES))
@pytest.mark.parametrize("code", ["ky", "ru", "en"])
def test_every_record_type_has_a_form_that_gives_back_what_it_was_given(
    name: str, code: str, qtbot: QtBot
) -> None:
    record_type = RECORD_TYPES[name]
    form = Form(language(code), record_type)
    qtbot.addWidget(form)
    empty = {field: kind.clean(kind.empty) for field, kind in record_type.kinds().items()}
    form.set_values(empty)
    given = {
        field: kind.clean(form.field(field).value()) for field, kind in record_type.kinds().items()
    }
    assert {k: v or None for k, v in given.items()} == {k: v or None for k, v in empty.items()}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19.11.2026", date(2026, 11, 19)),
        ("19,11,26", date(2026, 11, 19)),
        ("19-11-2026", date(2026, 11, 19)),
        ("191126", date(2026, 11, 19)),
        ("19112026", date(2026, 11, 19)),
        ("32.13.2026", "32.13.2026"),
        ("жума", "жума"),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, meant: object, qtbot: QtBot) -> None:
    field = DayField(KY)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.value() == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("9.00", "09:00"), ("9:00", "09:00"), ("900", "09:00"), ("9", "09:00")]
)
def test_a_time_is_read_as_people_type_it(typed: str, meant: str, qtbot: QtBot) -> None:
    field = TimeField(KY)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.value() == meant
    field.line.editingFinished.emit()
    assert field.text() == meant


def test_a_number_may_have_spaces_between_thousands(qtbot: QtBot) -> None:
    field = NumberField(KY)
    qtbot.addWidget(field)
    field.line.setText("12 500")
    assert field.value() == 12500


def test_showing_a_value_is_silent_and_typing_is_not(qtbot: QtBot) -> None:
    for field in (TextField(), TextListField(), ChoiceField([("a", "А")]), YesNoField(KY)):
        qtbot.addWidget(field)
        said: list[object] = []
        field.edited.connect(said.append)
        field.committed.connect(said.append)
        field.set_value("a")
        assert said == []
    field = TextField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.edited) as heard:
        type_text(field.line, "x")
    assert heard.args == ["x"]


def test_leaving_an_unchanged_field_commits_nothing(qtbot: QtBot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    field.set_value("Ак-Татыр")
    with qtbot.assertNotEmitted(field.committed):
        field.line.editingFinished.emit()


def test_an_unknown_code_is_shown_and_not_lost(qtbot: QtBot) -> None:
    field = ChoiceField([("a", "А")])
    qtbot.addWidget(field)
    field.set_value("from-a-newer-version")
    assert field.value() == "from-a-newer-version"
    chips = ChoicesField([("a", "А")])
    qtbot.addWidget(chips)
    chips.set_value(("a", "newer"))
    assert chips.value() == ("a", "newer")


def test_pressing_yes_again_takes_the_answer_back(qtbot: QtBot) -> None:
    field = YesNoField(KY)
    qtbot.addWidget(field)
    yes, _ = field.switch.segments()
    yes.click()
    assert field.value() is True
    yes.click()
    assert field.value() is None


def test_arrows_move_the_choice_of_a_switch(qtbot: QtBot) -> None:
    switch = Segments([("ky", "КЫ"), ("ru", "РУ"), ("en", "EN")])
    qtbot.addWidget(switch)
    switch.set_value("ky")
    show_active(switch)
    switch.focus()
    QTest.keyClick(switch.segments()[0], Qt.Key.Key_Right)
    assert switch.value() == "ru"


def test_a_place_not_in_the_list_is_named_with_the_nearest_one(qtbot: QtBot) -> None:
    field = pick_field()
    qtbot.addWidget(field)
    type_text(field.search, "Баткн")
    assert "Баткен облусу" in field.problem()
    assert field.value() == "Баткн"


def test_a_place_typed_in_full_needs_no_picking(qtbot: QtBot) -> None:
    field = pick_field()
    qtbot.addWidget(field)
    type_text(field.search, "баткен облусу")
    field.search.editingFinished.emit()
    assert field.value() == "41705"
    assert field.problem() == ""


def test_a_place_is_picked_with_enter(qtbot: QtBot) -> None:
    field = pick_field()
    qtbot.addWidget(field)
    show_active(field)
    field.search.setFocus()
    type_text(field.search, "жал")
    field.search.asked.emit("жал")
    QTest.keyClick(field.search, Qt.Key.Key_Return)
    assert field.value() == "41703"
    assert field.search.text() == "Жалал-Абад облусу"


def test_a_row_keeps_its_height_when_an_error_comes(qtbot: QtBot) -> None:
    row = FormRow("Аты", TextField(), help="Отчётто ушундай жазылат")
    qtbot.addWidget(row)
    row.show()
    before = row.sizeHint().height()
    row.set_error("Атын жазыңыз")
    assert row.sizeHint().height() == before
    row.clear()
    assert row.error() == ""


def test_problems_are_shown_at_their_fields_and_go_with_the_next_key(qtbot: QtBot) -> None:
    form = Form(EN, Person, names=("surname", "birth_year"))
    qtbot.addWidget(form)
    form.set_problems([Problem("birth_year", "Write a number"), Problem("note", "elsewhere")])
    assert form.problems() == {"birth_year": "Write a number"}
    field = form.field("birth_year")
    assert isinstance(field, NumberField)
    type_text(field.line, "1")
    assert form.problems() == {}


def test_a_field_speaks_of_its_error_when_it_is_left_not_before(qtbot: QtBot) -> None:
    form = Form(EN, Event, names=("title", "date_from"))
    qtbot.addWidget(form)
    field = form.field("date_from")
    assert isinstance(field, DayField)
    type_text(field.line, "99.99.2026")
    assert form.problems() == {}
    field.line.editingFinished.emit()
    assert list(form.problems()) == ["date_from"]


def test_every_field_tells_the_screen_reader_its_name(qtbot: QtBot) -> None:
    makers: list[Callable[[], Field]] = [TextField, lambda: DayField(KY), TextListField]
    for make in makers:
        row = FormRow("Аты-жөнү", make())
        qtbot.addWidget(row)
        assert row.field.editor().accessibleName() == "Аты-жөнү"


def test_a_long_name_that_was_picked_is_cut_and_never_widens_its_column(qtbot: QtBot) -> None:
    name = "NAP1325-2025/T2.1 · Вовлечение молодежи в реализацию резолюции, и ещё многое другое"
    field = PicksField(EN, Finder(label=lambda _: name))
    qtbot.addWidget(field)
    field.set_value(("a", "b"))
    field.resize(240, 120)
    field.show()
    assert field.minimumSizeHint().width() <= 240
    chips = field.findChildren(FilterChip)
    assert [chip.width() <= 240 and chip.text().endswith("…") for chip in chips] == [True, True]
    assert {chip.toolTip() for chip in chips} == {name}
    field.resize(900, 120)
    assert [chip.text() for chip in chips] == [name, name]


@pytest.mark.parametrize("is_away", [False, True])
def test_what_was_picked_stays_in_view_when_it_is_read_again(
    is_away: bool, qtbot: QtBot, qapp: QApplication
) -> None:
    field = PicksField(EN, Finder(label=str))
    row = FormRow("Goals", field)
    qtbot.addWidget(row)
    row.resize(400, 200)
    show_active(row)
    field.set_value(("one",))
    qapp.processEvents()
    row.setVisible(not is_away)
    for _ in range(2):
        field.set_value(("one", "two"))
    row.show()
    qapp.processEvents()
    chips = [chip for chip in field.findChildren(FilterChip) if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["one", "two"]
    assert all(not chip.visibleRegion().isEmpty() for chip in chips)
