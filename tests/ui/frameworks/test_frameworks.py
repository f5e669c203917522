"""Goals: documents, the tree of one, search over all, what is tied to an item, and new versions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.language import LANGUAGES, language
from app.model import Event, Framework, FrameworkItem
from app.storage import Workspace
from app.storage.questions.frameworks import list_frameworks
from app.ui.frameworks import FrameworksPage
from app.ui.kit import Form, IconButton
from app.ui.shell import Shell
from app.ui.sources import workspace_sources
from tests.storage.plans import Story, tell
from tests.ui.keyboard import show_active, type_text
from tests.ui.layout import layout_faults
from tests.ui.test_layout import ROOMS

Settle = Callable[[], None]
NEW_VERSION = """framework: {code: NPGE-2025, version: v2}
items:
- {code: NPGE-2025/P1, type: priority, no: '1', text_ru: Иное название}
- {code: NPGE-2025/G99, type: goal, text_ru: Новая цель}
"""


@pytest.fixture
def story(workspace: Workspace) -> Story:
    return tell(workspace)


@pytest.fixture
def page(story: Story, shell: Shell, settle: Settle) -> Iterator[FrameworksPage]:
    show_active(shell)
    shell.go("frameworks")
    settle()
    page: Any = shell.page("frameworks")
    yield page
    settle()


def went(shell: Shell) -> list[tuple[str, dict[str, object]]]:
    gone: list[tuple[str, dict[str, object]]] = []
    shell.context.went.connect(lambda name, where: gone.append((name, where)))
    return gone


def test_every_document_is_listed_with_its_items_and_what_is_tied(
    page: FrameworksPage, workspace: Workspace
) -> None:
    lines = page.list.rows()
    assert [line.framework.code for line in lines] == [
        line.framework.code for line in list_frameworks(workspace)
    ]
    at = next(at for at, line in enumerate(lines) if line.framework.code == "NPGE-2025")
    assert page.list.cell(at, 1).text == "120"
    assert page.list.cell(at, 2).text != "–"
    assert "сунуш" in page.list.cell(at, 0).sub


def test_enter_opens_the_tree_and_escape_leads_back(page: FrameworksPage, settle: Settle) -> None:
    page.list.select(lambda line: line.framework.code == "NPGE-2025")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert len(page.tree.rows()) == 120
    assert page.header.title() == "NPGE-2025"
    assert page.standing.isVisible()
    assert page.where() == {"framework": "NPGE-2025", "item": "NPGE-2025/P1"}
    page._escape()
    settle()
    assert page.list.isVisible()
    assert not page.panel.isVisible()


def test_an_item_shows_its_texts_what_is_proposed_and_what_is_tied(
    page: FrameworksPage, shell: Shell, settle: Settle, story: Story
) -> None:
    shell.go("frameworks", item="NPGE-2025/G01/M04")
    settle()
    assert page.tree.selected().item.code == "NPGE-2025/G01/M04"
    panel = page.panel
    assert panel.card is not None
    assert "расширения сети детсадов" in panel._texts[1].text()
    assert panel._texts[0].text() == language("ky").text("not translated yet")
    assert panel.proposal.isVisible()
    assert not panel.doubt.isVisible()
    kinds = {tied.type_name for tied in panel.tied.rows()}
    assert {"note", "plan_measure", "resolution_item"} <= kinds


def test_each_tied_record_opens_where_it_stands(
    page: FrameworksPage, shell: Shell, settle: Settle, story: Story
) -> None:
    shell.go("frameworks", item="NPGE-2025/G01/M04")
    settle()
    gone = went(shell)
    page._open_item(page.tree.selected())
    assert QApplication.focusWidget() is page.panel.tied
    page.panel.tied.select(lambda tied: tied.type_name == "note")
    QTest.keyClick(page.panel.tied, Qt.Key.Key_Return)
    page_name, where = gone[0]
    assert page_name == "events"
    assert (where["event"], where["tab"]) == (story.event, "notes")
    settle()


def test_a_goal_s_chip_in_a_form_leads_to_the_goal(
    page: FrameworksPage, shell: Shell, settle: Settle
) -> None:
    form = Form(shell.context.language, Event, ("framework_items",),
                sources=workspace_sources(shell.context))  # fmt: skip
    form.set_values({"framework_items": ("NPGE-2025/G01",)})
    (way,) = form.findChildren(IconButton)
    assert "NPGE-2025/G01" in way.accessibleName()
    way.click()
    settle()
    settle()
    assert page.panel.card is not None
    assert page.panel.card.item.code == "NPGE-2025/G01"
    form.deleteLater()


def test_search_goes_over_all_documents_by_words_and_by_code(
    page: FrameworksPage, settle: Settle, qtbot: QtBot
) -> None:
    page.search.setFocus()
    type_text(page.search, "молодеж")
    qtbot.waitUntil(lambda: len(page.tree.rows()) > 3 and page.tree.isVisible())
    found = {node.item.framework for node in page.tree.rows()}
    assert len(found) > 1
    page.search.setText("NPGE-2025/G13")
    page._read()
    settle()
    assert page.tree.rows()[0].item.code == "NPGE-2025/G13"
    page._escape()
    settle()
    assert page.list.isVisible()


def test_nothing_found_is_said(page: FrameworksPage, settle: Settle) -> None:
    page.search.setText("йцукен")
    page._read()
    settle()
    assert page.found.text() == language("ky").text("Nothing was found.")
    assert not page.panel.isVisible()


def test_a_new_version_is_seen_before_anything_changes_and_then_taken_in(
    page: FrameworksPage, shell: Shell, workspace: Workspace, tmp_path: Path, settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "plan.yaml"
    path.write_text(NEW_VERSION, encoding="utf-8")
    monkeypatch.setattr(shell.context, "pick_file", lambda *_: path)
    page.import_file()
    settle()
    intake = page.intake
    kinds = [one.kind for one in intake.table.rows()]
    assert (kinds.count("new"), kinds.count("changed"), kinds.count("withdrawn")) == (1, 1, 119)
    assert workspace.find(FrameworkItem, code="NPGE-2025/G99") == []
    intake.take()
    settle()
    (plan,) = workspace.find(Framework, code="NPGE-2025")
    assert plan.version == "v2"
    assert page.standing.isVisible()
    (gone,) = [one for one in page.tree.rows() if one.item.code == "NPGE-2025/G01/M04"]
    assert gone.item.is_withdrawn
    shell.go("frameworks", item="NPGE-2025/G01/M04")
    settle()
    assert page.panel.doubt.isVisible()


def test_a_partial_file_leaves_the_others_in_force(
    page: FrameworksPage, shell: Shell, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(NEW_VERSION, encoding="utf-8")
    page.intake.begin(path)
    settle()
    page.intake.partial.set_value(True)
    page.intake.look()
    settle()
    assert {one.kind for one in page.intake.table.rows()} == {"new", "changed"}


def test_a_table_without_a_code_asks_which_document_it_is(
    page: FrameworksPage, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("код;тип;текст\nX-1/G1;goal;Цель\n", encoding="utf-8")
    intake = page.intake
    intake.begin(path)
    settle()
    assert intake.form.problems()
    assert not intake.act.isEnabled()
    intake.form.field("code").set_value("X-1")
    intake.look()
    settle()
    assert [one.kind for one in intake.table.rows()] == ["new"]
    assert intake.act.isEnabled()


def test_a_repeated_code_is_said_with_its_row_and_nothing_can_be_taken_in(
    page: FrameworksPage, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"{NEW_VERSION}- {{code: NPGE-2025/G99, text_ru: Дагы}}\n", encoding="utf-8")
    page.intake.begin(path)
    settle()
    assert [problem.field for problem in page.intake.table.rows()] == ["code"]
    assert not page.intake.act.isEnabled()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.yaml", b"framework: {code: A}\nitems:\n- {code: A/1, text_ru: [x}\n", "3-сап"),
        ("empty.yaml", b"", "items"),
        ("other.xlsx", b"PK\x03\x04 no workbook", "Excel"),
        ("list.csv", "Ф.И.О.;Телефон\nАсанова;0772\n".encode(), "code / код / коду"),
    ],
)
def test_a_file_of_another_make_is_said_in_words_and_nothing_is_taken_in(
    page: FrameworksPage, tmp_path: Path, settle: Settle, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    page.context.pick_file = lambda *_: path  # type: ignore[method-assign]
    page.import_file()
    settle()
    intake = page.intake
    words = " ".join(label.text() for label in intake.banner.findChildren(QLabel))
    assert said in words
    assert name in words
    assert not intake.act.isEnabled()
    assert not intake.table.isVisible(), "there is no row to mend"
    assert page.hint_line.shown()


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_tree_and_an_item_show_everything_they_say(
    story: Story, shell: Shell, settle: Settle, code: str, room: Any
) -> None:
    shell.context.language = language(code)
    shell.retranslate(shell.context.language)
    shell.setMinimumSize(1, 1)
    shell.resize(room)
    shell.show()
    shell.go("frameworks", item="NPGE-2025/G01/M04")
    settle()
    settle()
    assert layout_faults(shell, room) == []
