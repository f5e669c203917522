"""Statistics: every indicator, its parts and records, what may be copied, and its look."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.language import LANGUAGES, language
from app.model import Put, Registration, new_id
from app.storage import Workspace
from app.storage.questions.indicators import IndicatorFilter, answer
from app.storage.questions.saved import QUESTIONS
from app.ui.shell import Shell
from app.ui.statistics import StatisticsPage
from app.ui.statistics.filters import earlier
from app.ui.statistics.indicators import IndicatorsTab
from tests.storage.plans import BATKEN, OSH, Story
from tests.ui.layout import layout_faults
from tests.ui.statistics.weighed import went
from tests.ui.test_layout import ROOMS

Settle = Callable[[], None]


def indicators(page: StatisticsPage) -> IndicatorsTab:
    tab: Any = page.tab("indicators")
    return tab


# ---- indicators ----


def test_every_saved_question_is_listed_with_its_figure_and_what_it_counts(
    page: StatisticsPage, workspace: Workspace
) -> None:
    tab, say = indicators(page), language("ky").text
    assert [question.key for question in tab.list.rows()] == list(QUESTIONS)
    for at, question in enumerate(QUESTIONS.values()):
        figure = answer(workspace, question.key).total
        number = language("ky").number(int(figure.value))
        if figure.of:
            number = language("ky").percent(figure.value, figure.of)
        shown = tab.list.cell(at, 1).text.split(" / ")[0].split(" (n")[0]
        assert shown == number, question.key
        assert tab.list.cell(at, 0).sub == say(question.unit)


def test_different_people_and_participations_are_told_apart_by_their_units(
    page: StatisticsPage,
) -> None:
    tab = indicators(page)
    units = {question.key: question.unit for question in tab.list.rows()}
    assert len({units["people"], units["participations"], units["presences"]}) == 3


def test_parts_are_drawn_as_bars_and_as_a_table(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("statistics", indicator="people")
    settle()
    view = indicators(page).view
    assert view.chart.isVisible()
    assert sum(int(row[1].rstrip("*")) for row in view.chart.table().rows) == 4
    QTest.keyClick(indicators(page), Qt.Key.Key_T)
    assert view.table.isVisible()
    assert not view.chart.isVisible()


def test_a_part_leads_to_its_records_and_a_record_to_its_page(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("statistics", indicator="people")
    settle()
    tab = indicators(page)
    tab.view.chart.opened.emit(0)
    settle()
    assert tab.behind.isVisible()
    assert len(tab.behind.table.rows()) == 2
    gone = went(shell)
    tab.behind.table.row_opened.emit(tab.behind.table.rows()[0])
    assert gone[0][0] == "people"
    settle()
    shell.back()
    settle()
    tab.step_back()
    assert tab.list.isVisible()


def test_records_stand_in_their_order_with_where_they_belong(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, story: Story
) -> None:
    for name, place in (("Яна", OSH), ("Өскөн", BATKEN), ("Анара", BATKEN)):
        person = new_id()
        listed = {"event": story.event, "person": person, "status": "attended"}
        workspace.write(
            [
                Put("person", person, {"surname": name, "territory": place, "sex": "f"}),
                Put("registration", Registration.id_for(listed), listed),
            ]
        )
    shell.go("statistics", indicator="people")
    settle()
    tab = indicators(page)
    tab.show_records(None)
    settle()
    lines = [(row.text, row.around) for row in tab.behind.table.rows()]
    named = [line for line in lines if line[0] in {"Яна", "Өскөн", "Анара"}]
    assert [name for name, _ in named] == ["Анара", "Өскөн", "Яна"]
    assert named[0][1] == "Баткен облусу"
    shell.go("statistics", indicator="events")
    settle()
    tab.show_records(None)
    settle()
    assert any("2025" in row.around for row in tab.behind.table.rows())
    assert [hint.keys for hint in tab.hints()] == ["Enter", "Esc"]
    tab.step_back()
    assert "T" in [hint.keys for hint in tab.hints()]


def test_a_share_of_money_says_its_unit_at_the_sums(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("statistics", indicator="local_share")
    settle()
    said = indicators(page).view.figure.accessibleName().replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("0 % ")
    assert said.count("%") == 1
    assert "95\N{NARROW NO-BREAK SPACE}000 сом" in said


def test_the_tabs_stay_where_they_are_and_the_keyboard_in_the_page(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    places = set()
    for name in ("overview", "indicators", "quotas", "reach"):
        shell.go("statistics", tab=name)
        settle()
        places.add(page.tabs.mapTo(page, page.tabs.rect().topLeft()).y())
        focus = QGuiApplication.focusObject()
        assert isinstance(focus, QWidget)
        assert page.isAncestorOf(focus), name
    assert len(places) == 1


@pytest.mark.parametrize("key", list(QUESTIONS))
def test_as_many_records_stand_behind_a_figure_as_it_says(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, key: str
) -> None:
    shell.go("statistics", indicator=key)
    settle()
    tab = indicators(page)
    tab.show_records(None)
    settle()
    figure = answer(workspace, key).total
    rows = tab.behind.table.rows()
    if figure.of is None and QUESTIONS[key].figure.startswith("count"):
        assert len(rows) == figure.value
    assert all(row.text for row in rows)


def test_a_territory_leaves_what_lies_in_it(
    page: StatisticsPage, settle: Settle, workspace: Workspace
) -> None:
    tab = indicators(page)
    tab.filters.territory.set_value("41706000000000")
    tab.filters.changed.emit()
    settle()
    settle()
    wanted = IndicatorFilter(territory="41706000000000")
    assert tab.filters.wanted() == wanted
    assert tab.list.cell(0, 1).text == str(int(answer(workspace, "events", wanted).total.value))
    assert "Ош" in tab.source_line()


def test_a_year_is_compared_with_the_year_before(page: StatisticsPage, settle: Settle) -> None:
    tab = indicators(page)
    tab.filters.period.set_value("this_year")
    tab.filters.changed.emit()
    settle()
    settle()
    assert str(date.today().year - 1) in tab.view.compared.text()
    assert tab.view.compared.text()[:1] != ""


def test_the_period_before_has_as_many_days() -> None:
    wanted = IndicatorFilter(since=date(2026, 3, 1), until=date(2026, 3, 10))
    before = earlier(wanted)
    assert before is not None
    assert (before.since, before.until) == (date(2026, 2, 19), date(2026, 2, 28))
    assert earlier(IndicatorFilter(since=date(2026, 3, 1))) is None
    year = earlier(IndicatorFilter(since=date(2025, 1, 1), until=date(2025, 12, 31)))
    assert year is not None
    assert (year.since, year.until) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(1000, 1, 1), date(2026, 3, 3)), (date(2020, 1, 1), date(9999, 12, 31))],
)
def test_a_period_as_long_as_time_has_none_before_it(since: date, until: date) -> None:
    assert earlier(IndicatorFilter(since=since, until=until)) is None


def test_a_figure_says_which_filters_do_not_narrow_it(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    workspace.write([Put("product", new_id(), {"title": "Колдонмо", "kind": "guideline"})])
    shell.go("statistics", indicator="products")
    settle()
    tab, say = indicators(page), language("ky").text
    assert tab.view.unheeded.isHidden()
    tab.filters.period.set_value("this_year")
    tab.filters.type.set_value("training")
    tab.filters.type.committed.emit("training")
    settle()
    settle()
    said = say(
        "This figure is not narrowed by: {filters}.",
        filters=f"{say('Period').lower()}, {say('Type of event').lower()}",
    )
    assert tab.view.unheeded.isVisible()
    assert tab.view.found is not None
    assert (tab.view.found.answer.total.value, tab.view.found.before) == (1, None)
    assert tab.view.compared.isHidden()
    assert tab.source_line().startswith(say("Filter: all"))
    lines = {question.key: tab.list.cell(at, 0).sub for at, question in enumerate(tab.list.rows())}
    assert {key for key, sub in lines.items() if said in sub} == {"products"}
    tab.view.copy_table()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert said in copied
    assert copied[-1] == tab.source_line()
    tab.show_records(None)
    settle()
    assert tab.behind.filter.text() == say("Filter: all")
    tab.step_back()
    shell.go("statistics", indicator="measures")
    settle()
    assert tab.view.unheeded.isHidden()
    assert say("Type of event") in tab.filters.type.combo.accessibleName()
    assert tab.filters.type.combo.currentText() in tab.source_line()


def test_what_is_chosen_narrows_the_quotas_and_the_reach_as_well(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    tab = indicators(page)
    tab.filters.type.set_value("press_conference")
    tab.filters.type.committed.emit("press_conference")
    settle()
    shell.go("statistics", tab="quotas")
    settle()
    quotas: Any = page.tab("quotas")
    assert quotas.table.rows() == []
    assert page.source.text() == quotas.brief_source() != ""
    quotas.filters.clear()
    settle()
    groups = {line.type_name for line in quotas.table.rows()}
    assert groups == {"event", "action_plan", "body"}
    shell.go("statistics", tab="quotas", group="body")
    settle()
    assert {line.type_name for line in quotas.table.rows()} == {"body"}
    assert quotas.filters.clear_all.isVisible()
    quotas.filters.clear_all.click()
    settle()
    assert {line.type_name for line in quotas.table.rows()} == groups


def test_a_copied_table_says_its_source_and_keeps_small_numbers_back(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("statistics", indicator="people")
    settle()
    view = indicators(page).view
    assert view.small.isVisible()
    view.copy_table()
    said = QGuiApplication.clipboard().text()
    small = language("ky").text("fewer than {n}", n=5)
    assert said.splitlines()[1].startswith(small), "the figure"
    assert said.count("\t*\n") == 2, "both of its parts"
    assert said.splitlines()[-1] == indicators(page).source_line()
    view.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_a_figure_copied_while_another_filter_is_counted_says_its_own_filter_and_moment(
    page: StatisticsPage, settle: Settle
) -> None:
    tab, say = indicators(page), language("ky").text
    tab.source.counted = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    before = tab.source_line()
    tab.filters.narrow("41706000000000")
    tab.view.copy_table()
    assert QGuiApplication.clipboard().text().splitlines()[-1] == before
    assert tab.view.source.text() != ""
    settle()
    settle()
    tab.view.copy_table()
    said = QGuiApplication.clipboard().text().splitlines()[-1]
    assert said == tab.source_line() == tab.view.source.text()
    assert said.startswith(say("Filter: {filter}", filter="Ош облусу"))
    assert language("ky").moment(datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) not in said


def test_the_list_says_what_does_not_narrow_a_figure_once_it_is_counted(
    page: StatisticsPage, settle: Settle
) -> None:
    tab, say = indicators(page), language("ky").text

    def unheeded() -> set[str]:
        marked = say("Type of event").lower()
        rows = enumerate(tab.list.rows())
        return {question.key for at, question in rows if marked in tab.list.cell(at, 0).sub}

    tab.filters.type.set_value("training")
    tab.filters.type.committed.emit("training")
    assert unheeded() == set()
    settle()
    settle()
    assert unheeded()


def test_the_column_of_quotas_says_of_how_many_as_the_report_does(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("statistics", tab="quotas")
    settle()
    tab: Any = page.tab("quotas")
    lines = [line for line in tab.table.rows() if line.judgement.known]
    assert lines
    at = tab.table.rows().index(lines[0])
    judged = lines[0].judgement
    words = language("ky").text("{n} of {total}", n=str(judged.n), total=str(judged.known))
    assert tab.table.cell(at, 2).text == words


# ---- the look ----


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("tab", ["overview", "indicators", "quotas", "bodies"])
def test_each_tab_shows_everything_it_says(
    story: Story, shell: Shell, settle: Settle, code: str, room: Any, tab: str
) -> None:
    shell.context.language = language(code)
    shell.retranslate(shell.context.language)
    shell.setMinimumSize(1, 1)
    shell.resize(room)
    shell.show()
    shell.go("statistics", tab=tab)
    settle()
    settle()
    assert layout_faults(shell, room) == []
    settle()
