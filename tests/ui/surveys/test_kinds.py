"""Questions of every kind, as workbooks ask for them, answered by keyboard."""

from app.ui.kit import ChoiceRows
from app.ui.surveys.answers import DayAnswer, PickAnswer, RowsAnswer
from app.ui.surveys.fill import FillingView
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
