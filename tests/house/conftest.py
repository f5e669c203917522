"""What the tests of the walls look at: the files of the repository and their syntax trees."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
LEFT_OUT = {"__pycache__", "build", "dist"}


def files_git_knows() -> list[Path]:
    """What git would publish, as paths in the repository; nothing where git cannot tell."""
    asked = ["git", "-C", HOUSE, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(asked, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [Path(name.decode()) for name in answer.split(b"\0") if name]


def tracked_files() -> list[Path]:
    """Every file git would publish; without git, every file outside caches and environments."""
    if names := files_git_knows():
        return sorted(name for name in names if (HOUSE / name).is_file())
    return sorted(
        path.relative_to(HOUSE)
        for path in HOUSE.rglob("*")
        if path.is_file() and not is_left_out(path.relative_to(HOUSE))
    )


def is_left_out(name: Path) -> bool:
    """Environments and caches, which begin with a dot or are known by name."""
    hidden = {part for part in name.parts if part.startswith(".")} - {".ci", ".gitignore"}
    return bool(hidden or LEFT_OUT & set(name.parts) or name.suffix == ".mo")


@pytest.fixture(scope="session")
def house() -> Path:
    """The folder of the repository."""
    return HOUSE


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """The repository's own files, as paths relative to it."""
    return tracked_files()


@pytest.fixture(scope="session")
def modules(files: list[Path]) -> dict[Path, ast.Module]:
    """The syntax tree of every Python file of the program (not of the tests)."""
    return {
        name: ast.parse((HOUSE / name).read_text(encoding="utf-8"), str(name))
        for name in files
        if name.suffix == ".py" and name.parts[0] in {"app", "benchmarks", "installer"}
    }


Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="session")
def functions(modules: dict[Path, ast.Module]) -> Callable[[], Iterator[tuple[Path, Function]]]:
    """Walks every function of the program with the file it stands in."""

    def walk() -> Iterator[tuple[Path, Function]]:
        for name, tree in modules.items():
            for node in ast.walk(tree):
                if isinstance(node, Function):
                    yield name, node

    return walk
