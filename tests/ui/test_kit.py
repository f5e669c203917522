import itertools

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.language import language
from app.ui.kit import (
    BalanceBar,
    BalanceLegend,
    Cell,
    Chip,
    Column,
    EmptyPage,
    Hint,
    KeyHints,
    ListTable,
    Offer,
    PageHeader,
    SearchField,
    Tab,
    Tabs,
    Text,
    Toast,
)
from app.ui.kit.cells import CELL_ROLE
from app.ui.kit.elide import elided, watch_cuts
from app.ui.kit.wrapped_table import WrappedTable
from app.ui.theme import look
from tests.ui.keyboard import show_active

OFFERS = [Offer(1, "Өмүралиева Гүлзат"), Offer(2, "Өмүрбеков Эркин"), Offer(3, "New", pinned=True)]


@pytest.fixture
def search(qtbot: QtBot) -> SearchField:
    field = SearchField("Издөө")
    qtbot.addWidget(field)
    field.resize(400, 32)
    show_active(field)
    field.setFocus()
    field.setText("өмү")
    field.offer(OFFERS)
    return field


@pytest.fixture
def table(qtbot: QtBot) -> ListTable:
    table = ListTable()
    qtbot.addWidget(table)
    table.set_columns([Column("name", "Name", sortable=True), Column("year", "Year", width=80)])
    table.set_drawing(lambda row: [Cell(row, weight=500), Cell(icon="check", spoken="yes")])
    table.set_rows(["a", "b", "c"])
    table.resize(400, 200)
    table.show()
    return table


def test_enter_takes_the_first_offer_and_the_keyboard_never_leaves(
    search: SearchField, qtbot: QtBot
) -> None:
    assert search.is_open()
    with qtbot.waitSignal(search.picked) as taken:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert taken.args == [1]
    assert search.hasFocus()
    assert not search.is_open()


def test_arrows_move_the_mark_round_the_ends(search: SearchField, qtbot: QtBot) -> None:
    QTest.keyClick(search, Qt.Key.Key_Up)
    with qtbot.waitSignal(search.picked) as taken:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert taken.args == [3]


def test_alt_and_a_number_take_that_offer(search: SearchField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(search.picked) as taken:
        QTest.keyClick(search, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert taken.args == [2]


def test_escape_closes_then_clears(search: SearchField) -> None:
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.is_open()
    assert search.text() == "өмү"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_control_enter_gives_the_text_itself(search: SearchField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(search.ctrl_entered) as given:
        QTest.keyClick(search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == ["өмү"]


def test_a_list_opens_a_row_with_enter_and_removes_it_with_delete(
    table: ListTable, qtbot: QtBot
) -> None:
    table.selectRow(1)
    with qtbot.waitSignal(table.row_opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.row_removed) as removed:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert opened.args == removed.args == ["b"]


def test_reading_anew_keeps_the_chosen_row(table: ListTable) -> None:
    assert table.select(lambda row: row == "c")
    table.set_rows(["z", "c", "a"])
    assert table.selected() == "c"


def test_the_program_chooses_one_row_whatever_key_is_held(table: ListTable) -> None:
    table.allow_several()
    table.selectRow(len(table.rows()) - 1)
    QTest.keyPress(table, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    table.selectRow(0)
    chosen = table.chosen_rows()
    QTest.keyRelease(table, Qt.Key.Key_Shift)
    assert chosen == table.rows()[:1]
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_rows() == table.rows()[:2]


def test_more_rows_come_when_they_are_scrolled_to(table: ListTable) -> None:
    pages = {3: ["d", "e"], 5: []}
    table.set_rows(["a", "b", "c"], more=lambda offset: pages[offset])
    model = table.model()
    while model.canFetchMore(table.rootIndex()):
        model.fetchMore(table.rootIndex())
    assert table.rows() == ["a", "b", "c", "d", "e"]


def test_a_press_on_a_heading_asks_for_that_order_and_again_for_the_opposite(
    table: ListTable, qtbot: QtBot
) -> None:
    head = table.horizontalHeader()
    with qtbot.waitSignal(table.sort_chosen) as first:
        head.sectionClicked.emit(0)
    assert first.args == ["name", False]
    table.set_sorted("name")
    with qtbot.waitSignal(table.sort_chosen) as second:
        head.sectionClicked.emit(0)
    assert second.args == ["name", True]
    with qtbot.assertNotEmitted(table.sort_chosen):
        head.sectionClicked.emit(1)


def test_an_icon_in_a_table_is_spoken(table: ListTable) -> None:
    index = table.model().index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "yes"
    assert index.data(CELL_ROLE).icon == "check"


def test_letters_pass_a_list_by_so_that_pages_may_use_them(table: ListTable, qtbot: QtBot) -> None:
    heard: list[str] = []

    class Host(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
            heard.append(event.text())

    host = Host()
    table.setParent(host)
    QTest.keyClick(table, Qt.Key.Key_N)
    table.setParent(None)
    assert heard == ["n"]


def test_tabs_are_one_stop_and_arrows_choose(qtbot: QtBot) -> None:
    tabs = Tabs()
    qtbot.addWidget(tabs)
    tabs.set_tabs([Tab("a", "Жалпы"), Tab("b", "Программа", count=9)])
    tabs.resize(600, 40)
    show_active(tabs)
    tabs._buttons[0].setFocus()
    with qtbot.waitSignal(tabs.chosen) as chosen:
        QTest.keyClick(tabs._buttons[0], Qt.Key.Key_Right)
    assert chosen.args == ["b"]
    stops = [button.focusPolicy() for button in tabs._buttons]
    assert stops == [Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus]


def test_tabs_take_the_shorter_word_where_room_is_short(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    tabs = Tabs()
    tabs.setParent(host)
    tabs.set_tabs([Tab("a", "Адамдар жана катышуу", 27, "Катышуу"), Tab("b", "Программа")])
    host.show()
    tabs.resize(1000, 40)
    wide = tabs._buttons[0].sizeHint().width()
    tabs.resize(250, 40)
    assert tabs._buttons[0].sizeHint().width() < wide


def test_a_toast_offers_the_way_back(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    host.show()
    toast = Toast(host)
    undone: list[bool] = []
    toast.say("Жазуу өчүрүлдү", action="Артка кайтаруу", on_action=lambda: undone.append(True))
    assert toast.isVisible()
    toast._button.click()
    assert undone == [True]
    assert not toast.isVisible()


def test_names_are_never_read_as_markup(qtbot: QtBot) -> None:
    label = Text("<b>Кыз & уул</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_chip_without_a_word_takes_no_room(qtbot: QtBot) -> None:
    chip = Chip("")
    qtbot.addWidget(chip)
    assert chip.sizeHint().width() == 0
    chip.set_text("жаңы")
    assert chip.sizeHint().width() > 30


def test_the_header_leaves_empty_facts_out(qtbot: QtBot) -> None:
    header = PageHeader()
    qtbot.addWidget(header)
    header.set_facts(["Тренинг", "", "18–20-ноябрь 2026"])
    assert header._facts.text() == "Тренинг  ·  18–20-ноябрь 2026"


def test_hints_that_have_no_room_are_left_to_the_list_of_keys(qtbot: QtBot) -> None:
    hints = KeyHints(Hint("Space", "белгилөө"), Hint("F2", "адам кошуу"), Hint("Del", "алуу"))
    qtbot.addWidget(hints)
    hints.resize(240, 33)
    hints.show()
    assert hints.shown() == ["белгилөө", "адам кошуу"]


def test_unknown_people_stand_apart_and_have_no_share(qtbot: QtBot) -> None:
    legend = BalanceLegend(language("ky"))
    qtbot.addWidget(legend)
    legend.set_counts(20, 7, 3)
    assert [label.text() for label in legend._numbers] == ["20", "7", "3"]
    assert legend._shares[2].text() == ""
    bar = BalanceBar()
    qtbot.addWidget(bar)
    for counts in ((0, 0, 0), (20, 7, 3), (0, 0, 5), (1, 0, 0)):
        bar.set_counts(*counts)
        assert not bar.grab().isNull()


def test_an_empty_page_shows_only_what_it_was_given(qtbot: QtBot) -> None:
    page = EmptyPage("calendar-days")
    qtbot.addWidget(page)
    page.set_content("Азырынча иш-чара жок", primary="Үлгүдөн баштоо")
    assert not page._primary.isHidden()
    assert page._other.isHidden()


def test_what_is_cut_is_seen_by_the_watcher() -> None:
    metrics = QFontMetrics(look().font(14))
    with watch_cuts() as cuts:
        assert elided(metrics, "short", 400) == "short"
        assert elided(metrics, "much too long for this", 40).endswith("…")
    assert cuts == ["much too long for this"]


def test_a_name_of_ten_thousand_letters_does_not_slow_a_row(table: ListTable) -> None:
    table.set_rows(["Ү" * 10_000])
    table.set_drawing(lambda row: [Cell(row)])
    assert not table.grab().isNull()


def test_colours_of_both_looks_are_the_same_tokens() -> None:
    light, dark = (look()._palettes[name] for name in ("light", "dark"))
    assert set(light) == set(dark)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_can_be_read_on_every_ground_they_stand_on(name: str) -> None:
    tokens = look()._palettes[name]
    inks = ("text", "text2", "text3", "accent", "ok", "warn", "bad")
    for ink, ground in itertools.product(inks, ("surface", "canvas")):
        assert _contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    for ink in ("ok", "warn", "bad"):
        assert _contrast(tokens[ink], tokens[f"{ink}S"]) >= 4.5
    for ground in ("accent", "accentH"):
        assert _contrast(tokens["onaccent"], tokens[ground]) >= 4.5
    assert _contrast(tokens["ctrl"], tokens["surface"]) >= 3


def test_a_toast_that_follows_another_has_room_for_all_its_words(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1100, 600)
    host.show()
    toast = Toast(host)
    toast.say("Saved")
    toast.say("Taken off the list: Асанова Айгүл", action="Undo", key="Ctrl Z")
    QTest.qWait(0)
    assert toast._text.width() >= toast._text.sizeHint().width()


def test_a_centred_word_stands_close_to_its_icon(qtbot: QtBot) -> None:
    table = ListTable(row_height=50)
    qtbot.addWidget(table)
    table.set_columns([Column("name", "Name"), Column("step", "Step", 120, "center")])
    table.set_drawing(lambda _: [Cell("a"), Cell("12/30", icon="circle-dot", icon_colour="warn")])
    table.set_rows(["a"])
    table.resize(400, 120)
    table.show()
    drawn = table.viewport().grab(QRect(280, 0, 118, 48)).toImage()
    ground = drawn.pixelColor(1, 1)
    inked = [
        x
        for x in range(drawn.width())
        if any(drawn.pixelColor(x, y) != ground for y in range(drawn.height() - 2))
    ]
    assert max(after - before for before, after in itertools.pairwise(inked)) <= 10
    assert abs((inked[0] + inked[-1]) / 2 - drawn.width() / 2) <= 4


def test_a_long_list_shows_its_beginning_at_once_and_fits_the_rest_unseen(qtbot: QtBot) -> None:
    table = WrappedTable()
    qtbot.addWidget(table)
    table.resize(300, 400)
    words = "Айыл аймагынын аялдары жана жаштары үчүн өтө узун аталыш, бир нече сапка жазылат"
    table.set_drawing(lambda row: [Cell(f"{row}. {words}", is_wrapped=True)])
    table.set_columns([Column("measure", "Чара")])
    show_active(table)
    table.set_rows(range(2_000))
    high = table.rowHeight(0)
    assert high > 40
    assert table.rowHeight(1_999) == 40
    table.selectRow(1_500)
    table.scrollTo(table.currentIndex())
    before = table.rowViewportPosition(1_500)
    qtbot.waitUntil(lambda: table.rowHeight(1_999) == high)
    assert abs(table.rowViewportPosition(1_500) - before) < high, "what one reads stays in view"
