"""What belongs to all measures of a plan: indicators, monitoring, budget, working group; Today."""

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from app.language import language
from app.model import Person, PlanMember
from app.storage import Workspace
from app.storage.questions.following import due_measures
from app.ui.context import Context
from app.ui.plans import PlansPage
from app.ui.today.due import DueList
from tests.storage.plans import TODAY, Story
from tests.ui.keyboard import show_active

Settle = Callable[[], None]


def opened(page: PlansPage, story: Story, tab: str, settle: Settle) -> Any:
    """A tab of the plan of the story, shown."""
    page.open(plan=story.plan, tab=tab)
    settle()
    return page.view.here


def test_every_indicator_says_how_far_it_is_and_opens_in_its_measure(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = opened(page, story, "indicators", settle)
    cells = [tab.table.cell(0, column).text for column in range(5)]
    assert cells[0] == "Балдар"
    assert cells[1:4] == ["0", "10", "25"]
    assert cells[4].startswith("40")
    tab.table.row_opened.emit(tab.table.rows()[0])
    settle()
    assert page.here is page.measure
    here: Any = page.measure.here
    assert here.table.selected().name == "Балдар"


def test_all_monitoring_is_listed_the_newest_first(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = opened(page, story, "monitoring", settle)
    assert [tab.table.cell(row, 0).text for row in range(2)] == ["04.11.2026", "01.10.2026"]
    assert tab.table.cell(0, 1).sub == "1. Бала бакчага кошумча топ ачуу"


def test_the_budget_says_who_pays_how_much_and_what_is_spent(
    story: Story, page: PlansPage, settle: Settle
) -> None:
    tab = opened(page, story, "budget", settle)
    assert [line.id for line in tab.table.rows()] == list(story.measures[:2])
    assert tab.table.cell(1, 4).text == "14"
    assert tab.table.cell(0, 6).text.replace("\u202f", " ") == "120 000"
    page.open(plan=story.plan, tab="budget", chosen=story.measures[1])
    settle()
    assert tab.table.selected().id == story.measures[1]


def test_the_working_group_takes_known_and_new_people_and_says_its_balance(
    story: Story, page: PlansPage, workspace: Workspace, settle: Settle
) -> None:
    tab = opened(page, story, "group", settle)
    assert "100" in tab.balance.text()
    assert "30" in tab.balance.text()
    person = workspace.find(Person)[0]
    tab.members.added.emit(person.id, "secretary")
    tab.members.added.emit("Ойдонов Бакыт", "member")
    settle()
    roles = [one.role for one in workspace.find(PlanMember, action_plan=story.plan)]
    assert sorted(filter(None, roles)) == ["head", "member", "secretary"]
    tab.members.removed.emit(tab.members._parts[0])
    settle()
    assert len(workspace.find(PlanMember, action_plan=story.plan)) == 2


def test_today_lists_what_is_overdue_and_opens_the_measure(
    story: Story, workspace: Workspace, context: Context, qtbot: QtBot
) -> None:
    asked: list[bytes] = []
    due = DueList()
    qtbot.addWidget(due)
    due.measure_asked.connect(asked.append)
    due.show_due(due_measures(workspace, TODAY), language("ky"))
    show_active(due)
    assert [row.id for row in due.table.rows()] == [story.measures[2]]
    assert due.table.cell(0, 1).text == "24 күн кечикти"
    due.table.row_opened.emit(due.table.rows()[0])
    assert asked == [story.measures[2]]


def test_today_says_nothing_of_plans_when_nothing_is_due(qtbot: QtBot) -> None:
    due = DueList()
    qtbot.addWidget(due)
    due.show_due([], language("ru"))
    assert due.isHidden()
