"""How long the window takes for an answer: from the key until the next question is painted."""

import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from app.actions.surveys import add_form
from app.language import language
from app.storage import KdfCost, Profile, Workspace, create_workspace
from benchmarks.figures import Figure, peak_memory

FORM = Path(__file__).resolve().parents[2] / "shared" / "conformance" / "bench" / "big500.xml"
"""The form other engines are measured on, where it is at hand; else one is made."""
QUESTIONS = 500
ANSWERS = 150
PASSPHRASE = "ойдон чыгарылган сыр"


@dataclass(frozen=True)
class _Made:
    xform: str
    title: str = "500"
    form_id: str = "big"
    version: str = "1"
    itemsets: dict[str, bytes] = field(default_factory=dict)


def measure() -> list[Figure]:
    """Answers typed one after the other into a form of 500 questions, in the open window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        workspace = _notebook(Path(folder))
        version = add_form(workspace, _Made(_form())).version
        opened, keys, answers = _type(workspace, version)
        workspace.close()
    return [
        Figure("open a sheet of 500 questions", opened, "ms", 1000, "limit"),
        Figure("a key of an answer until it is painted, p95", _p95(keys), "ms", 16, "limit"),
        Figure("an answer with all its keys, median", median(answers), "ms", 16, "limit"),
        Figure("an answer with all its keys, p95", _p95(answers), "ms", 32, "limit"),
        peak_memory(250, "an answer in the window"),
    ]


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def _notebook(folder: Path) -> Workspace:
    profile = Profile(name="Ойдонова", role="trainer", territory="", language="ky")
    cost = KdfCost(memory_kib=64, passes=1, lanes=1)
    return create_workspace(folder / "notebook", PASSPHRASE, profile, cost).workspace


def _type(workspace: Workspace, version: bytes) -> tuple[float, list[float], list[float]]:
    """What opening took; each key with what follows from it and the painting; each answer.

    Time of the thread of the window alone: what else a computer does is not its latency.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from app.surveys import Kind
    from app.ui.context import Context
    from app.ui.surveys.beginning import Beginning
    from app.ui.surveys.fill import FillingView
    from app.ui.surveys.opening import begin_sheet
    from app.ui.surveys.place import Place
    from app.ui.tasks import Tasks
    from app.ui.theme import dress

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dress(application, "light")
    tasks = Tasks()
    context = Context(workspace, language("ky"), tasks, QWidget())
    began = time.thread_time()
    view = FillingView(context, begin_sheet(workspace, version, Beginning(), Place()))
    view.resize(1146, 720)
    view.show()
    view.activateWindow()
    application.processEvents()
    view.focus()
    opened = (time.thread_time() - began) * 1000
    keys: list[float] = []
    answers: list[float] = []
    for number in range(ANSWERS):
        current = view.panel.current()
        if view.sheet.step is None or current is None or current.field is None:
            break
        is_choice = current.entry.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE)
        digits = "1" if is_choice else str(10 + number % 80)
        pressed = [*(Qt.Key(int(Qt.Key.Key_0) + int(digit)) for digit in digits)]
        before = len(keys)
        for key in (*pressed, Qt.Key.Key_Return):
            began = time.thread_time()
            QTest.keyClick(QApplication.focusWidget() or view, key)
            application.processEvents()
            keys.append((time.thread_time() - began) * 1000)
        answers.append(sum(keys[before:]))
        tasks.wait()
    view.keeper.forget()
    tasks.wait()
    tasks.close()
    return opened, keys, answers


def _form() -> str:
    if FORM.is_file():
        return FORM.read_text(encoding="utf-8")
    names = [f"q{number}" for number in range(QUESTIONS)]
    binds = "".join(
        f'<bind nodeset="/data/{name}" type="int" relevant="/data/q0 &lt; {100 + number}"/>'
        for number, name in enumerate(names[1:])
        if number % 5 < 2
    )
    body = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:head><h:title>500</h:title><model><instance><data id="big" version="1">'
        f"{''.join(f'<{name}/>' for name in names)}<meta><instanceID/></meta></data></instance>"
        f'<bind nodeset="/data/q0" type="int"/>{binds}</model></h:head><h:body>{body}</h:body>'
        "</h:html>"
    )
