"""Clubs: founding one, members who come and go, what is due, practice tasks, meetings; reach."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.actions.clubs import add_member, create_club, give_tasks
from app.language import LANGUAGES, language
from app.model import (
    Club,
    ClubCadence,
    ClubMember,
    Distribution,
    Event,
    Person,
    PracticeTask,
    Put,
    ReachFigure,
    new_id,
)
from app.storage import Workspace
from app.ui.shell import Shell
from app.ui.statistics import StatisticsPage
from app.ui.statistics.clubs import ClubsTab
from app.ui.statistics.reach import ReachTab
from tests.ui.keyboard import show_active
from tests.ui.layout import layout_faults
from tests.ui.test_layout import ROOMS

Settle = Callable[[], None]
BATKEN = "41705000000000"


@pytest.fixture
def club(workspace: Workspace) -> bytes:
    people = workspace.find(Person)
    values = {"title": "Аял депутаттардын клубу", "target_size": 12, "coverage": (BATKEN,)}
    starts = {"starts_on": date.today() - timedelta(days=400), "mentor": people[0].id}
    cadences = [{"form": "online", "period": "month", "least": 1, "most": 3}]
    club = create_club(workspace, {**values, **starts}, cadences).id
    since = {"role": "deputy", "since": date.today() - timedelta(days=300)}
    add_member(workspace, club, people[1].id, since)
    task = {"text": "Бюджет боюнча суроо берүү", "due_on": date.today() - timedelta(days=1)}
    task["given_on"] = date.today() - timedelta(days=30)
    give_tasks(workspace, club, [people[1].id], task)
    return club


@pytest.fixture
def page(club: bytes, shell: Shell, settle: Settle) -> Iterator[StatisticsPage]:
    show_active(shell)
    shell.go("statistics", tab="clubs")
    settle()
    settle()
    page: Any = shell.page("statistics")
    yield page
    settle()
    settle()


def clubs(page: StatisticsPage) -> ClubsTab:
    tab: Any = page.tab("clubs")
    return tab


def opened(page: StatisticsPage, shell: Shell, settle: Settle, club: bytes) -> Any:
    shell.go("statistics", tab="clubs", club=club)
    settle()
    settle()
    return clubs(page).view


def test_clubs_are_listed_with_members_and_what_is_due(page: StatisticsPage) -> None:
    tab = clubs(page)
    assert tab.table.cell(0, 1).text == "1 / 12"
    assert tab.table.cell(0, 3).text == "1"
    assert tab.due.isVisible()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert tab.body.currentWidget() is tab.view


def test_somebody_of_the_register_is_taken_in_and_leaves_again(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view = opened(page, shell, settle, club)
    person = workspace.find(Person)[2].id
    view.members.added.emit(person, "deputy")
    settle()
    settle()
    assert {line.member.person for line in view.members.table.rows()} >= {person}
    line = next(line for line in view.members.table.rows() if line.member.person == person)
    view.members.table.row_removed.emit(line)
    settle()
    settle()
    (member,) = workspace.find(ClubMember, person=person)
    assert member.until == date.today()


def test_a_member_s_role_is_mended_in_its_form(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view = opened(page, shell, settle, club)
    view.members.table.row_opened.emit(view.members.table.rows()[0])
    editor = view.currentWidget()
    editor.form.field("role").set_value("activist")
    editor.form.committed.emit("role", "activist")
    editor.finish()
    settle()
    settle()
    assert workspace.find(ClubMember)[0].role == "activist"
    assert view.currentIndex() == 0


def test_a_form_of_work_is_planned_once_and_says_what_is_due(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view = opened(page, shell, settle, club)
    lines = view.forms.table.rows()
    assert [line.cadence.form for line in lines] == ["online", "offline", "practice"]
    assert view.forms.table.cell(0, 0).chip
    view.forms.table.row_opened.emit(lines[1])
    editor = view.currentWidget()
    for name, value in (("period", "half_year"), ("least", 1)):
        editor.form.field(name).set_value(value)
        editor.form.committed.emit(name, value)
        settle()
    editor.finish()
    settle()
    settle()
    found = workspace.find(ClubCadence, form="offline")
    assert [(one.club, one.period, one.least) for one in found] == [(club, "half_year", 1)]


def test_a_task_goes_from_given_to_done_to_reflection(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view, say = opened(page, shell, settle, club), language("ky").text
    assert view.tasks.table.cell(0, 0).chip == say("late")
    for name, value in (("done_on", date.today()), ("reflection", "Суроо берүү оңой экен")):
        view.tasks.table.row_opened.emit(view.tasks.table.rows()[0])
        editor = view.currentWidget()
        editor.form.field(name).set_value(value)
        editor.form.committed.emit(name, value)
        settle()
        editor.finish()
        settle()
        settle()
        if name == "done_on":
            lacking = say("done on {day}, reflection is lacking", day=date.today())
            assert view.tasks.table.cell(0, 0).chip == lacking
    assert view.tasks.table.cell(0, 0).chip == say("done on {day}", day=date.today())
    assert workspace.find(PracticeTask)[0].reflection


def test_a_new_meeting_belongs_to_the_club(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view = opened(page, shell, settle, club)
    view.new_meeting()
    settle()
    settle()
    assert len(workspace.find(Event, club=club)) == 1
    shell.go("statistics", tab="clubs", club=club)
    settle()
    settle()
    assert len(view.meetings.table.rows()) == 1


def test_a_club_is_founded(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    tab = clubs(page)
    tab.add_club()
    tab.editor.form.field("title").set_value("Жаңы клуб")
    tab.editor.form.committed.emit("title", "Жаңы клуб")
    settle()
    tab.editor.finish()
    settle()
    settle()
    (made,) = workspace.find(Club, title="Жаңы клуб")
    assert tab.view.club_id == made.id


def test_today_says_how_many_meetings_are_due_and_leads_there(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("today")
    settle()
    settle()
    today: Any = shell.page("today")
    line = today.waiting.clubs
    assert line.isVisible()
    assert line._count.text() == "1"
    line.click()
    settle()
    assert shell.here is page
    assert page.tabs.key() == "clubs"


# ---- reach ----


def tell_reach(workspace: Workspace) -> bytes:
    event = workspace.find(Event)[0].id
    past = {"date_from": date(2026, 1, 10), "date_to": date(2026, 1, 10), "status": "held"}
    product = new_id()
    edits = [
        Put("event", event, past),
        Put("product", product, {"title": "Колдонмо", "kind": "guideline"}),
    ]
    for value, qualifier in ((412, "exact"), (300, "over"), (20, "over"), (50, "about")):
        figure = {"event": event, "kind": "pupils", "value": value, "qualifier": qualifier}
        edits.append(Put("reach_figure", new_id(), figure))
    handed = {"event": event, "product": product, "copies": 320, "day": date(2026, 1, 10)}
    edits.append(Put("distribution", new_id(), handed))
    body = {"title": "Жергиликтүү комитет", "kind": "committee", "event": event}
    edits.append(Put("body", new_id(), {**body, "created_on": date(2026, 1, 12)}))
    workspace.write(edits)
    return event


def test_reach_is_summed_by_kind_and_by_how_sure_it_is(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    event = tell_reach(workspace)
    shell.go("statistics", tab="reach")
    settle()
    settle()
    tab: Any = page.here
    assert isinstance(tab, ReachTab)
    say = language("ky").text
    words = ["412", say("more than {n}", n="320"), say("about {n}", n="50")]
    assert tab.sums.cell(0, 1).text == ", ".join(words)
    (activity,) = tab.activities.rows()
    assert activity.event.id == event
    assert (activity.copies, len(activity.figures)) == (320, 4)
    assert tab.handed.cell(0, 1).text == "320"
    assert len(tab.bodies.rows()) == 1
    assert len(workspace.find(ReachFigure)) == 4
    assert len(workspace.find(Distribution)) == 1


def test_reach_of_another_year_is_empty_and_says_so(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    tell_reach(workspace)
    shell.go("statistics", tab="reach")
    settle()
    tab: Any = page.here
    tab.filters.period.set_days(date(1990, 1, 1), date(1990, 12, 31))
    tab.filters.changed.emit()
    settle()
    settle()
    assert tab.sums.rows() == []
    assert tab._nothing[0].isVisible()


# ---- the look ----


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", ["clubs", "club", "reach"])
def test_clubs_and_reach_show_everything_they_say(
    club: bytes,
    workspace: Workspace,
    shell: Shell,
    settle: Settle,
    code: str,
    room: Any,
    place: str,
) -> None:
    tell_reach(workspace)
    shell.context.language = language(code)
    shell.retranslate(shell.context.language)
    shell.setMinimumSize(1, 1)
    shell.resize(room)
    shell.show()
    where = {"club": club} if place == "club" else {}
    shell.go("statistics", tab="reach" if place == "reach" else "clubs", **where)
    settle()
    settle()
    assert layout_faults(shell, room) == []
    settle()


def test_one_task_is_given_to_several_members_at_once_and_taken_back_at_once(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view, context = opened(page, shell, settle, club), shell.context
    people = [person.id for person in workspace.find(Person)[:3]]
    for person in people:
        view.members.added.emit(person, "activist")
        settle()
    before = len(workspace.find(PracticeTask))
    view.give.click()
    view.giving.give.click()
    assert view.giving.members.error(), "nobody is chosen yet"
    view.giving.everybody.click()
    assert set(view.giving.picks.value()) >= set(people)
    view.giving.give.click()
    settle()
    assert view.giving.form.row("text").error(), "the task has no words yet"
    view.giving.form.field("text").set_value("Кеңештин отурумунда суроо бер")
    n = len(view.giving.picks.value())
    view.giving.give.click()
    settle()
    settle()
    given = workspace.find(PracticeTask, text="Кеңештин отурумунда суроо бер")
    assert {task.person for task in given} >= set(people)
    assert (len(given), view.currentIndex()) == (n, 0)
    context.undo_last()
    settle()
    assert len(workspace.find(PracticeTask)) == before


def test_a_new_name_becomes_a_member_of_the_club_by_ctrl_enter(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace, club: bytes
) -> None:
    view = opened(page, shell, settle, club)
    view.members.adder.search.setText("Ойдонова Жаңыл")
    view.members.adder.role.set_value("candidate")
    view.members.adder.search.ctrl_entered.emit("Ойдонова Жаңыл")
    settle()
    settle()
    (person,) = workspace.find(Person, name="Жаңыл")
    (member,) = workspace.find(ClubMember, person=person.id)
    assert member.role == "candidate"
    assert view.members.adder.search.text() == ""
