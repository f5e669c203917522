"""Unpacking: the tables of a package read back, every value checked, nothing believed."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import IO, Annotated, Any, Union

import msgspec

from app.exchange.columns import (
    ENTRY_COLUMNS,
    STAMP_COLUMNS,
    Column,
    EntryRow,
    Hex,
    Ids,
    Row,
    TableHead,
    key_of,
    kind_of,
)
from app.exchange.deriving import derived_ids
from app.exchange.signing import Unsound
from app.model import Stored
from app.model.ids import ID_SIZE
from app.model.kinds import Kind
from app.model.stamp import STAMP_SIZE
from app.storage import EntryBatch, RowBatch

LINE_LIMIT = 1024 * 1024
TABLE_LIMIT = 1024**3
WINDOW_LIMIT = 8 * 1024 * 1024
NUMBER_LIMIT = 2**53
_MS_LIMIT = 2**48
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")

_Text = str | None
_Number = (
    Annotated[int, msgspec.Meta(ge=-NUMBER_LIMIT, le=NUMBER_LIMIT)]
    | Annotated[float, msgspec.Meta(ge=-NUMBER_LIMIT, le=NUMBER_LIMIT)]
    | None
)
_Flag = Annotated[int, msgspec.Meta(ge=0, le=1)] | None
_Place = Annotated[int, msgspec.Meta(ge=0, le=NUMBER_LIMIT)]
_Id = Annotated[str, msgspec.Meta(min_length=2 * ID_SIZE, max_length=2 * ID_SIZE)] | None
_LinkValue = Union[_Id, _Place]  # noqa: UP007 - msgspec wants the parts of an Annotated union so
_Ms = Annotated[int, msgspec.Meta(gt=-_MS_LIMIT, lt=_MS_LIMIT)]
_Count = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]
_Value = str | Annotated[int, msgspec.Meta(ge=-NUMBER_LIMIT, le=NUMBER_LIMIT)] | float | Hex | None
_ENTRY_FORM = tuple[_Place, _Ms, _Count, str, str | _Place, str, _Value, tuple[str, ...]]
_FORMS: dict[tuple[type, ...], Any] = {
    (str,): _Text,
    (int, float): _Number,
    (int,): _Flag,
    (bytes,): _LinkValue,
}
"""What a value in a package may look like, by what the kind's column stores."""
_SCHEMA_FORMS: dict[tuple[str, str], Any] = {
    ("string", ""): _Text,
    ("string", "hex"): _LinkValue,
    ("integer", ""): _Number,
    ("number", ""): _Number,
}


def read_rows(
    file: IO[bytes], head: TableHead, ids: Ids, devices: Sequence[bytes], *, keep_ids: bool
) -> Iterator[RowBatch]:
    """The new records of a table, checked value by value; raises `Unsound`."""
    names = tuple(column.name for column in head.columns)
    has_id = "_id" in names
    if names[: 3 + has_id] != (*STAMP_COLUMNS, "_id")[: 3 + has_id]:
        raise Unsound(f"{head.type_name}: columns")
    forms = tuple(_form(head.type_name, column) for column in head.columns[3:])
    all_forms = (_Place, _Ms, _Count, *forms)
    form = tuple.__class_getitem__(all_forms)
    known = ids.lists.setdefault(head.type_name, []) if keep_ids else []
    ms = 0
    for lines in _chunks(file, names, form, head.lines, head.size):
        columns = list(zip(*lines, strict=True))
        stamps, ms = _join_stamps(columns[:3], ms, devices)
        values = [
            _values(column, each, ids, is_hex=form is _LinkValue)
            for column, form, each in zip(head.columns, all_forms, columns, strict=True)
        ][3 + has_id :]
        given = columns[3] if has_id else (None,) * len(lines)
        row_ids = _ids(head, given, values)
        if keep_ids:
            known += row_ids
        yield RowBatch(
            head.type_name, head.fields, list(zip(row_ids, stamps, *values, strict=True))
        )


def _form(type_name: str, column: Column) -> Any:
    if column.name == "_id":
        return _Id
    kind = _named(type_name, column.name)
    if kind is not None:
        return _FORMS[kind.stored_as]
    try:
        return _SCHEMA_FORMS[column.type, column.format]
    except KeyError as error:
        raise Unsound(f"{type_name}.{column.name}: unknown form") from error


@cache
def _decoder(form: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(form)


def _chunks(
    file: IO[bytes], names: tuple[str, ...], form: Any, lines: int, size: int
) -> Iterator[list[Row]]:
    """The lines after the first, decoded and counted, some thousands at a time."""
    decode = _decoder(form).decode_lines
    seen = 0
    for n, text in enumerate(_whole_lines(file, size)):
        body = text
        if n == 0:
            first, _, body = text.partition(b"\n")
            if _decoded(_decoder(tuple[str, ...]).decode, first) != names:
                raise Unsound("the columns are not those of the manifest")
        rows: list[Row] = _decoded(decode, body) if body else []
        if b"\\u0000" in body and any(
            "\0" in value for row in rows for value in row if isinstance(value, str)
        ):
            raise Unsound("a text holds NUL")
        seen += len(rows)
        if rows:
            yield rows
    if seen != lines:
        raise Unsound("another number of lines than the manifest says")


def _decoded(decode: Callable[[bytes], Any], data: bytes) -> Any:
    try:
        return decode(data)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise Unsound(f"line: {error}") from error


def _whole_lines(file: IO[bytes], size: int) -> Iterator[bytes]:
    """Unpacked text in pieces that end at a line's end; never more than was announced."""
    import zstandard

    if size > TABLE_LIMIT:
        raise Unsound("the table is too long")
    seen, left = 0, b""
    unpacker = zstandard.ZstdDecompressor(max_window_size=WINDOW_LIMIT).stream_reader(file)
    try:
        while piece := unpacker.read(LINE_LIMIT):
            seen += len(piece)
            at = piece.rfind(b"\n") + 1
            if seen > size or len(left) + (piece.find(b"\n") if at else len(piece)) > LINE_LIMIT:
                raise Unsound("a table or a line is longer than allowed")
            if at:
                yield left + piece[:at]
            left = piece[at:] if at else left + piece
    except zstandard.ZstdError as error:
        raise Unsound(f"zstd: {error}") from error
    if left or seen != size:
        raise Unsound("the table has another length")


def _join_stamps(
    columns: Sequence[Sequence[Any]], before: int, devices: Sequence[bytes]
) -> tuple[list[bytes], int]:
    """The stamps of some lines, and the milliseconds of the last."""
    times = list(accumulate(columns[1], initial=before))[1:]
    if not 0 <= min(times) <= max(times) < _MS_LIMIT:
        raise Unsound("a stamp is out of range")
    try:
        stamps = [
            (ms << 16 | count).to_bytes(8, "big") + devices[place]
            for place, ms, count in zip(columns[0], times, columns[2], strict=True)
        ]
    except IndexError as error:
        raise Unsound("a device is not listed") from error
    return stamps, times[-1]


def _values(column: Column, found: Sequence[Any], ids: Ids, *, is_hex: bool) -> Sequence[Any]:
    """The values of a column as they are stored: ids as bytes, numbers of records as their ids."""
    if not is_hex:
        return found
    known = ids.lists.get(column.reference, [])
    try:
        return [
            known[value]
            if type(value) is int
            else (value if value is None else bytes.fromhex(value))
            for value in found
        ]
    except (IndexError, ValueError) as error:
        raise Unsound(f"{column.name}: {error}") from error


def _ids(
    head: TableHead, given: Sequence[str | None], values: Sequence[Sequence[Any]]
) -> list[bytes]:
    """The ids of the records: as written, or derived from the key."""
    key = key_of(head.type_name)
    try:
        if None not in given:
            return [bytes.fromhex(text or "") for text in given]
        if not key or not all(name in head.fields for name in key):
            raise Unsound(f"{head.type_name}: an id is missing")
        derived = derived_ids(head.type_name, [values[head.fields.index(name)] for name in key])
        pairs = zip(given, derived, strict=True)
        return [own if text is None else bytes.fromhex(text) for text, own in pairs]
    except ValueError as error:
        raise Unsound(f"{head.type_name}: {error}") from error


def read_entries(
    file: IO[bytes], lines: int, size: int, ids: Ids, devices: Sequence[bytes]
) -> Iterator[EntryBatch]:
    """The entries, checked against the kinds that are known here; raises `Unsound`."""
    ms = 0
    for found in _chunks(file, ENTRY_COLUMNS, _ENTRY_FORM, lines, size):
        columns = list(zip(*found, strict=True))
        stamps, ms = _join_stamps(columns[:3], ms, devices)
        try:
            entries = [_entry(stamp, row, ids) for stamp, row in zip(stamps, found, strict=True)]
        except (ValueError, IndexError, KeyError) as error:
            raise Unsound(f"entry: {error}") from error
        yield EntryBatch(entries)


def _entry(stamp: bytes, row: Row, ids: Ids) -> EntryRow:
    _, _, _, type_name, number, name, value, prev = row
    record_id = ids.lists[type_name][number] if type(number) is int else bytes.fromhex(number)
    stored: Stored = bytes.fromhex(value.hex) if type(value) is Hex else value
    kind = _named(type_name, name)
    if len(record_id) != ID_SIZE or any(len(each) != 2 * STAMP_SIZE for each in prev):
        raise Unsound("entry: an id or stamp of another length")
    if kind is not None and not kind.accepts(stored):
        raise Unsound(f"entry: {type_name}.{name} has another form")
    return type_name, record_id, name, stamp, stored, bytes.fromhex("".join(prev))


@lru_cache(maxsize=10_000)
def _named(type_name: str, name: str) -> Kind | None:
    """The kind of a field of that name; raises `Unsound` when it could not be one's name at all."""
    if not (_NAME.fullmatch(type_name) and _NAME.fullmatch(name)):
        raise Unsound("not a name")
    return kind_of(type_name, name)
