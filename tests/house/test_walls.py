"""Who may import whom, and what a room may bring with it."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

HEAVY = ["reportlab", "openpyxl", "PIL", "sqlite_utils", "pyrage", "hypothesis"]


@pytest.fixture(scope="module")
def graph(house: Path) -> grimp.ImportGraph:
    return grimp.build_graph("app", cache_dir=None)


def test_imports_go_down_only_and_each_library_stays_in_its_room(house: Path) -> None:
    # a process of its own: in this one it would silence the loggers other tests listen to
    ask = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=1))"
    )
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=house, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_no_file_imports_itself_through_others(graph: grimp.ImportGraph) -> None:
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert circles(imports) == []


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The groups of files that reach each other: whatever is left when loose ends are cut."""
    left = {name: set(targets) for name, targets in imports.items()}
    while True:
        pointed_at = set().union(*left.values()) if left else set()
        ends = {name for name, targets in left.items() if not targets or name not in pointed_at}
        if not ends:
            return [sorted(left)] if left else []
        left = {name: targets - ends for name, targets in left.items() if name not in ends}


def test_the_search_for_circles_finds_one() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def rooms(graph: grimp.ImportGraph) -> list[str]:
    return sorted(graph.find_children("app") - {"app.ui", "app.__main__"})


def loaded_after(house: Path, code: str) -> set[str]:
    """The modules a fresh process holds after running the code."""
    asked = subprocess.run(
        [sys.executable, "-P", "-c", f"{code}\nimport sys; print(*sys.modules)"],
        env={"PYTHONPATH": str(house), "PATH": "", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return set(asked.stdout.split())


def test_every_room_but_the_window_lives_without_qt(house: Path, graph: grimp.ImportGraph) -> None:
    every = [
        name for name in sorted(graph.modules) if not name.startswith(("app.ui", "app.__main__"))
    ]
    loaded = loaded_after(house, "\n".join(f"import {name}" for name in every))
    assert not {name for name in loaded if name.startswith(("PySide6", "shiboken6"))}


def test_the_face_of_a_room_is_light(house: Path, graph: grimp.ImportGraph) -> None:
    loaded = loaded_after(house, "\n".join(f"import {name}" for name in rooms(graph)))
    assert not loaded & set(HEAVY)
