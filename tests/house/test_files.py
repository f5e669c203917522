"""How files are named, how long they may be, and what may not stand in them."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
NOT_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
SOURCES = {".py", ".sh", ".qss", ".toml"}
NOT_READ = {".png", ".jpg", ".ttf", ".otf", ".woff2", ".mo", ".pdf", ".xlsx", ".zip", ".ico"}
# a folder of somebody's computer, or an address only some network knows
MACHINE = re.compile(
    r"(?<![\w.~/-])/(?:work|home/[a-z]+|root|Users/[A-Za-z]+|private|opt/[a-z]+)/"
    r"|https?://(?:localhost|\d+\.\d+\.\d+\.\d+|[\w-]+\.(?:internal|local|lan|corp))\b"
)


def test_no_file_is_a_drawer_for_everything(files: list[Path]) -> None:
    named = [name for name in files if NOT_NAMES & {part.split(".")[0] for part in name.parts}]
    assert named == []


def test_no_file_is_longer_than_can_be_read(house: Path, files: list[Path]) -> None:
    long = {}
    for name in files:
        if name.suffix in SOURCES or name.parts[0] in {"run", "check"}:
            lines = len((house / name).read_text(encoding="utf-8").splitlines())
            if lines > LONGEST_FILE:
                long[str(name)] = lines
    assert long == {}


def test_no_function_is_longer_than_a_screen(
    functions: Callable[[], Iterator[tuple[Path, ast.FunctionDef]]],
) -> None:
    long = {}
    for name, function in functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            long[f"{name}:{function.name}"] = lines
    assert long == {}


def test_every_module_says_what_it_is_for(modules: dict[Path, ast.Module]) -> None:
    assert [str(name) for name, tree in modules.items() if not ast.get_docstring(tree)] == []


def test_the_rooms_that_others_build_on_document_their_faces(
    modules: dict[Path, ast.Module],
) -> None:
    silent = [
        f"{name}:{node.name}"
        for name, tree in modules.items()
        if name.parts[:2] in {("app", "errors.py"), ("app", "paths.py"), ("app", "actions")}
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_file_names_somebody_s_computer(house: Path, files: list[Path]) -> None:
    found = {}
    for name in files:
        if name.suffix.lower() in NOT_READ or name == Path(__file__).relative_to(house):
            continue
        text = (house / name).read_bytes().decode("utf-8", errors="replace")
        if hit := MACHINE.search(text):
            found[str(name)] = hit.group()
    assert found == {}


def test_the_search_for_computers_finds_them() -> None:
    assert MACHINE.search("see /home/nurlan/depter") is not None
    assert MACHINE.search("http://10.0.0.7/simple") is not None
    assert MACHINE.search("app/home/file and https://www.apache.org/licenses/") is None


def test_how_many_examples_are_tried_is_said_through_the_one_piece_a_search_multiplies(
    house: Path, files: list[Path]
) -> None:
    own = [
        str(name)
        for name in files
        if name.suffix == ".py"
        and name not in {Path("tests/examples.py"), Path("tests/house/test_files.py")}
        and "max_examples" in (house / name).read_text(encoding="utf-8")
    ]
    assert own == []
