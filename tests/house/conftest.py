"""What the tests of the walls look at: the files of the repository and their syntax trees."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", ".venv", "__pycache__", "build", "dist"}


def tracked_files() -> list[Path]:
    """Every file git would publish; without git, every file outside caches and environments."""
    asked = subprocess.run(
        ["git", "-C", HOUSE, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        names = (Path(name.decode()) for name in asked.stdout.split(b"\0") if name)
        return sorted(name for name in names if (HOUSE / name).is_file())
    return sorted(
        path.relative_to(HOUSE)
        for path in HOUSE.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.relative_to(HOUSE).parts)
    )


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
