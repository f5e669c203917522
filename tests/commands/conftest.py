"""Notebooks to work on, and a way to give the command line its words."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.commands import main
from app.commands.demo import demo
from app.commands.session import Session
from app.paths import settings_folder
from app.storage.identity import FOLDER as MARKS
from tests.commands.notebooks import BATKEN, COUNTRY, PASSPHRASE, Depter, Said, make_notebook
from tests.commands.recount import office

__all__ = ["office"]


@pytest.fixture
def depter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Depter:
    """Runs one command in this process, with the passphrase of the notebooks of the tests."""
    monkeypatch.setenv("DEPTER_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trainer's and a coordinator's notebook, made once and copied by each test."""
    folder = tmp_path_factory.mktemp("notebooks")
    make_notebook(folder / "trainer", "Асанова Бегимай", "trainer", BATKEN, "en")
    make_notebook(folder / "coordinator", "Токтоев Нурлан", "coordinator", COUNTRY, "en")
    shutil.copytree(settings_folder() / MARKS, folder / MARKS)
    return folder


def _moved(notebooks: Path, name: str, to: Path) -> Path:
    """A notebook as if it were the only one: with the marks it was made with."""
    shutil.copytree(notebooks / MARKS, settings_folder() / MARKS, dirs_exist_ok=True)
    return shutil.copytree(notebooks / name, to / name)


@pytest.fixture
def trainer(notebooks: Path, tmp_path: Path) -> Path:
    """The notebook of a trainer, English so that what is said can be compared."""
    return _moved(notebooks, "trainer", tmp_path)


@pytest.fixture
def coordinator(notebooks: Path, tmp_path: Path) -> Path:
    """The notebook of a coordinator."""
    return _moved(notebooks, "coordinator", tmp_path)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A short list of invented people, as CSV."""
    file = tmp_path / "people.csv"
    lines = [
        "№;Ф.И.О.;Пол;Год рождения;Телефон",
        "1;Үсөнова Гүлнара Токтогуловна;ж;1978;+996 555 010203",
        "2;Маматов Эркин;м;1990;",
        "3;Бекова Айжан;ж;2001;0700 111222",
    ]
    file.write_text("\n".join(lines), "utf-8")
    return file


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration, made once for all who only read it."""
    return make_demonstration(tmp_path_factory.mktemp("demo") / "small")


def make_demonstration(folder: Path, *options: str) -> Path:
    """A demonstration in a folder, with few people."""
    words = [str(folder), "--people", "8", "--json", *options]
    said = CliRunner().invoke(demo, words, obj=Session())
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout)["digest"]
    return folder
