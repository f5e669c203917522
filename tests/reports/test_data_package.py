"""Data packages: true to the standard, to their own description, and to the tables."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language import language
from app.model import RECORD_TYPES, Put, new_id
from app.model.kinds import KINDS
from app.reports.answers.places import AlreadyThere
from app.reports.tables import Edition, tables_of
from app.reports.tables.package import (
    LICENCES,
    PackageWish,
    WrittenPackage,
    csv_value,
    write_package,
)
from app.reports.tables.schema import TYPES
from tests.examples import examples
from tests.reports.conftest import BATKEN, Notebook
from tests.reports.data_packages import (
    TOOL,
    Broken,
    ask_the_tool,
    described,
    read_package,
)

TODAY = date(2026, 12, 1)


def write(
    notebook: Notebook,
    place: Path,
    edition: Edition = Edition.FULL,
    types: tuple[str, ...] = (),
    licence: str = "",
    code: str = "ky",
) -> tuple[WrittenPackage, dict[str, list[dict[str, Any]]]]:
    """Write a package; answers what was written, and the tables it was written from."""
    with notebook.workspace.snapshot() as connection:
        tables = tables_of(connection, edition, TODAY)
        wanted = [one for one in tables.types() if not types or one.type_name in types]
        wish = PackageWish(edition, language(code), "abc", licence)
        written = write_package(place, tables, wanted, wish)
        told = {one.type_name: rows_as_read(tables, one) for one in wanted}
    return written, told


def rows_as_read(tables: Any, record_type: Any) -> list[dict[str, Any]]:
    """The rows as a reader of a package has them: ids in hexadecimal, nothing where it is empty."""
    names = [column.name for column in tables.columns(record_type)]
    return [
        {
            name: value.hex() if isinstance(value, bytes) else None if value in ("", ()) else value
            for name, value in zip(names, row, strict=True)
        }
        for row in tables.rows(record_type)
    ]


@pytest.fixture
def filled(notebook: Notebook) -> Notebook:
    """One of everything that has a kind of its own to be written."""
    event = notebook.put(
        "event",
        title='Жыйын «Суу», "биринчи"\n',
        type="training",
        date_from=TODAY,
        time_from="09:30",
        territory=BATKEN,
        objectives=("бир; эки", "=1+1"),
        languages=("ky", "ru"),
        note="сап\nсап",
    )
    for number in range(6):
        person = notebook.put(
            "person",
            surname=f"Үсөнова{number}",
            sex="f",
            birth_year=1980,
            territory=BATKEN,
            categories=("youth",),
        )
        registration = notebook.put("registration", event=event, person=person, age=46)
        notebook.put(
            "attendance", registration=registration, day=TODAY, part="day", is_present=True
        )
        notebook.put("consent", person=person, given_on=TODAY, scope=("data",))
    notebook.put("project", title="Долбоор", budget=1250.5, currency="KGS")
    notebook.put("venue", name="Мектеп", is_accessible=False, capacity=40)
    return notebook


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("name", ["package", "package.zip"])
def test_a_package_reads_back_as_what_the_tables_hold(
    filled: Notebook, tmp_path: Path, edition: Edition, name: str
) -> None:
    written, told = write(filled, tmp_path / name, edition)
    read = read_package(tmp_path / name)
    assert {table: len(rows) for table, rows in read.items()} == dict(written.rows)
    assert written.loose == []
    if edition is Edition.OPEN:  # what is told twice bears other pseudonyms
        told = {table: without_ids(rows) for table, rows in told.items()}
        read = {table: without_ids(rows) for table, rows in read.items()}
    assert read == told


def without_ids(rows: list[dict[str, Any]]) -> list[Any]:
    return sorted(
        [{key: None if _is_id(value) else value for key, value in row.items()} for row in rows],
        key=str,
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 32 and " " not in value


@pytest.mark.skipif(TOOL is None, reason="the tool `frictionless` is not installed")
@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("name", ["package", "package.zip"])
def test_the_tool_of_the_standard_finds_nothing_wrong(
    filled: Notebook, tmp_path: Path, edition: Edition, name: str
) -> None:
    write(filled, tmp_path / name, edition, licence="CC-BY-4.0")
    ask_the_tool(tmp_path / name)


def test_every_field_is_described_in_three_languages(filled: Notebook, tmp_path: Path) -> None:
    write(filled, tmp_path / "p", code="ru", licence="CC-BY-4.0")
    package = described(tmp_path / "p")
    assert package["languages"] == ["ru", "ky", "en"]
    assert package["licenses"][0]["path"] == LICENCES["CC-BY-4.0"][1]
    assert package["title"] == package["title@ru"]
    for resource in package["resources"]:
        for told in (resource, *resource["schema"]["fields"]):
            assert all(told[f"title@{code}"] for code in ("ky", "ru", "en")), told["name"]
            assert told["title"] == told["title@ru"]
    person = next(one for one in package["resources"] if one["name"] == "person")
    sex = next(one for one in person["schema"]["fields"] if one["name"] == "sex")
    assert sex["constraints"]["enum"] == [one["value"] for one in sex["categories"]]
    assert {"label@ky", "label@ru", "label@en"} <= sex["categories"][0].keys()


def test_keys_join_the_tables(filled: Notebook, tmp_path: Path) -> None:
    write(filled, tmp_path / "p")
    schemas = {one["name"]: one["schema"] for one in described(tmp_path / "p")["resources"]}
    joined = {
        (key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
        for key in schemas["registration"]["foreignKeys"]
    }
    assert joined == {
        ("event", "event", "id"),
        ("person", "person", "id"),
        ("territory", "territory", "code"),
    }
    assert schemas["registration"]["uniqueKeys"] == [["event", "person"]]
    assert ("answers", "") in {
        (key["fields"][0], key["reference"]["resource"]) for key in schemas["note"]["foreignKeys"]
    }


def test_some_types_promise_no_key_into_tables_that_are_not_there(
    filled: Notebook, tmp_path: Path
) -> None:
    written, _ = write(filled, tmp_path / "p", types=("registration", "attendance"))
    assert list(written.rows) == ["registration", "attendance"]
    schemas = {one["name"]: one["schema"] for one in described(tmp_path / "p")["resources"]}
    assert "foreignKeys" not in schemas["registration"]
    assert read_package(tmp_path / "p")["attendance"]


def test_a_link_that_leads_nowhere_is_kept_and_no_key_is_promised(
    filled: Notebook, tmp_path: Path
) -> None:
    filled.put("event", title="Т", type="training", date_from=TODAY, project=b"\x07" * 16)
    written, _ = write(filled, tmp_path / "p")
    assert written.loose == ["event.project"]
    assert "07" * 16 in {row["project"] for row in read_package(tmp_path / "p")["event"]}
    write(filled, tmp_path / "open", Edition.OPEN)
    assert {row["project"] for row in read_package(tmp_path / "open")["event"]} == {None}


def test_what_a_newer_program_wrote_is_described_as_it_is(filled: Notebook, tmp_path: Path) -> None:
    values = {"title": "Т" * 600, "type": "later", "date_from": TODAY, "time_from": "эрте"}
    filled.workspace.write([Put("event", new_id(), values)])
    filled.workspace.write([Put("person", new_id(), {"sex": "x", "categories": ("later",)})])
    write(filled, tmp_path / "p")
    read = read_package(tmp_path / "p")
    assert {"training", "later"} == {row["type"] for row in read["event"]}
    assert "эрте" in {row["time_from"] for row in read["event"]}
    assert ("later",) in {row["categories"] for row in read["person"]}


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30)


@examples(25)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"title": TEXT},
            optional={
                "note": st.lists(TEXT).map("\n".join),
                "topics": st.lists(TEXT.filter(bool)).map(tuple),
                "planned_count": st.integers(0, 10**6),
                "date_to": st.dates(date(1900, 1, 1), date(2100, 12, 31)),
            },
        ),
        max_size=6,
    )
)
def test_any_text_comes_back_as_it_was(
    notebook: Notebook, tmp_path: Path, events: list[dict[str, Any]]
) -> None:
    notebook.workspace.change(lambda connection: connection.execute("DELETE FROM event"))
    notebook.workspace.write(
        [Put("event", new_id(), {"type": "training", **one}) for one in events]
    )
    shutil.rmtree(tmp_path / "p", ignore_errors=True)
    _, told = write(notebook, tmp_path / "p", types=("event",))
    assert read_package(tmp_path / "p") == told


def test_a_folder_that_holds_something_is_left_alone(filled: Notebook, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    write(filled, tmp_path / "p", types=("venue",))
    with pytest.raises(AlreadyThere):
        write(filled, tmp_path / "p", types=("venue",))
    assert [path.name for path in tmp_path.iterdir() if path.name != "notebook"] == ["p"]


def test_every_kind_has_its_type() -> None:
    assert set(TYPES) == set(KINDS)


def test_values_are_written_exactly() -> None:
    values = (None, (), True, 3.0, 0.1, 7, b"\x01", TODAY, ("а", "б;"), "=1")
    said = ("", "", "true", "3", "0.1", "7", "01", "2026-12-01", '["а", "б;"]', "=1")
    assert tuple(csv_value(value) for value in values) == said


@pytest.mark.parametrize(
    ("was", "becomes"),
    [('"bytes": ', '"bytes": 1'), ("sha256:", "sha256:0"), ('"pattern": "', '"pattern": "z')],
)
def test_the_reader_notices_what_is_not_as_described(
    filled: Notebook, tmp_path: Path, was: str, becomes: str
) -> None:
    write(filled, tmp_path / "p")
    descriptor = tmp_path / "p" / "datapackage.json"
    text = descriptor.read_text("utf-8")
    descriptor.write_text(text.replace(was, becomes), "utf-8")
    assert json.loads(descriptor.read_text("utf-8"))
    with pytest.raises(Broken):
        read_package(tmp_path / "p")


def test_the_reference_of_places_says_where_it_is_from(filled: Notebook, tmp_path: Path) -> None:
    write(filled, tmp_path / "p", Edition.OPEN, types=("territory", "event"))
    places, event = described(tmp_path / "p")["resources"]
    assert all(one["title"] for one in places["sources"])
    assert "sources" not in event
    assert RECORD_TYPES["territory"].kinds()["code"].required
