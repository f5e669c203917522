"""The store's tables, step by step.

A step is never changed once released, and imports no record type: it speaks of the tables as they
were on its day.
"""

from typing import TYPE_CHECKING, Any

from app.storage import news
from app.storage.connection import Connection
from app.storage.migrations_documents import (
    m0008_documents,
    m0009_report_texts,
    m0013_texts_by_goal,
)
from app.storage.migrations_participation import m0011_participation, m0014_rows_that_go
from app.storage.migrations_plans import (
    m0005_plans,
    m0006_framework_versions,
    m0010_members_of_bodies,
)
from app.storage.migrations_surveys import m0002_surveys

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA_VERSION = 14
"""Raised by one with every step; an older program refuses a store with a higher one."""


def migrate(connection: Connection) -> None:
    """Bring the store up to this program's tables."""
    import sys

    import sqlcipher3

    # sqlite-utils looks for its exceptions under this name when the connection is not sqlite3's.
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    steps = Migrations("depter")
    for step in (
        m0001_first,
        m0002_surveys,
        m0003_content_keys,
        m0004_people_keys,
        m0005_plans,
        m0006_framework_versions,
        m0007_log_by_field,
        m0008_documents,
        m0009_report_texts,
        m0010_members_of_bodies,
        m0011_participation,
        m0012_news,
        m0013_texts_by_goal,
        m0014_rows_that_go,
    ):
        steps(name=step.__name__)(step)
    steps.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def m0001_first(db: "Database") -> None:
    """The tables of the first release: records, change log, search, exchange, settings."""
    for name, columns in _RECORDS_1.items():
        _create_records(db, name, columns)
    for name in _SEARCHED_1:
        db.execute(
            f"CREATE VIRTUAL TABLE search_{name} USING fts5(words, content='', "
            "contentless_delete=1, detail=none, prefix='2 3', tokenize='unicode61')"
        )
    for statement in _ALIKE_1.strip().split(";\n"):
        db.execute(statement)
    for table, column in _LINKS_1:
        db.table(table).create_index([column])
    for statement in _LOG_1.strip().split(";\n"):
        db.execute(statement)


def m0003_content_keys(db: "Database") -> None:
    """The keys of contents that travel in pieces of their own."""
    db.execute(
        "CREATE TABLE content_key (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, "
        "key TEXT NOT NULL, is_owed INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"
    )


def m0004_people_keys(db: "Database") -> None:
    """People's keys are made in another way: they are taken in anew when next asked for."""
    db.execute("INSERT INTO alike_person (alike_person) VALUES ('delete-all')")


def m0007_log_by_field(db: "Database") -> None:
    """The log lies in the order of records and fields, once: a million changes go in twice as fast.

    What one package brought is found by looking through the log, which only an undo does.
    """
    db.execute(
        "CREATE TABLE log (type TEXT NOT NULL, id BLOB NOT NULL, field TEXT NOT NULL, "
        "stamp BLOB NOT NULL, value, prev BLOB NOT NULL, package INTEGER, "
        "PRIMARY KEY (id, field, stamp)) WITHOUT ROWID"
    )
    db.execute(
        "INSERT INTO log SELECT type, id, field, stamp, value, prev, package FROM entry "
        "ORDER BY id, field, stamp"
    )
    db.execute("DROP TABLE entry")
    db.execute("ALTER TABLE log RENAME TO entry")


def m0012_news(db: "Database") -> None:
    """Where lies what somebody lacks: noted as it comes, so that giving looks through little.

    What stands in these tables is derived, so it is filled as the program of the day reads it.
    """
    db.execute(
        "CREATE TABLE row_news (type TEXT NOT NULL, block INTEGER NOT NULL, device BLOB NOT NULL, "
        "upto BLOB NOT NULL, PRIMARY KEY (type, block, device)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE entry_news (device BLOB NOT NULL, upto BLOB NOT NULL, part INTEGER NOT NULL, "
        "ids BLOB NOT NULL, PRIMARY KEY (device, upto, part)) WITHOUT ROWID"
    )
    news.rebuild(db.conn)


def _create_records(db: "Database", name: str, columns: dict[str, Any]) -> None:
    bookkeeping = {"_row": int, "id": bytes}
    log = {"_stamp": bytes, "_package": int, "_deleted": int}
    table = db.table(name)
    table.create(
        {**bookkeeping, **columns, **log},
        pk="_row",
        not_null={"id", "_stamp", "_deleted"},
        defaults={"_deleted": 0},
    )
    table.create_index(["id"], unique=True)


_LOG_1 = """
CREATE TABLE entry (_row INTEGER PRIMARY KEY, type TEXT NOT NULL, id BLOB NOT NULL, field TEXT
    NOT NULL, stamp BLOB NOT NULL, value, prev BLOB NOT NULL, package INTEGER);
CREATE UNIQUE INDEX entry_of_field ON entry (id, field, stamp);
CREATE INDEX entry_of_package ON entry (package);
CREATE TABLE conflict (type TEXT NOT NULL, id BLOB NOT NULL, field TEXT NOT NULL, PRIMARY KEY
    (id, field)) WITHOUT ROWID;
CREATE TABLE package (package INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, device BLOB NOT
    NULL, number INTEGER NOT NULL, previous TEXT NOT NULL, made_at TEXT NOT NULL, received_at
    TEXT NOT NULL, file_name TEXT NOT NULL, counts TEXT NOT NULL,
    undone_at TEXT NOT NULL DEFAULT '');
CREATE TABLE package_interval (package INTEGER NOT NULL, device BLOB NOT NULL,
    after BLOB NOT NULL, upto BLOB NOT NULL, PRIMARY KEY (package, device, after)) WITHOUT ROWID;
CREATE TABLE quarantine (no INTEGER PRIMARY KEY, package INTEGER NOT NULL, stamp BLOB NOT NULL,
    type TEXT NOT NULL, id BLOB, field TEXT NOT NULL, reason TEXT NOT NULL, content TEXT NOT NULL);
CREATE INDEX quarantine_of_package ON quarantine (package, stamp);
CREATE INDEX receipt_of_sender ON receipt (sender);
CREATE TABLE given (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, made_at TEXT NOT NULL,
    file_name TEXT NOT NULL, receivers TEXT NOT NULL, size INTEGER NOT NULL, upto BLOB NOT NULL,
    counts TEXT NOT NULL);
CREATE TABLE coverage (device BLOB NOT NULL, after BLOB NOT NULL, upto BLOB NOT NULL, PRIMARY
    KEY (device, after)) WITHOUT ROWID;
CREATE TABLE peer (device BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, territory
    TEXT NOT NULL, sign_key BLOB NOT NULL, recipient TEXT NOT NULL, vector TEXT NOT NULL,
    first_seen_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE draft (place TEXT PRIMARY KEY, content TEXT NOT NULL, at TEXT NOT NULL) WITHOUT
    ROWID;
CREATE TABLE audit (no INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL, facts TEXT NOT
    NULL, hash TEXT NOT NULL);
"""

_ALIKE_1 = """
CREATE VIRTUAL TABLE alike_person USING fts5(words, content='', contentless_delete=1, detail=none,
    tokenize="ascii tokenchars '._'");
CREATE VIRTUAL TABLE alike_person_count USING fts5vocab(alike_person, row);
CREATE VIRTUAL TABLE alike_person_of USING fts5vocab(alike_person, instance)
"""

_RECORDS_1: dict[str, dict[str, Any]] = {
    "device": {
        "code": str,
        "name": str,
        "role": str,
        "territory": str,
        "machine": str,
    },
    "receipt": {
        "package": str,
        "receiver": str,
        "sender": str,
        "number": int,
        "received_on": str,
        "new": int,
        "updated": int,
        "identical": int,
        "conflicts": str,
        "quarantined": str,
        "is_undone": int,
    },
    "suspect_clock": {
        "device": str,
        "noticed_by": str,
        "beyond": int,
        "seen": int,
    },
    "territory": {
        "code": str,
        "level": str,
        "parent": str,
        "name_ky": str,
        "name_ru": str,
        "name_en": str,
        "aliases": str,
        "latitude": int,
        "longitude": int,
        "valid_from": str,
        "valid_to": str,
        "successor": str,
        "source": str,
    },
    "framework": {
        "code": str,
        "title_ky": str,
        "title_ru": str,
        "title_en": str,
        "country": str,
        "period_from": int,
        "period_to": int,
        "kind": str,
        "status": str,
        "status_note": str,
        "source": str,
    },
    "framework_item": {
        "code": str,
        "framework": str,
        "parent": str,
        "type": str,
        "level": str,
        "no": str,
        "sequence": int,
        "text_ky": str,
        "text_ru": str,
        "text_en": str,
        "participants": str,
        "executors": str,
        "deadline": str,
        "expected_results": str,
        "regions": str,
        "note": str,
    },
    "organisation": {
        "name": str,
        "short_name": str,
        "kind": str,
        "territory": str,
        "address": str,
        "phone": str,
        "email": str,
        "website": str,
        "contact": str,
    },
    "project": {
        "title": str,
        "donor": str,
        "implementers": str,
        "authority": str,
        "partners": str,
        "period_from": str,
        "period_to": str,
        "budget": int,
        "currency": str,
        "coverage": str,
        "directions": str,
    },
    "venue": {
        "name": str,
        "address": str,
        "territory": str,
        "is_accessible": int,
        "capacity": int,
    },
    "person": {
        "surname": str,
        "name": str,
        "patronymic": str,
        "sex": str,
        "birth_year": int,
        "age_group": str,
        "phone": str,
        "email": str,
        "organisation": str,
        "position": str,
        "territory": str,
        "village": str,
        "categories": str,
        "kenesh_convocation": str,
        "disability": str,
        "social_status": str,
        "languages": str,
        "note": str,
        "duplicate_of": bytes,
    },
    "distinction": {
        "one": bytes,
        "other": bytes,
    },
    "redaction": {
        "person": bytes,
        "demanded_on": str,
        "reason": str,
    },
    "consent": {
        "person": bytes,
        "given_on": str,
        "form": str,
        "scope": str,
        "withdrawn_on": str,
        "scan": str,
        "note": str,
    },
    "event": {
        "title": str,
        "code": str,
        "type": str,
        "mode": str,
        "status": str,
        "date_from": str,
        "date_to": str,
        "time_from": str,
        "time_to": str,
        "territory": str,
        "venue": bytes,
        "venue_text": str,
        "project": bytes,
        "topics": str,
        "languages": str,
        "objectives": str,
        "tasks": str,
        "framework_items": str,
        "target_audience": str,
        "audience_text": str,
        "planned_count": int,
        "attendance_by": str,
        "results": str,
        "link": str,
        "note": str,
    },
    "agenda_item": {
        "event": bytes,
        "day": str,
        "time_from": str,
        "time_to": str,
        "kind": str,
        "title": str,
        "speaker": str,
        "module": str,
        "materials": str,
        "framework_items": str,
        "sequence": int,
    },
    "event_organisation": {
        "event": bytes,
        "organisation": bytes,
        "role": str,
        "sequence": int,
    },
    "event_person": {
        "event": bytes,
        "person": bytes,
        "role": str,
        "position": str,
        "sequence": int,
    },
    "registration": {
        "event": bytes,
        "person": bytes,
        "category": str,
        "organisation": str,
        "position": str,
        "territory": str,
        "age": int,
        "channel": str,
        "status": str,
        "note": str,
    },
    "attendance": {
        "registration": bytes,
        "day": str,
        "part": str,
        "is_present": int,
    },
    "headcount": {
        "event": bytes,
        "day": str,
        "sex": str,
        "age_group": str,
        "category": str,
        "number": int,
        "qualifier": str,
        "note": str,
    },
    "reach_figure": {
        "event": bytes,
        "kind": str,
        "value": int,
        "qualifier": str,
        "period": str,
        "territory": str,
        "evidence": str,
    },
    "product": {
        "title": str,
        "kind": str,
        "language": str,
        "version": str,
        "project": bytes,
        "file": str,
    },
    "distribution": {
        "product": bytes,
        "event": bytes,
        "recipient": str,
        "territory": str,
        "copies": int,
        "day": str,
    },
    "attachment": {
        "event": bytes,
        "person": bytes,
        "kind": str,
        "title": str,
        "file": str,
        "file_name": str,
        "media_type": str,
        "size": int,
        "taken_on": str,
    },
    "note": {
        "event": bytes,
        "agenda_item": bytes,
        "kind": str,
        "theme": str,
        "group_name": str,
        "text": str,
        "territory": str,
        "framework_items": str,
        "sequence": int,
    },
}

_SEARCHED_1 = (
    "territory",
    "framework",
    "framework_item",
    "organisation",
    "project",
    "venue",
    "person",
    "event",
    "product",
    "note",
)
_LINKS_1 = (
    ("person", "duplicate_of"),
    ("distinction", "one"),
    ("distinction", "other"),
    ("redaction", "person"),
    ("consent", "person"),
    ("event", "venue"),
    ("event", "project"),
    ("agenda_item", "event"),
    ("event_organisation", "event"),
    ("event_organisation", "organisation"),
    ("event_person", "event"),
    ("event_person", "person"),
    ("registration", "event"),
    ("registration", "person"),
    ("attendance", "registration"),
    ("headcount", "event"),
    ("reach_figure", "event"),
    ("product", "project"),
    ("distribution", "product"),
    ("distribution", "event"),
    ("attachment", "event"),
    ("attachment", "person"),
    ("note", "event"),
    ("note", "agenda_item"),
)
