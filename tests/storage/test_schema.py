"""The tables the migrations make are the tables the record types declare."""

from app.model import RECORD_TYPES
from app.model.kinds import Link
from app.storage import Workspace
from app.storage.migrations import SCHEMA_VERSION
from app.storage.search import SEARCHED

BOOKKEEPING = {
    "_row": "INTEGER",
    "id": "BLOB",
    "_stamp": "BLOB",
    "_package": "INTEGER",
    "_deleted": "INTEGER",
}


def test_every_record_type_has_its_table_and_every_field_its_column(ws: Workspace) -> None:
    for name, record_type in RECORD_TYPES.items():
        columns = {
            row[0]: row[1]
            for row in ws.reader.execute("SELECT name, type FROM pragma_table_info(?)", (name,))
        }
        declared = {field: kind.column for field, kind in record_type.kinds().items()}
        assert columns == {**BOOKKEEPING, **declared}, name


def test_every_searched_type_has_its_index(ws: Workspace) -> None:
    tables = {row[0] for row in ws.reader.execute("SELECT name FROM sqlite_master")}
    assert {f"search_{name}" for name in SEARCHED} <= tables


def test_every_link_can_be_followed_back_quickly(ws: Workspace) -> None:
    for name, record_type in RECORD_TYPES.items():
        for field, kind in record_type.kinds().items():
            if isinstance(kind, Link):
                plan = ws.reader.execute(
                    f"EXPLAIN QUERY PLAN SELECT 1 FROM {name} WHERE {field} = x''"
                ).fetchone()
                assert "USING" in plan[3], (name, field)


def test_the_store_says_its_version(ws: Workspace) -> None:
    assert ws.reader.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
