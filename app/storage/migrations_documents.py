"""The tables of documents: layouts, what was issued under a number, what is written in them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0008_documents(db: "Database") -> None:
    """Layouts of documents, and documents that were issued."""
    for name, columns in _TABLES:
        db.execute(
            f"CREATE TABLE {name} (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, "
            "_stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0, "
            f"{' '.join(columns.split())})"
        )
        db.execute(f"CREATE UNIQUE INDEX idx_{name}_id ON {name} (id)")
        db.execute(
            f"CREATE VIRTUAL TABLE search_{name} USING fts5(words, content='', "
            "contentless_delete=1, detail=none, prefix='2 3', tokenize='unicode61')"
        )
    for statement in _INDEXES:
        db.execute(statement)


def m0009_report_texts(db: "Database") -> None:
    """What people write in reports in their own words."""
    db.execute(
        "CREATE TABLE report_text (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, "
        "_stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0, "
        "report TEXT, section TEXT, written_in TEXT, event BLOB, territory TEXT, since TEXT, "
        "until TEXT, project BLOB, framework TEXT, text TEXT)"
    )
    db.execute("CREATE UNIQUE INDEX idx_report_text_id ON report_text (id)")
    for link in ("event", "project"):
        db.execute(
            f"CREATE INDEX idx_report_text_{link} ON report_text ({link}) WHERE {link} IS NOT NULL"
        )


def m0013_texts_by_goal(db: "Database") -> None:
    """Texts of reports on one goal, or on one type of event, are told from those on all."""
    db.execute("ALTER TABLE report_text ADD COLUMN goal TEXT")
    db.execute("ALTER TABLE report_text ADD COLUMN event_type TEXT")


_TABLES = (
    (
        "document_layout",
        """name TEXT, for_all INTEGER, documents TEXT, organisation BLOB, letterhead_ky TEXT,
        letterhead_ru TEXT, logo TEXT, margin_left INTEGER, margin_right INTEGER,
        margin_top INTEGER, margin_bottom INTEGER, face TEXT, size INTEGER, number_pattern TEXT,
        has_approval INTEGER, approval_ky TEXT, approval_ru TEXT, approval_name TEXT,
        signatures_ky TEXT, signatures_ru TEXT, footer TEXT, numbers_annexes INTEGER""",
    ),
    (
        "issued_document",
        """layout BLOB, report TEXT, title TEXT, unit TEXT, year INTEGER, number INTEGER,
        shown TEXT, issued_on TEXT""",
    ),
)
_INDEXES = (
    """CREATE INDEX idx_document_layout_organisation ON document_layout (organisation)
    WHERE organisation IS NOT NULL""",
    "CREATE INDEX idx_issued_document_layout ON issued_document (layout, year, unit, number)",
)
