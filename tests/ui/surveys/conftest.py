"""A survey in the notebook, and a sheet of it that is being filled."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.actions.surveys import AddedForm, add_form
from app.storage import Workspace
from app.surveys import convert
from app.ui.context import Context
from app.ui.surveys.beginning import Beginning
from app.ui.surveys.fill import FillingView
from app.ui.surveys.opening import begin_sheet
from app.ui.surveys.place import Place
from tests.surveys.workbooks import Rows, workbook
from tests.ui.keyboard import show_active
from tests.ui.surveys.forms import KYRGYZ, RUSSIAN, Made, xform

Fill = Callable[..., FillingView]


@pytest.fixture
def village(workspace: Workspace) -> AddedForm:
    """The form of the village, kept."""
    return add_form(workspace, Made(xform()), purpose="community", languages=(KYRGYZ, RUSSIAN))


@pytest.fixture
def fill(
    context: Context,
    workspace: Workspace,
    village: AddedForm,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> Iterator[Fill]:
    """Begins a sheet and shows it; it has the keyboard."""
    shown: list[FillingView] = []

    def begin(mode: str = "question", language: str = "", **facts: object) -> FillingView:
        beginning = Beginning({"code": "БТ-47", "source": "paper", **facts}, 25)
        place = Place(sheet=12, stack=25, mode=mode, language=language)
        opened = begin_sheet(workspace, village.version, beginning, place)
        view = FillingView(context, opened)
        qtbot.addWidget(view)
        view.resize(1146, 720)
        show_active(view)
        view.focus()
        settle()
        shown.append(view)
        return view

    yield begin
    for view in shown:
        view.keeper.forget()
        view.player.take_back()
    settle()


FillBook = Callable[..., FillingView]


@pytest.fixture
def fill_book(
    context: Context, workspace: Workspace, settle: Callable[[], None], qtbot: QtBot
) -> Iterator[FillBook]:
    """Takes a workbook in, as its rows are given, begins a sheet of it and shows it."""
    shown: list[FillingView] = []

    def begin(
        survey: Rows, choices: Rows = (), *, mode: str = "question", **files: bytes
    ) -> FillingView:
        sheets: dict[str, Rows] = {"survey": survey}
        if choices:
            sheets["choices"] = choices
        named = {name.replace("_", "."): content for name, content in files.items()}
        added = add_form(workspace, convert(workbook(sheets), "book.xlsx"), files=named)
        opened = begin_sheet(workspace, added.version, Beginning(), Place(mode=mode))
        view = FillingView(context, opened)
        qtbot.addWidget(view)
        view.resize(1146, 720)
        show_active(view)
        view.focus()
        settle()
        shown.append(view)
        return view

    yield begin
    for view in shown:
        view.keeper.forget()
        view.player.take_back()
    settle()
