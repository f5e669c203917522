"""The demonstration beside the five documents: all that is counted there is found here."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from app.commands.demo import PASSPHRASE
from app.language import language
from app.model import ActionPlan, AgendaItem, Event, FrameworkItem, PlanMeasure, ReachFigure
from app.model.kinds import parse_time
from app.reports import draw, make
from app.storage import Workspace, open_workspace
from app.storage.questions.resolutions import list_resolutions
from tests.commands.documents import (
    activities,
    document,
    figures,
    programme,
    recommendations,
    words,
)

BY_GOALS = (
    "РАСШИРЕНИЕ ЭКОНОМИЧЕСКИХ ВОЗМОЖНОСТЕЙ ЖЕНЩИН",
    "представленности в них мужчин и женщин.",
)
BY_DIRECTIONS = ("I. ПРЕДУПРЕЖДЕНИЕ КОНФЛИКТОВ", "устойчивость общества к вызовам и угрозам.")
NUMBER = re.compile(r"^[ \t]*(\d\d?)[.)]", re.MULTILINE)
OURS = re.compile(r"^(?:Приоритет \d+\.|Направление) ")
"""What an export says before a heading and the document leaves out."""


@pytest.fixture(scope="module")
def centre(demonstration: Path) -> Iterator[Workspace]:
    """The coordinator's notebook of a small demonstration."""
    workspace = open_workspace(demonstration / "coordinator", passphrase=PASSPHRASE)
    yield workspace
    workspace.close()


def section(first: str, last: str) -> str:
    """A part of the final report, without addresses of pages."""
    whole = re.sub(r"https?://\S+", "", document(4))
    begin = whole.index(first)
    return whole[begin : whole.index(last, begin) + len(last)]


def cut(whole: str, first: str, last: str) -> tuple[str, str]:
    """What is left of a text, and the piece that was taken out: from `first` until after `last`."""
    begin = whole.index(first)
    end = whole.index(last, begin) + len(last)
    return whole[:begin] + whole[end:], whole[begin:end]


def by_goals() -> str:
    """The resolution by goals; its title stands in the middle of a page, and belongs before it."""
    left, title = cut(section(*BY_GOALS), "РЕЗОЛЮЦИЯ\nпо итогам", "гг.»")
    return title + left


def by_directions() -> str:
    """The resolution by directions: title and analysis before the points, and of two blocks of
    the local level that follow one another the first where its content belongs: direction II.
    """
    left, title = cut(section(*BY_DIRECTIONS), "РЕЗОЛЮЦИЯ\nпо итогам", "гг.»")
    left, analysis = cut(left, "Общий анализ обсуждений", "для проекта НПД 1325:")
    begin = left.index("Местный уровень:\n1. Создать благоприятные условия")
    end = left.index("Местный уровень:\n1.Поддерживать инициативы")
    local, left = left[begin:end], left[:begin] + left[end:]
    at = left.index("III. ЗАЩИТА ЖЕНЩИН")
    return title + analysis + left[:at] + local + left[at:]


def test_all_measures_activities_recommendations_and_rows_are_there(centre: Workspace) -> None:
    items = centre.find(FrameworkItem, order="sequence")
    (plan,) = centre.find(ActionPlan, territory="KZ")
    (club,) = centre.find(Event, code="CLUB-2022")
    found = {
        "measures by goal": sum(bool(re.search(r"/G\d\d/M\d\d$", item.code)) for item in items),
        "measures by direction": sum(
            item.type == "measure" and item.framework == "NAP1325-2025" for item in items
        ),
        "activities of the roadmap": len(centre.find(PlanMeasure, action_plan=plan.id)),
        "recommendations": sum(
            item.type == "recommendation" and item.framework == "WPS-CA-2023" for item in items
        ),
        "rows of the programme": len(centre.find(AgendaItem, event=club.id)),
    }
    assert found == {
        "measures by goal": len(NUMBER.findall(by_goals())),
        "measures by direction": len(NUMBER.findall(by_directions())),
        "activities of the roadmap": len(activities()),
        "recommendations": len(recommendations()),
        "rows of the programme": len(programme()),
    }
    assert list(found.values()) == [99, 32, 13, 38, 9]


def test_the_roadmaps_table_is_a_plan_cell_by_cell(centre: Workspace) -> None:
    (plan,) = centre.find(ActionPlan, territory="KZ")
    measures = centre.find(PlanMeasure, order="sequence", action_plan=plan.id)
    for measure, (text, participants, term, executors, results) in zip(
        measures, activities(), strict=True
    ):
        assert words(measure.text)[: len(words(text))] == words(text)
        assert words(measure.participants) == words(participants), text
        assert words(measure.responsible) == words(executors), text
        assert (measure.deadline, term) == (None, "")
        said = words(" ".join(measure.expected_results))
        assert said[:5] == words(results)[:5], text


def test_the_recommendations_are_those_of_the_consultation(centre: Workspace) -> None:
    items = centre.find(FrameworkItem, order="sequence", framework="WPS-CA-2023")
    said = [words(item.text_ru) for item in items if item.type == "recommendation"]
    assert said == [words(text) for text in recommendations()]


def test_the_programme_is_that_of_the_club_row_by_row(centre: Workspace) -> None:
    (club,) = centre.find(Event, code="CLUB-2022")
    rows = [
        (row.time_from, row.time_to, words(row.title))
        for row in centre.find(AgendaItem, order="sequence", event=club.id)
    ]
    assert rows == [
        (parse_time(since), parse_time(until), words(session))
        for since, until, session in programme()
    ]


def test_every_figure_of_the_report_on_capacity_is_there_under_its_code(centre: Workspace) -> None:
    (event,) = centre.find(Event, code="MTSOM-2022")
    said = {
        one.evidence.partition(":")[0]: f"{'более ' * (one.qualifier == 'over')}{one.value}"
        for one in centre.find(ReachFigure, event=event.id)
    }
    assert list(said) == [f"MTSOM-2022/FIG{number:02d}" for number in range(1, 7)]
    assert set(said.values()) == figures()


@pytest.mark.parametrize(
    ("framework", "original"), [("NPGE-2025", by_goals), ("NAP1325-2025", by_directions)]
)
def test_an_exported_resolution_reads_like_the_original_line_by_line(
    centre: Workspace, framework: str, original: Callable[[], str]
) -> None:
    text = original()
    expected = words(NUMBER.sub("", text))
    (line,) = [one for one in list_resolutions(centre) if one.framework == framework]
    made = make("resolution", centre, language("ru"), {"resolution": line.id})
    paragraphs = Document(io.BytesIO(draw(made, "docx"))).paragraphs
    at = 0
    for one in (paragraph.text for paragraph in paragraphs if at < len(expected)):
        is_ours = one.startswith("Рекомендации для: ")
        said = words("Рекомендации для проекта НПД 1325" if is_ours else OURS.sub("", one))
        assert said == expected[at : at + len(said)], one
        at += len(said)
    assert at == len(expected), "nothing is missing"
    assert NUMBER.findall(draw(made, "txt").decode("utf-8")) == NUMBER.findall(text)
