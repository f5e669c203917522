"""The overview: one look, each part opens its records, nothing small leaves by a copy."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, language
from app.reports.overview_blocks import map_codes
from app.storage import Workspace, create_workspace
from app.storage.questions.indicators import EVERYTHING, IndicatorFilter
from app.storage.questions.overview import overview
from app.ui.context import Context
from app.ui.shell import Shell
from app.ui.statistics import StatisticsPage
from app.ui.statistics.overview import OverviewTab
from app.ui.statistics.quotas import QuotasTab
from app.ui.tasks import Tasks
from tests.storage.plans import tell
from tests.ui.conftest import PASSPHRASE, QUICK, invented_profile
from tests.ui.keyboard import show_active, type_text
from tests.ui.layout import layout_faults
from tests.ui.statistics.overviews import (
    BATKEN,
    BATKEN_RAION,
    NARYN,
    OSH,
    add_event,
    choose,
    tab_of,
)
from tests.ui.test_layout import ROOMS

Settle = Callable[[], None]
SAY = language("ky").text


@pytest.fixture
def crowd(workspace: Workspace) -> Workspace:
    tell(workspace)
    add_event(workspace, date(2026, 6, 1), ("f", BATKEN, 30), ("m", OSH, 8), ("f", NARYN, 2))
    add_event(workspace, date(2025, 6, 1), ("f", BATKEN, 10), ("m", OSH, 9))
    return workspace


@pytest.fixture
def page(crowd: Workspace, shell: Shell, settle: Settle) -> Iterator[StatisticsPage]:
    show_active(shell)
    shell.go("statistics")
    settle()
    settle()
    page: Any = shell.page("statistics")
    yield page
    settle()
    settle()


# ---- what is shown ----


def test_it_is_the_first_thing_one_sees(page: StatisticsPage) -> None:
    assert isinstance(page.here, OverviewTab)
    assert page.here.strip.isVisible()


def test_the_key_figures_are_what_the_question_counts(
    page: StatisticsPage, crowd: Workspace
) -> None:
    found = overview(crowd, EVERYTHING)
    shown = {figure.key: figure for figure in tab_of(page).strip.figures()}
    assert shown["people"].number == str(found.people)
    assert shown["participations"].number == str(found.participations)
    assert shown["events"].number == str(found.events)
    assert shown["off_rule"].number == f"{found.off_rule} / {found.weighed}"
    assert shown["women"].number == language("ky").percent(found.women, found.women + found.men)


def test_people_and_participations_are_never_confused(page: StatisticsPage) -> None:
    captions = [figure.caption for figure in tab_of(page).strip.figures()]
    assert captions[0] == SAY("different people")
    assert captions[1] == SAY("participations")


def test_the_unknown_stand_apart_from_the_share_of_women(
    page: StatisticsPage, crowd: Workspace, settle: Settle
) -> None:
    add_event(crowd, date(2026, 7, 1), ("u", BATKEN, 5))
    tab_of(page).refresh()
    settle()
    settle()
    found = overview(crowd, EVERYTHING)
    women = tab_of(page).strip.figures()[3]
    assert language("ky").percent(found.unknown, found.people, 1) in women.caption
    assert women.number == language("ky").percent(found.women, found.women + found.men)


def test_the_line_above_says_the_moment_the_notebooks_and_the_version(
    page: StatisticsPage, crowd: Workspace
) -> None:
    said = page.source.text()
    assert crowd.digest()[:8] in said
    assert language("ky").plural("{n} notebook", "{n} notebooks", 1) in said
    assert page.source.isVisible()
    page.open(tab="indicators")
    assert not page.source.isVisible(), "there it stands under the figure"


# ---- filters ----


def test_a_raion_is_found_by_a_few_letters_and_the_figures_follow(
    page: StatisticsPage, crowd: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    field = tab_of(page).filters.territory
    field.focus()
    type_text(field.search, "batken")
    offered = lambda: [offer.value for offer in field.search.offers()]  # noqa: E731
    qtbot.waitUntil(lambda: BATKEN_RAION in offered())
    at = offered().index(BATKEN_RAION)
    for _ in range(at):
        QTest.keyClick(field.search, Qt.Key.Key_Down)
    QTest.keyClick(field.search, Qt.Key.Key_Return)
    settle()
    settle()
    assert field.value() == BATKEN_RAION
    wanted = IndicatorFilter(territory=BATKEN_RAION)
    assert tab_of(page).filters.wanted() == wanted
    assert tab_of(page).strip.figures()[2].number == str(overview(crowd, wanted).events)


def test_the_whole_tree_of_places_is_offered_when_nothing_is_typed(page: StatisticsPage) -> None:
    field = tab_of(page).filters.territory
    field.focus()
    QTest.keyClick(field.search, Qt.Key.Key_Down)
    texts = [offer.text for offer in field.search.offers()]
    assert len(texts) > 80
    batken = next(at for at, text in enumerate(texts) if text.startswith("Баткен облусу"))
    assert texts[batken + 1].startswith("\u2003")
    field.search.close_list()


def test_an_emptied_field_stands_for_the_whole_country_again(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    choose(tab, settle, territory=OSH)
    field = tab.filters.territory
    field.focus()
    field.search.selectAll()
    QTest.keyClick(field.search, Qt.Key.Key_Delete)
    QTest.keyClick(field.search, Qt.Key.Key_Return)
    settle()
    assert field.value() is None
    assert tab.filters.wanted() == EVERYTHING


def test_letters_that_are_no_place_leave_what_was_chosen(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    choose(tab, settle, territory=OSH)
    field = tab.filters.territory
    field.focus()
    field.search.selectAll()
    type_text(field.search, "ъъъ")
    QTest.keyClick(field.search, Qt.Key.Key_Return)
    assert field.value() == OSH
    assert field.search.text() == "Ош облусу"


def test_a_goal_and_a_type_are_asked_for(
    page: StatisticsPage, crowd: Workspace, settle: Settle
) -> None:
    tab = tab_of(page)
    choose(tab, settle, goal="NPGE-2025/G01", type="training")
    assert tab.filters.wanted() == IndicatorFilter(item="NPGE-2025/G01", event_type="training")
    assert "," in tab.filters.said(tab.filters.wanted())
    choose(tab, settle, goal="framework:NPGE-2025", type=None)
    assert tab.filters.wanted() == IndicatorFilter(framework="NPGE-2025")


def test_a_goal_is_found_by_a_word_of_it(page: StatisticsPage) -> None:
    field = tab_of(page).filters.goal
    whole, some = field._find(""), field._find("ишкер")
    assert len(whole) > len(some) > 0
    assert whole[0].value.startswith("framework:")


def test_what_is_chosen_holds_on_the_other_tabs_and_comes_back(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    choose(tab, settle, territory=BATKEN_RAION, type="training")
    page.open(tab="quotas")
    settle()
    quotas: Any = page.here
    assert isinstance(quotas, QuotasTab)
    assert quotas.filters.territory.value() == BATKEN_RAION
    choose(quotas, settle, territory=OSH)
    page.open(tab="overview")
    settle()
    assert tab.filters.wanted() == IndicatorFilter(territory=OSH, event_type="training")


def test_a_territory_where_nobody_came_says_so_and_clears_the_filter(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    choose(tab, settle, territory="41707000000000")
    assert tab.empty.isVisible()
    assert not tab.strip.isVisible()
    tab.empty.primary_chosen.emit()
    settle()
    settle()
    assert tab.strip.isVisible()
    assert tab.filters.wanted() == EVERYTHING


def test_a_notebook_without_people_at_events_says_what_to_do(
    tmp_path: Path, tasks: Tasks, qtbot: QtBot, settle: Settle
) -> None:
    made = create_workspace(tmp_path / "empty", PASSPHRASE, invented_profile(), QUICK).workspace
    window = QWidget()
    qtbot.addWidget(window)
    tab = OverviewTab(Context(made, language("ky"), tasks, window))
    qtbot.addWidget(tab)
    tab.show()
    tab.show_now()
    settle()
    gone: list[str] = []
    tab.context.went.connect(lambda name, _: gone.append(name))
    assert tab.empty.isVisible()
    tab.empty.primary_chosen.emit()
    assert gone == ["events"]
    settle()
    made.close()


# ---- compared ----


def test_a_year_is_compared_with_the_year_before_beside_every_figure(
    page: StatisticsPage, crowd: Workspace, settle: Settle
) -> None:
    tab = tab_of(page)
    assert not tab.compare.isVisible(), "there is no period before all time"
    tab.filters.period.set_days(date(2026, 1, 1), date(2026, 12, 31))
    choose(tab, settle, period="own")
    assert tab.compare.isVisible()
    assert not any(figure.change for figure in tab.strip.figures())
    tab.compare.check.click()
    settle()
    settle()
    changes = [figure.change for figure in tab.strip.figures()]
    assert all("2025" in change for change in changes)
    place = next(one for one in tab.map_chart.places if one.code == BATKEN)
    assert place.text.endswith(")")
    assert "+" in place.text
    assert len(tab.row_chart.table().headers) == 5


def test_what_takes_long_says_so_until_it_is_there(page: StatisticsPage, settle: Settle) -> None:
    tab = tab_of(page)
    tab._say_slow()
    assert page.source.text() == SAY("Counting…")
    tab.refresh()
    settle()
    settle()
    assert page.source.text() == tab.brief_source() != SAY("Counting…")


# ---- what stands behind ----


def test_the_map_is_walked_by_arrows_and_an_oblast_opens_its_people(
    page: StatisticsPage, settle: Settle
) -> None:
    tab, chart = tab_of(page), tab_of(page).map_chart
    assert chart.places[chart.place].code == BATKEN, "one begins where most people are"
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.places[chart.place].code == OSH
    assert "Ош облусу" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    settle()
    assert tab.behind.isVisible()
    assert len(tab.behind.table.rows()) == 17
    assert "Ош облусу" in tab.behind.heading.text()
    tab.step_back()
    assert tab.strip.isVisible()


def test_shift_and_enter_narrow_everything_to_an_oblast_and_its_raions(
    page: StatisticsPage, crowd: Workspace, settle: Settle
) -> None:
    tab, chart = tab_of(page), tab_of(page).map_chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    settle()
    settle()
    assert tab.filters.wanted() == IndicatorFilter(territory=BATKEN)
    assert tab.filters.clear_all.isVisible()
    assert tab.share_chart.table().headers[0] == SAY("Raion or city")
    raions = overview(crowd, IndicatorFilter(territory=BATKEN)).raions
    assert len(tab.share_chart.table().rows) == len(raions)
    tab.share_chart.opened.emit(0)
    settle()
    assert len(tab.behind.table.rows()) == raions[0].people
    layout = chart.layout_at(chart.width())
    tab.step_back()
    x, y = layout.middles[OSH]
    at = QPoint(round(x), round(y))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at)
    assert tab.filters.territory.value() == OSH
    settle()


def test_every_oblast_can_be_reached_by_arrows(page: StatisticsPage) -> None:
    chart = tab_of(page).map_chart
    reached, ahead = {chart.place}, [chart.place]
    while ahead:
        here = ahead.pop()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            chart.start_at(here)
            there = chart.neighbour(key)
            if there is not None and there not in reached:
                reached.add(there)
                ahead.append(there)
    assert len(reached) == len(map_codes()) == 9


def test_a_press_into_a_shape_is_a_press_on_its_oblast(page: StatisticsPage) -> None:
    chart = tab_of(page).map_chart
    opened: list[int] = []
    chart.opened.connect(opened.append)
    layout = chart.layout_at(chart.width())
    for at, place in enumerate(chart.places):
        x, y = layout.middles[place.code]
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        assert opened[-1] == at, place.name
        tab_of(page).step_back()


def test_parts_of_each_chart_open_their_people(page: StatisticsPage, settle: Settle) -> None:
    tab = tab_of(page)
    for block, words in (
        (tab.shares, "Баткен облусу"),
        (tab.ages, "29–59"),
        (tab.categories, "Мугалим"),
    ):
        block.chart.opened.emit(0)
        settle()
        assert tab.behind.isVisible()
        assert words in tab.behind.heading.text()
        assert tab.behind.table.rows()
        tab.step_back()


@pytest.mark.parametrize("key", ["people", "participations", "events", "women"])
def test_each_key_figure_opens_as_many_records_as_it_says(
    page: StatisticsPage, settle: Settle, crowd: Workspace, key: str
) -> None:
    tab = tab_of(page)
    tab.strip.opened.emit(key)
    settle()
    found = overview(crowd, EVERYTHING)
    assert len(tab.behind.table.rows()) == getattr(found, key)


def test_events_off_the_rule_lead_to_the_quotas(page: StatisticsPage, settle: Settle) -> None:
    tab_of(page).strip.opened.emit("off_rule")
    settle()
    assert isinstance(page.here, QuotasTab)


# ---- what leaves ----


def test_a_copied_chart_keeps_small_numbers_back_and_says_its_source(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    (few,) = [place for place in tab.map_chart.places if place.value == 2]
    assert few.text == "2*"
    assert tab.map.notes() == SAY(
        "* Hidden in copies, files and prints, so that nobody can be recognised"
    )
    assert "2*" in tab.map_chart.box_words(tab.map_chart.places.index(few))
    tab.map_chart.setFocus()
    QTest.keyClick(tab.map_chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == tab.map.title()
    assert lines[-1] == tab.source_line()
    naryn = next(line for line in lines if line.startswith("Нарын"))
    assert naryn.split("\t")[1] == "*"
    assert any(line.startswith("* ") for line in lines)
    for block in (tab.map, tab.shares, tab.ages, tab.categories):
        block.copy_picture()
        assert not QGuiApplication.clipboard().image().isNull()


def test_a_chart_copied_while_another_filter_is_counted_says_the_filter_it_is_of(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    before = tab.source_line()
    tab.filters.narrow(OSH)
    tab.map.copy_table()
    assert QGuiApplication.clipboard().text().splitlines()[-1] == before
    settle()
    settle()
    tab.map.copy_table()
    said = QGuiApplication.clipboard().text().splitlines()[-1]
    assert said.startswith(SAY("Filter: {filter}", filter="Ош облусу"))


def test_what_is_opened_while_another_filter_is_counted_is_what_is_shown(
    page: StatisticsPage, settle: Settle
) -> None:
    tab = tab_of(page)
    tab.filters.narrow(OSH)
    tab._open_figure("events")
    settle()
    assert tab.behind.filter.text() == SAY("Filter: all")


def test_tables_are_saved_as_the_filter_asks(
    page: StatisticsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "tables.xlsx"
    monkeypatch.setattr(Context, "save_file", lambda *_: path)
    choose(tab_of(page), settle, territory=BATKEN_RAION)
    page.save.click()
    settle()
    settle()
    said = {
        str(cell.value)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert any("Баткен району" in text for text in said)
    assert "Баткен облусу" in said


def test_a_report_is_opened_with_the_filter_of_the_page(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    choose(tab_of(page), settle, territory=BATKEN_RAION, type="training")
    gone: list[tuple[str, dict[str, object]]] = []
    shell.context.went.connect(lambda name, where: gone.append((name, where)))
    page.add.click()
    settle()
    settle()
    assert gone == [
        ("reports", {"report": "consolidated", "territory": BATKEN_RAION, "type": "training"})
    ]
    reports: Any = shell.page("reports")
    assert reports.form.values()["territory"] == BATKEN_RAION
    assert reports.form.values()["type"] == "training"


# ---- the look ----


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_it_says_has_room(
    crowd: Workspace, shell: Shell, settle: Settle, code: str, room: Any
) -> None:
    shell.context.language = language(code)
    shell.retranslate(shell.context.language)
    shell.setMinimumSize(1, 1)
    shell.resize(room)
    shell.show()
    shell.go("statistics")
    settle()
    settle()
    page: Any = shell.page("statistics")
    page.here.filters.period.set_days(date(2026, 1, 1), date(2026, 12, 31))
    page.here.compare.set_value(True)
    choose(page.here, settle, period="own")
    assert layout_faults(shell, room) == []
    settle()
