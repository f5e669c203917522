"""Unpacking: the tables of a package read back, every value checked, nothing believed."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, islice
from struct import Struct
from typing import IO, Annotated, Any, Union

import msgspec

from app.exchange.columns import (
    ENTRY_COLUMNS,
    STAMP_COLUMNS,
    Column,
    Hex,
    Ids,
    Row,
    TableHead,
    key_of,
    kind_of,
)
from app.exchange.deriving import derived_ids
from app.exchange.salvage import BYTES_LIMIT, HOLE, Bad, Dangling, Salvage, TooLong
from app.exchange.signing import Unsound
from app.model import RECORD_TYPES, Stored
from app.model.ids import ID_SIZE
from app.model.kinds import Kind
from app.model.stamp import STAMP_SIZE
from app.storage import EntryBatch, RowBatch
from app.storage.quarantine import QuarantineBatch

LINE_LIMIT = 1024 * 1024
TABLE_LIMIT = 1024**3
WINDOW_LIMIT = 8 * 1024 * 1024
NUMBER_LIMIT = 2**53
_MS_LIMIT = 2**48
_NUMBERS = {int, float}
_pack_stamp = Struct(">Q8s").pack
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


Batch = RowBatch | EntryBatch | QuarantineBatch


def read_rows(
    file: IO[bytes], head: TableHead, ids: Ids, devices: Sequence[bytes], *, keep_ids: bool
) -> Iterator[Batch]:
    """The new records of a table, checked value by value; raises `Unsound`."""
    yield from _read(_Rows(head, ids, devices, keep_ids=keep_ids), file, head.lines, head.size)


def read_entries(
    file: IO[bytes], lines: int, size: int, ids: Ids, devices: Sequence[bytes]
) -> Iterator[Batch]:
    """The entries, checked against the kinds that are known here; raises `Unsound`."""
    yield from _read(_Entries(ids, devices), file, lines, size)


def read_again(content: str) -> RowBatch | EntryBatch:
    """A line that was set aside, tried once more by this program; raises `Unsound`."""
    kept = json.loads(content)
    ids, devices = Ids(), [bytes.fromhex(kept["device"])]
    type_name = kept["path"].partition("/")[2]
    columns = tuple(Column(*each) for each in kept["columns"])
    table: _Table = (
        _Rows(TableHead(type_name, columns, 1, 0), ids, devices, keep_ids=False)
        if type_name
        else _Entries(ids, devices)
    )
    return table.batch(_rows(table, kept["line"].encode()))


class _Table(ABC):
    """A table on its way in; `ms` are the milliseconds of the last line that was read."""

    def __init__(self, path: str, columns: Sequence[Column], form: Any) -> None:
        self.path = path
        self.columns = columns
        self.names = tuple(column.name for column in columns)
        self.decode = _decoder(form).decode_lines
        self.ms = 0
        self.salvage: Salvage

    @abstractmethod
    def batch(self, lines: list[Row]) -> RowBatch | EntryBatch:
        """These lines, checked; nothing is changed when one of them raises `Unsound`."""

    def leave_out(self, bad: Bad) -> None:
        """Go on after a line that was set aside."""
        self.ms = bad.ms


class _Rows(_Table):
    """The new records of one type."""

    def __init__(
        self, head: TableHead, ids: Ids, devices: Sequence[bytes], *, keep_ids: bool
    ) -> None:
        names = tuple(column.name for column in head.columns)
        self._has_id = "_id" in names
        if names[: 3 + self._has_id] != (*STAMP_COLUMNS, "_id")[: 3 + self._has_id]:
            raise Unsound(f"{head.type_name}: columns")
        forms = tuple(_form(head.type_name, column) for column in head.columns[3:])
        self._forms = (_Place, _Ms, _Count, *forms)
        path = f"rows/{head.type_name}"
        super().__init__(path, head.columns, tuple.__class_getitem__(self._forms))
        self.salvage = Salvage(path, head.columns, ids, devices)
        self._head, self._all_ids, self._devices = head, ids, devices
        self._known = ids.lists.setdefault(head.type_name, []) if keep_ids else None

    def batch(self, lines: list[Row]) -> RowBatch:
        head = self._head
        columns = list(zip(*lines, strict=True))
        stamps, ms = _join_stamps(columns[:3], self.ms, self._devices)
        values = [
            _values(column, each, self._all_ids, is_hex=form is _LinkValue)
            for column, form, each in zip(head.columns, self._forms, columns, strict=True)
        ][3 + self._has_id :]
        given = columns[3] if self._has_id else (None,) * len(lines)
        row_ids = _ids(head, given, values)
        self.ms = ms
        if self._known is not None:
            self._known += row_ids
        rows = list(zip(row_ids, stamps, *values, strict=True))
        return RowBatch(head.type_name, head.fields, rows)

    def leave_out(self, bad: Bad) -> None:
        super().leave_out(bad)
        if self._known is not None:
            self._known.append(bad.id or HOLE)


class _Entries(_Table):
    """Settings of single fields."""

    def __init__(self, ids: Ids, devices: Sequence[bytes]) -> None:
        columns = tuple(Column(name, "") for name in ENTRY_COLUMNS)
        super().__init__("entries", columns, _ENTRY_FORM)
        self.salvage = Salvage("entries", columns, ids, devices)
        self._all_ids, self._devices = ids, devices

    def batch(self, lines: list[Row]) -> EntryBatch:
        *stamped, types, numbers, names, values, prevs = zip(*lines, strict=True)
        stamps, ms = _join_stamps(stamped, self.ms, self._devices)
        try:
            ids = _entry_ids(types, numbers, self._all_ids)
            stored = _entry_values(types, names, values)
            known = _entry_prevs(prevs)
        except (IndexError, KeyError) as error:
            raise Dangling(f"entry: {error}") from error
        except ValueError as error:
            raise Unsound(f"entry: {error}") from error
        self.ms = ms
        return EntryBatch(list(zip(types, ids, names, stamps, stored, known, strict=True)))


def _read(table: _Table, file: IO[bytes], lines: int, size: int) -> Iterator[Batch]:
    """The lines after the first, some thousands at a time; line by line where one is bad."""
    seen = 0
    for body in _bodies(file, table.names, size):
        try:
            rows = _rows(table, body)
            batches: list[Batch] = [table.batch(rows)] if rows else []
            seen += len(rows)
        except Unsound:
            batches = _line_by_line(table, body)
            seen += sum(len(batch.rows) for batch in batches)
        yield from batches
    if seen != lines:
        raise Unsound("another number of lines than the manifest says")


def _line_by_line(table: _Table, body: bytes) -> list[Batch]:
    """A piece in which something is bad: the good lines, and those that are set aside."""
    good: list[Batch] = []
    bad: list[Bad] = []
    for line in body[:-1].split(b"\n"):
        try:
            rows = _rows(table, line)
            if len(rows) != 1:
                raise Unsound("a line is empty")
            good.append(table.batch(rows))
        except Unsound as error:
            bad.append(table.salvage.aside(line, table.ms, error))
            table.leave_out(bad[-1])
    held: list[Batch] = [QuarantineBatch([one.held for one in bad])]
    return _joined(good) + held


def _joined(batches: list[Batch]) -> list[Batch]:
    """Batches of one line each as one batch."""
    if not batches:
        return []
    rows = [row for batch in batches for row in batch.rows]
    return [batches[0]._replace(rows=rows)]  # type: ignore[arg-type]


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


def _bodies(file: IO[bytes], names: tuple[str, ...], size: int) -> Iterator[bytes]:
    """Whole lines after the first, which names the columns."""
    for n, text in enumerate(_whole_lines(file, size)):
        body = text
        if n == 0:
            first, _, body = text.partition(b"\n")
            if _decoded(_decoder(tuple[str, ...]).decode, first) != names:
                raise Unsound("the columns are not those of the manifest")
        if body:
            yield body


def _rows(table: _Table, body: bytes) -> list[Row]:
    """Lines decoded; only the first of a piece can be too long."""
    at = body.find(b"\n")
    if (len(body) if at < 0 else at) > LINE_LIMIT:
        raise TooLong("a line is longer than allowed")
    rows: list[Row] = _decoded(table.decode, body)
    if b"\\u0000" in body and any(
        "\0" in value for row in rows for value in row if isinstance(value, str)
    ):
        raise Unsound("a text holds NUL")
    return rows


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
            if seen > size or len(left) > BYTES_LIMIT:
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
        of_devices = [devices[place] for place in columns[0]]
    except IndexError as error:
        raise Unsound("a device is not listed") from error
    moments = [ms << 16 | count for ms, count in zip(times, columns[2], strict=True)]
    return list(map(_pack_stamp, moments, of_devices)), times[-1]


def _values(column: Column, found: Sequence[Any], ids: Ids, *, is_hex: bool) -> Sequence[Any]:
    """The values of a column as they are stored: ids as bytes, numbers of records as their ids."""
    if not is_hex:
        return found
    known = ids.lists.get(column.reference, [])
    try:
        values = [
            known[value]
            if type(value) is int
            else (value if value is None else bytes.fromhex(value))
            for value in found
        ]
    except IndexError as error:
        raise Dangling(f"{column.name}: {error}") from error
    except ValueError as error:
        raise Unsound(f"{column.name}: {error}") from error
    if ids.bad_lines and HOLE in values:
        raise Dangling(f"{column.name}: refers to what was set aside")
    return values


def _ids(
    head: TableHead, given: Sequence[str | None], values: Sequence[Sequence[Any]]
) -> list[bytes]:
    """The ids of the records: as written, or derived from the key."""
    key = key_of(head.type_name) or (() if head.type_name in RECORD_TYPES else head.key)
    try:
        if None not in given:
            return [bytes.fromhex(text or "") for text in given]
        if not _is_told(head, key):
            raise Unsound(f"{head.type_name}: an id is missing")
        derived = derived_ids(head.type_name, [_key_values(head, name, values) for name in key])
        pairs = zip(given, derived, strict=True)
        return [own if text is None else bytes.fromhex(text) for text, own in pairs]
    except ValueError as error:
        raise Unsound(f"{head.type_name}: {error}") from error


def _is_told(head: TableHead, key: Sequence[str]) -> bool:
    """Whether ids can be derived; of a key only what may stay empty is left out of a table."""
    kinds = RECORD_TYPES[head.type_name].kinds() if head.type_name in RECORD_TYPES else {}
    needed = [name for name in key if name in kinds and kinds[name].required] or key[:1]
    return bool(key) and all(name in head.fields for name in needed)


def _key_values(head: TableHead, name: str, values: Sequence[Sequence[Any]]) -> Sequence[Any]:
    """A part of the key, line by line: a column that no line fills was left out."""
    return values[head.fields.index(name)] if name in head.fields else [None] * len(values[0])


def _entry_ids(types: Sequence[str], numbers: Sequence[str | int], ids: Ids) -> list[bytes]:
    if int in set(map(type, numbers)):
        pairs = zip(types, numbers, strict=True)
        found = [
            ids.lists[of][number] if type(number) is int else bytes.fromhex(number)  # type: ignore[arg-type]
            for of, number in pairs
        ]
    else:
        found = _parts(numbers, ID_SIZE)  # type: ignore[arg-type]
    if HOLE in found:
        raise Dangling("entry: refers to what was set aside")
    if set(map(len, found)) != {ID_SIZE}:
        raise Unsound("entry: an id of another length")
    return found


def _parts(texts: Sequence[str], size: int) -> list[bytes]:
    """Hexadecimal texts of one length as bytes."""
    parts = list(map(bytes.fromhex, texts))
    if set(map(len, texts)) - {2 * size} or set(map(len, parts)) - {size}:
        raise Unsound("entry: an id or stamp of another length")
    return parts


def _entry_values(
    types: Sequence[str], names: Sequence[str], values: Sequence[Any]
) -> Sequence[Stored]:
    """The values, each of a form its field can have."""
    stored = values
    if Hex in set(map(type, values)):
        stored = [bytes.fromhex(value.hex) if type(value) is Hex else value for value in values]
    forms = zip(types, names, map(type, stored), strict=True)
    for (of, name, form), value in dict(zip(forms, stored, strict=True)).items():
        kind = _named(of, name)
        every = [value]  # of text and bytes only the type counts; numbers have limits
        if form in _NUMBERS:
            rows = zip(types, names, stored, strict=True)
            every = [v for t, n, v in rows if (t, n, type(v)) == (of, name, form)]
        if kind is not None and not all(map(kind.accepts, every)):
            raise Unsound(f"entry: {of}.{name} has another form")
    return stored


def _entry_prevs(prevs: Sequence[Sequence[str]]) -> list[bytes]:
    """The stamps that each entry replaced, one after the other."""
    parts = _parts(list(chain.from_iterable(prevs)), STAMP_SIZE)
    if len(parts) == len(prevs) and set(map(len, prevs)) == {1}:
        return parts
    coming = iter(parts)
    return [b"".join(islice(coming, len(each))) for each in prevs]


@lru_cache(maxsize=10_000)
def _named(type_name: str, name: str) -> Kind | None:
    """The kind of a field of that name; raises `Unsound` when it could not be one's name at all."""
    if not (_NAME.fullmatch(type_name) and _NAME.fullmatch(name)):
        raise Unsound("not a name")
    return kind_of(type_name, name)
