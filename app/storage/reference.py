"""The rows every release brings: territories, frameworks and their items.

They carry the stamp of the release, the same on every device, so they are in every notebook, meet
themselves in a merge, and never need to travel.
"""

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

from app.model import Framework, FrameworkItem, Record, Stored, Territory
from app.model.resources import read_yaml
from app.model.stamp import RELEASE_DEVICE, make_stamp
from app.paths import resource
from app.storage.connection import Connection
from app.storage.merge import RowBatch

RELEASED_MS = 1_793_491_200_000
"""When this set of rows was put together (1 November 2026); a later set has a later stamp."""
STAMP = make_stamp(RELEASED_MS, 0, RELEASE_DEVICE)


def load_reference(connection: Connection) -> None:
    """Put the release's rows into a new store; the caller holds the transaction."""
    for batch in _released():
        columns = ", ".join(("id", "_stamp", *batch.columns))
        marks = ", ".join("?" * (len(batch.columns) + 2))
        connection.executemany(
            f"INSERT OR IGNORE INTO {batch.type_name} ({columns}) VALUES ({marks})", batch.rows
        )


@cache
def _released() -> tuple[RowBatch, ...]:
    return (_territories(), *_frameworks())


def _batch(record_type: type[Record], rows: Iterator[dict[str, Any]]) -> RowBatch:
    kinds = record_type.kinds()
    listed: list[list[Stored]] = []
    for given in rows:
        values = {name: kinds[name].dump(kind_value(value)) for name, value in given.items()}
        listed.append([record_type.id_for(given), STAMP, *(values.get(name) for name in kinds)])
    return RowBatch(record_type.type_name, list(kinds), listed)


def kind_value(value: Any) -> Any:
    """A value of a YAML or CSV file as a kind dumps it."""
    return tuple(str(part) for part in value) if isinstance(value, list) else value


def _territories() -> RowBatch:
    aliases: dict[str, list[str]] = {}
    for row in _csv("territory_aliases"):
        aliases.setdefault(row["code"], []).append(row["alias"])
    return _batch(
        Territory,
        (
            _territory(row, aliases.get(row["code"], []))
            for name in ("territories_kg", "regions_kz")
            for row in _csv(name)
        ),
    )


def _territory(row: dict[str, str], aliases: list[str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "level": row["level"],
        "parent": row["parent_code"],
        "name_ky": row.get("name_ky") or row.get("name_kk") or "",
        "name_ru": row["name_ru"],
        "name_en": row["name_en"],
        "aliases": [*aliases, row["iso3166_2"]] if row.get("iso3166_2") else aliases,
        "latitude": float(row["lat"]) if row["lat"] else None,
        "longitude": float(row["lon"]) if row["lon"] else None,
        "source": row["source"],
    }


def _csv(name: str) -> Iterator[dict[str, str]]:
    path = resource(f"reference/{name}.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _frameworks() -> Iterator[RowBatch]:
    names = sorted(path.stem for path in resource("frameworks").glob("*.yaml"))
    documents = [read_yaml(f"frameworks/{name}") for name in names]
    yield _batch(Framework, (_framework(document["framework"]) for document in documents))
    yield _batch(
        FrameworkItem,
        (
            _item(item, document["framework"]["code"], number)
            for document in documents
            for number, item in enumerate(document["items"])
        ),
    )


def _framework(given: dict[str, Any]) -> dict[str, Any]:
    names = Framework.kinds()
    return {name: value for name, value in given.items() if name in names}


def _item(given: dict[str, Any], framework: str, number: int) -> dict[str, Any]:
    names = FrameworkItem.kinds()
    values = {name: value for name, value in given.items() if name in names}
    values |= {"framework": framework, "sequence": number, "no": str(given.get("no") or "")}
    return values
