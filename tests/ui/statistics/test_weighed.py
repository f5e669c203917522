"""Quotas and bodies: what is weighed, what is said of it, who sits there."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.model import Attendance, Body, BodyMember, Event, Person, Put, Registration, new_id
from app.storage import Workspace
from app.storage.questions.quota import QuotaFilter, outlook
from app.ui.shell import Shell
from app.ui.statistics import StatisticsPage
from app.ui.statistics.bodies import BodiesTab
from app.ui.statistics.quotas import QuotasTab

Settle = Callable[[], None]


def test_groups_are_weighed_and_what_is_broken_comes_first(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    workspace.write([edit for sex in "mmmf" for edit in came(workspace, sex)])
    shell.go("statistics", tab="quotas")
    settle()
    tab: Any = page.here
    assert isinstance(tab, QuotasTab)
    states = [line.judgement.state for line in tab.table.rows()]
    assert states == sorted(states, key=["not_met", "unknown", "met"].index)
    at = next(at for at, line in enumerate(tab.table.rows()) if line.type_name == "body")
    assert tab.table.cell(at, 2).text == "21 ичинен 4"
    assert tab.table.cell(at, 4).icon == "triangle-alert"
    assert tab.table.cell(at, 4).sub
    assert tab.forecast.isVisible()


def test_a_weighed_body_opens_among_the_bodies(
    page: StatisticsPage, shell: Shell, settle: Settle
) -> None:
    shell.go("statistics", tab="quotas")
    settle()
    tab: Any = page.here
    line = next(line for line in tab.table.rows() if line.type_name == "body")
    tab.table.row_opened.emit(line)
    settle()
    assert isinstance(page.here, BodiesTab)
    assert page.here.table.selected().id == line.id


def test_a_forecast_says_how_many_are_needed_in_the_coming_events(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    shell.go("statistics", tab="quotas")
    settle()
    tab: Any = page.here
    assert not tab.forecast.isVisible(), "nobody is known"
    workspace.write([edit for sex in "mmmmmmmmf" for edit in came(workspace, sex)])
    settle()
    tab.refresh()
    settle()
    assert tab.forecast.isVisible()
    rule = outlook(workspace, QuotaFilter(), date.today(), date(date.today().year, 12, 31))
    assert rule.judgement.missing == "f"
    assert f"{rule.judgement.n}" in tab.forecast._title.text()
    assert str(date.today().year) in tab.forecast._text.text()


def came(workspace: Workspace, sex: str) -> list[Put]:
    """Somebody new who came to the meeting of the story."""
    event = next(one for one in workspace.find(Event) if one.date_from == date(2025, 5, 12))
    person = new_id()
    listed = {"event": event.id, "person": person}
    registration = Registration.id_for(listed)
    tick = {"registration": registration, "day": date(2025, 5, 12), "part": "day"}
    return [
        Put("person", person, {"surname": "Выдуманный", "name": "Человек", "sex": sex}),
        Put("registration", registration, listed),
        Put("attendance", Attendance.id_for(tick), {**tick, "is_present": True}),
    ]


# ---- bodies ----


def test_a_body_is_written_down_and_weighed_at_once(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    shell.go("statistics", tab="bodies")
    settle()
    tab: Any = page.here
    QTest.keyClick(tab, Qt.Key.Key_N)
    form = tab.editor.form
    form.field("title").set_value("Жергиликтүү комитет")
    form.committed.emit("title", "Жергиликтүү комитет")
    for name, value in (("size", 10), ("women", 2), ("men", 8)):
        form.field(name).set_value(value)
        form.committed.emit(name, value)
    settle()
    tab.editor.finish()
    settle()
    settle()
    (body,) = workspace.find(Body, title="Жергиликтүү комитет")
    assert (body.kind, body.women, body.men) == ("committee", 2, 8)
    assert tab.table.selected().id == body.id
    at = next(at for at, line in enumerate(tab.table.rows()) if line.id == body.id)
    assert tab.table.cell(at, 4).icon == "triangle-alert"


def test_more_people_than_seats_are_said_at_the_field_and_nothing_is_lost(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    shell.go("statistics", tab="bodies")
    settle()
    tab: Any = page.here
    (line,) = tab.table.rows()
    tab.edit(line.body)
    form = tab.editor.form
    form.field("women").set_value(30)
    form.committed.emit("women", 30)
    settle()
    assert form.problems()
    assert form.field("women").value() is not None
    assert workspace.find(Body)[0].women == 4
    form.field("women").set_value(5)
    form.committed.emit("women", 4)
    settle()


def test_a_body_is_deleted_and_brought_back(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    shell.go("statistics", tab="bodies")
    settle()
    tab: Any = page.here
    tab.remove(tab.table.rows()[0])
    settle()
    settle()
    assert workspace.find(Body) == []
    assert tab.empty.isVisible()
    shell.context.undo_last()
    settle()
    settle()
    assert len(workspace.find(Body)) == 1


def test_who_sits_in_a_body_is_listed_counts_and_contradicts_what_was_written(
    page: StatisticsPage, shell: Shell, settle: Settle, workspace: Workspace
) -> None:
    shell.go("statistics", tab="bodies")
    settle()
    tab: Any = page.here
    tab.edit(tab.table.rows()[0].body)
    settle()
    women = workspace.find(Body)[0].women
    assert tab.editor.doubt.isHidden()
    person = next(one for one in workspace.find(Person) if one.sex == "m")
    tab.editor.members.added.emit(person.id, "chair")
    settle()
    settle()
    assert tab.editor.doubt.isVisible()
    assert len(tab.editor.members.table.rows()) == 1
    tab.editor.members.table.row_opened.emit(tab.editor.members.table.rows()[0])
    assert tab.body.currentWidget() is tab.member
    tab.member.form.field("position").set_value("Депутат")
    tab.member.form.committed.emit("position", "Депутат")
    settle()
    assert tab.step_back()
    settle()
    (member,) = workspace.find(BodyMember)
    assert (member.role, member.position, member.since) == ("chair", "Депутат", date.today())
    assert tab.step_back()
    settle()
    settle()
    (line,) = tab.table.rows()
    assert (line.people.women, line.people.men) == (0, 1)
    assert ("women", women, 0) in line.differences
    assert tab.table.cell(0, 0).sub_icon == "triangle-alert"
    tab.edit(line.body)
    settle()
    tab.editor.members.table.row_removed.emit(tab.editor.members.table.rows()[0])
    settle()
    settle()
    assert workspace.find(BodyMember)[0].until == date.today()
