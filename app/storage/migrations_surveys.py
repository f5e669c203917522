"""The tables of surveys: forms, filled forms, drafts, and what is derived from the answers.

The derived tables are outside the log. A filled form whose document changes or goes loses what was
derived from it in the same moment, by triggers; `answers` derives anew what is missing when it is
next asked. (There is no trigger on new rows: merges count the rows they bring.)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m0002_surveys(db: "Database") -> None:
    """Surveys, their versions and files, filled forms and theirs, drafts, and what is derived."""
    for tables in (_RECORDS, _LOCAL, _DERIVED):
        for statement in tables.strip().split(";\n"):
            db.execute(statement)
    for trigger in _TRIGGERS:
        db.execute(trigger)


_RECORDS = """
CREATE TABLE survey (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, form_id TEXT, title TEXT,
    purpose TEXT, is_withdrawn INTEGER,
    _stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX idx_survey_id ON survey (id);
CREATE VIRTUAL TABLE search_survey USING fts5(words, content='', contentless_delete=1, detail=none,
    prefix='2 3', tokenize='unicode61');
CREATE TABLE survey_version (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, survey BLOB, version TEXT,
    xform TEXT, title TEXT, languages TEXT, is_withdrawn INTEGER,
    _stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX idx_survey_version_id ON survey_version (id);
CREATE INDEX idx_survey_version_survey ON survey_version (survey);
CREATE TABLE survey_file (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, survey_version BLOB,
    name TEXT, file TEXT, kind TEXT,
    _stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX idx_survey_file_id ON survey_file (id);
CREATE INDEX idx_survey_file_survey_version ON survey_file (survey_version);
CREATE TABLE submission (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, _stamp BLOB NOT NULL,
    _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0, survey_version BLOB, collected_on TEXT,
    territory TEXT, event BLOB, person BLOB, code TEXT, group_name TEXT, round INTEGER,
    source TEXT, second_entry_of BLOB, instance_id TEXT, instance TEXT);
CREATE UNIQUE INDEX idx_submission_id ON submission (id);
CREATE INDEX idx_submission_asked ON submission (survey_version, _deleted, second_entry_of,
    collected_on, territory, event, group_name, round, person, source);
CREATE INDEX idx_submission_event ON submission (event) WHERE event IS NOT NULL;
CREATE INDEX idx_submission_person ON submission (person) WHERE person IS NOT NULL;
CREATE INDEX idx_submission_second_entry_of ON submission (second_entry_of)
    WHERE second_entry_of IS NOT NULL;
CREATE INDEX idx_submission_instance_id ON submission (instance_id);
CREATE TABLE submission_file (_row INTEGER PRIMARY KEY, id BLOB NOT NULL, submission BLOB,
    name TEXT, file TEXT,
    _stamp BLOB NOT NULL, _package INTEGER, _deleted INTEGER NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX idx_submission_file_id ON submission_file (id);
CREATE INDEX idx_submission_file_submission ON submission_file (submission)
"""

_LOCAL = """
DROP TABLE draft;
CREATE TABLE submission_draft (id BLOB PRIMARY KEY, survey_version BLOB NOT NULL, person BLOB,
    facts TEXT NOT NULL, files TEXT NOT NULL, place TEXT NOT NULL, document TEXT NOT NULL,
    is_edit INTEGER NOT NULL, started_at TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE given_content (number INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (number,
    sha256)) WITHOUT ROWID
"""

_DERIVED = """
CREATE TABLE answered_form (survey_version BLOB PRIMARY KEY, questions TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE submission_answers (submission INTEGER PRIMARY KEY, survey_version BLOB NOT NULL,
    answers TEXT NOT NULL);
CREATE TABLE answer_tally (survey_version BLOB NOT NULL, chunk INTEGER NOT NULL, question INTEGER
    NOT NULL, value TEXT NOT NULL, level INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY
    (survey_version, chunk, question, value, level)) WITHOUT ROWID;
CREATE TABLE answer_number (survey_version BLOB NOT NULL, chunk INTEGER NOT NULL, question INTEGER
    NOT NULL, slots BLOB NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY
    (survey_version, chunk, question)) WITHOUT ROWID;
CREATE TABLE stale_tally (survey_version BLOB NOT NULL, chunk INTEGER NOT NULL, PRIMARY KEY
    (survey_version, chunk)) WITHOUT ROWID
"""

_LET_GO = """
    INSERT OR IGNORE INTO stale_tally SELECT survey_version, submission >> 10
        FROM submission_answers WHERE submission = old._row;
    DELETE FROM answer_tally WHERE (survey_version, chunk) IN (SELECT survey_version,
        submission >> 10 FROM submission_answers WHERE submission = old._row);
    DELETE FROM answer_number WHERE (survey_version, chunk) IN (SELECT survey_version,
        submission >> 10 FROM submission_answers WHERE submission = old._row);
    DELETE FROM submission_answers WHERE submission = old._row;
"""
_TRIGGERS = (
    f"""CREATE TRIGGER submission_changed AFTER UPDATE OF survey_version, instance ON submission
    BEGIN {_LET_GO} END""",
    f"CREATE TRIGGER submission_gone AFTER DELETE ON submission BEGIN {_LET_GO} END",
)
