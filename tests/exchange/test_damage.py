"""Damaged, foreign and hostile files are refused with the reason, and nothing is changed."""

import hashlib
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from app.exchange import Refused, export, look, merge, own_card, verify
from app.exchange.archive import Writer
from app.exchange.package import Package
from app.exchange.refusals import (
    FileMissing,
    PackageDamaged,
    PackageForeign,
    PackageMalformed,
    PackageNotForYou,
    PackageTooNew,
)
from app.exchange.sealing import FORMAT
from app.exchange.signing import public_key, signed
from app.storage import Workspace
from app.storage.merge import RowBatch
from app.storage.quarantine import QuarantineBatch
from tests.exchange.conftest import Forge, Notebooks
from tests.exchange.notebooks import hold_event, new_identity

Give = tuple[Workspace, Workspace, bytes]
SENDER, RECEIVER = new_identity(b"\1" * 8), new_identity(b"\2" * 8)


@pytest.fixture
def given(notebook: Notebooks, tmp_path: Path) -> Give:
    """A trainer, her unit, and a small package from the one to the other."""
    trainer, unit = notebook("Айгүл"), notebook("Бермет", "unit")
    hold_event(trainer, "Тренинг", people=1)
    path = export(trainer, [own_card(unit)], tmp_path).path
    data = path.read_bytes()
    path.unlink()
    return trainer, unit, data


def refused(path: Path, workspace: Workspace) -> Refused:
    """Why the file is not taken in."""
    (outcome,) = merge(workspace, [path])
    assert isinstance(outcome.refusal, Refused), outcome
    assert str(outcome.refusal).startswith(("“", "The content of “")), str(outcome.refusal)
    return outcome.refusal


def test_every_byte_that_is_changed_is_noticed(given: Give, tmp_path: Path) -> None:
    _, unit, data = given
    path = tmp_path / "a.depter"
    for at in range(len(data)):
        altered = bytearray(data)
        altered[at] ^= 1 << (at % 8)
        path.write_bytes(altered)
        with pytest.raises((PackageDamaged, PackageForeign, PackageTooNew)):
            Package(path, unit.identity)


def test_a_sample_of_changed_bytes_changes_nothing(given: Give, tmp_path: Path) -> None:
    _, unit, data = given
    path = tmp_path / "a.depter"
    before = unit.digest()
    for at in random.Random(7).sample(range(len(data)), 25):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])
        refused(path, unit)
    assert unit.digest() == before


def test_every_cut_is_noticed(given: Give, tmp_path: Path) -> None:
    _, unit, data = given
    path = tmp_path / "a.depter"
    lengths = {*range(0, len(data), 13), *range(120), *range(len(data) - 120, len(data))}
    for length in lengths:
        path.write_bytes(data[:length])
        with pytest.raises((PackageDamaged, PackageForeign)):
            Package(path, unit.identity)


def test_what_is_appended_is_noticed(given: Give, tmp_path: Path) -> None:
    _, unit, data = given
    path = tmp_path / "a.depter"
    path.write_bytes(data + b"\0")
    assert isinstance(refused(path, unit), PackageDamaged)


def test_a_package_for_somebody_else_does_not_open(
    given: Give, notebook: Notebooks, tmp_path: Path
) -> None:
    path = tmp_path / "a.depter"
    path.write_bytes(given[2])
    stranger = notebook("Чоочун")
    before = stranger.digest()
    assert isinstance(refused(path, stranger), PackageNotForYou)
    assert stranger.digest() == before


@pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04", b"x" * 100_000, b"{}\n"])
def test_a_foreign_file_is_said_to_be_one(given: Give, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photo.depter"
    path.write_bytes(content)
    assert isinstance(refused(path, given[1]), PackageForeign)
    with pytest.raises(PackageForeign):
        verify(path)


def test_a_file_that_is_not_there_is_said_so(given: Give, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        merge(given[1], [tmp_path / "gone.depter"])
    with pytest.raises(FileMissing):
        verify(tmp_path / "gone.depter")


def test_a_newer_format_is_refused_kindly(given: Give, tmp_path: Path) -> None:
    trainer, unit, data = given
    line, _, body = data.split(b"\n", 2)
    facts = json.loads(line) | {"version": "2.0", "news": "unknown"}
    path = tmp_path / "a.depter"
    path.write_bytes(signed(facts, trainer.identity.sign_key) + body)
    reason = refused(path, unit)
    assert isinstance(reason, PackageTooNew)
    assert "newer Depter" in str(reason)


def test_a_higher_minor_version_is_read(given: Give, tmp_path: Path) -> None:
    """The header says 1.7 and bears an unknown member; only the manifest must agree."""
    trainer, unit, data = given
    line, _, body = data.split(b"\n", 2)
    path = tmp_path / "a.depter"
    facts = json.loads(line) | {"news": "unknown"}
    path.write_bytes(signed(facts, trainer.identity.sign_key) + body)
    assert merge(unit, [path])[0].refusal is None


def test_the_sealed_body_of_another_cannot_be_signed_anew(given: Give, tmp_path: Path) -> None:
    _, unit, data = given
    thief = new_identity()
    line, _, body = data.split(b"\n", 2)
    facts = json.loads(line)
    facts |= {"signer": public_key(thief.sign_key).hex(), "device": thief.device.hex()}
    path = tmp_path / "a.depter"
    path.write_bytes(signed(facts, thief.sign_key) + body)
    assert isinstance(refused(path, unit), PackageMalformed)


def manifest_of(**changes: Any) -> dict[str, Any]:
    """A manifest that is sound, but for these members of its own part."""
    key = public_key(SENDER.sign_key).hex()
    recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    sender = {
        "device": SENDER.device.hex(), "key": key, "recipient": recipient, "name": "A",
        "role": "trainer", "territory": "KG", "created_at": "2026-05-12T09:00:00Z",
    }  # fmt: skip
    own = {
        "version": "1.0", "program": "0", "number": 1, "previous": "", "created_at": "x",
        "sender": sender, "everything": True, "carries": {}, "knows": {},
        "devices": [SENDER.device.hex()], "counts": {"rows": 0, "entries": 0, "attachments": 0},
    }  # fmt: skip
    return {"depter": own | changes, "resources": []}


def packed(text_lines: list[str], columns: list[dict[str, str]], **facts: Any) -> bytes:
    """An archive with one table of people in these lines."""
    text = "\n".join(text_lines).encode() + b"\n"
    content = zstandard.ZstdCompressor().compress(text)
    resource = {
        "name": "person", "path": "rows/person.ndjson.zst", "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "lines": len(text_lines) - 1,
        "size": len(text), "schema": {"fields": columns},
    } | facts  # fmt: skip
    counts = {"rows": resource["lines"], "entries": 0, "attachments": 0}
    manifest = manifest_of(counts=counts) | {"resources": [resource]}
    file = io.BytesIO()
    with Writer(file) as archive:
        archive.add("rows/person.ndjson.zst", content)
        archive.add("datapackage.json", json.dumps(manifest).encode())
    return file.getvalue()


HEAD = ["_device", "_ms", "_count", "_id", "name", "birth_year"]
TYPES = ["integer", "integer", "integer", "string", "string", "integer"]
COLUMNS = [{"name": name, "type": kind} for name, kind in zip(HEAD, TYPES, strict=True)]
COLUMNS[3]["format"] = "hex"
GOOD = [0, 1, 0, "0" * 32, "Айгүл", 1985]
HEADLINE = json.dumps(HEAD)


def read_all(path: Path) -> int:
    """Read a package to its end; answers how many records it has."""
    with Package(path, RECEIVER) as package:
        rows = sum(len(batch.rows) for batch in package.batches())
        return rows + sum(len(batch.rows) for batch in package.entries())


def test_the_hand_made_package_is_sound_when_nothing_is_wrong_with_it(forge: Forge) -> None:
    path = forge(packed([HEADLINE, json.dumps(GOOD)], COLUMNS), SENDER, RECEIVER)
    assert read_all(path) == 1


@pytest.mark.parametrize(
    "line",
    [
        '[0,1,0,"%s","a",NaN]' % ("0" * 32),
        '[0,1,0,"%s","a",1e999]' % ("0" * 32),
        '[0,1,0,"%s","a",9223372036854775808]' % ("0" * 32),
        '[0,1,0,"%s","a","1985"]' % ("0" * 32),
        '[0,1,0,"%s","a\\u0000b",1985]' % ("0" * 32),
        '[0,1,0,"%s","\\ud800",1985]' % ("0" * 32),
        '[0,1,0,"%s",["a"],1985]' % ("0" * 32),
        '[0,1,0,"%s",{"a":1},1985]' % ("0" * 32),
        '[0,1,0,"%s","a"]' % ("0" * 32),
        '[0,1,0,"%s","a",1,2]' % ("0" * 32),
        '[0,1,0,"00","a",1985]',
        '[0,1,0,"%s","a",1985]' % ("z" * 32),
        '[0,1,0,null,"a",1985]',
        '[0,1,0,"%s","long",1985]'.replace("long", "x" * 1_100_000) % ("0" * 32),
    ],
    ids=lambda line: line[:60],
)  # fmt: skip
def test_a_line_with_a_bad_value_is_set_aside_and_the_rest_is_read(forge: Forge, line: str) -> None:
    lines = [HEADLINE, json.dumps(GOOD), line, json.dumps(GOOD)]
    path = forge(packed(lines, COLUMNS), SENDER, RECEIVER)
    with Package(path, RECEIVER) as package:
        batches = list(package.batches())
    rows = [row for batch in batches if isinstance(batch, RowBatch) for row in batch.rows]
    held = [row for batch in batches if isinstance(batch, QuarantineBatch) for row in batch.rows]
    assert [bytes(row[1] or b"")[:6].hex() for row in rows] == ["000000000001", "000000000003"]
    assert [one.stamp[:6].hex() for one in held] == ["000000000002"]
    assert package.quarantined == 1


@pytest.mark.parametrize(
    "line",
    [
        '[0,1,70000,"%s","a",1985]' % ("0" * 32),
        '[0,-1,0,"%s","a",1985]' % ("0" * 32),
        '[0,281474976710656,0,"%s","a",1985]' % ("0" * 32),
        '[7,1,0,"%s","a",1985]' % ("0" * 32),
        '[-1,1,0,"%s","a",1985]' % ("0" * 32),
        "{}",
        "",
        "[" * 5000,
        "not json",
    ],
    ids=lambda line: line[:60],
)  # fmt: skip
def test_a_line_without_a_stamp_makes_the_package_unsound(forge: Forge, line: str) -> None:
    path = forge(packed([HEADLINE, line], COLUMNS), SENDER, RECEIVER)
    with pytest.raises(PackageMalformed):
        read_all(path)


def test_a_text_that_only_speaks_of_nul_is_kept(forge: Forge) -> None:
    line = json.dumps([*GOOD[:4], "\\u0000", 1985])
    assert read_all(forge(packed([HEADLINE, line], COLUMNS), SENDER, RECEIVER)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"lines": 2},
        {"size": 10},
        {"size": 2**40},
        {"lines": -1},
        {"lines": True},
        {"bytes": 1},
        {"hash": "sha256:" + "0" * 64},
        {"hash": "md5:00"},
        {"path": "../person.ndjson.zst"},
        {"path": "rows/person; DROP TABLE person.ndjson.zst"},
        {"schema": {"fields": [*COLUMNS[:-1], {"name": "news", "type": "any"}]}},
        {"schema": {"fields": COLUMNS[:-1]}},
        {"schema": {"fields": [*COLUMNS[:-1], {"name": "x); DROP TABLE y", "type": "string"}]}},
        {"schema": {"fields": [{"name": f"c{n}", "type": "string"} for n in range(50_000)]}},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_that_says_otherwise_is_refused(forge: Forge, facts: dict[str, Any]) -> None:
    path = forge(packed([HEADLINE, json.dumps(GOOD)], COLUMNS, **facts), SENDER, RECEIVER)
    with pytest.raises(PackageMalformed):
        read_all(path)


@pytest.mark.parametrize(
    "change",
    [
        {"devices": ["0" * 16]},
        {"devices": ["01" * 8, "01" * 8]},
        {"counts": {"rows": 5, "entries": 0, "attachments": 0}},
        {"number": 2},
        {"previous": "0" * 64},
        {"version": "1.1"},
        {"carries": {"01" * 8: [["f" * 32, "0" * 32]]}},
        {"carries": {"x": []}},
        {"carries": []},
        {"knows": {"01" * 8: "short"}},
        {"sender": {}},
        {"sender": None},
    ],
    ids=str,
)
def test_a_manifest_with_a_false_member_is_refused(forge: Forge, change: dict[str, Any]) -> None:
    file = io.BytesIO()
    with Writer(file) as archive:
        archive.add("datapackage.json", json.dumps(manifest_of(**change)).encode())
    with pytest.raises(PackageMalformed):
        read_all(forge(file.getvalue(), SENDER, RECEIVER))


def test_a_manifest_with_a_doubled_member_is_refused(forge: Forge) -> None:
    text = json.dumps(manifest_of()).replace('"number": 1', '"number": 1, "number": 1')
    file = io.BytesIO()
    with Writer(file) as archive:
        archive.add("datapackage.json", text.encode())
    with pytest.raises(PackageMalformed):
        read_all(forge(file.getvalue(), SENDER, RECEIVER))


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def plain() -> bytes:
    return json.dumps(manifest_of()).encode()


def with_link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("attachments/" + "0" * 64)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("datapackage.json", plain())
    return file.getvalue()


def with_hidden_bytes() -> bytes:
    data = zipped(("datapackage.json", plain()))
    end = data[-22:]
    start = struct.unpack("<I", end[16:20])[0]
    return (
        data[:start]
        + b"hidden"
        + data[start:-22]
        + end[:16]
        + struct.pack("<I", start + 6)
        + end[20:]
    )


def claiming_many() -> bytes:
    data = bytearray(zipped(("datapackage.json", plain())))
    data[-14:-10] = struct.pack("<HH", 60_000, 60_000)
    return bytes(data)


def overlapping() -> bytes:
    data = bytearray(zipped(("datapackage.json", plain()), ("entries.ndjson.zst", b"x" * 40)))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def doubled() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped(("datapackage.json", plain()), ("datapackage.json", plain()))


ARCHIVES: list[Callable[[], bytes]] = [
    lambda: b"",
    lambda: b"PK\x05\x06" + bytes(18),
    lambda: zipped(("other.json", b"{}")),
    lambda: zipped(("datapackage.json", plain()), ("../evil", b"x")),
    lambda: zipped(("datapackage.json", plain()), ("/etc/passwd", b"x")),
    lambda: zipped(("datapackage.json", plain()), ("C:\\evil", b"x")),
    lambda: zipped(("datapackage.json", plain()), ("rows/x/../../y.ndjson.zst", b"x")),
    lambda: zipped(("datapackage.json", plain()), ("unlisted", b"x")),
    lambda: zipped(("datapackage.json", b" " * 5_000_000 + plain())),
    lambda: zipped(("datapackage.json", b"0" * 300_000_000), method=zipfile.ZIP_DEFLATED),
    lambda: zipped(("datapackage.json", plain()), method=zipfile.ZIP_BZIP2),
    lambda: zipped(("datapackage.json", b"[" * 100_000)),
    lambda: zipped(("datapackage.json", b"\xff\xfe")),
    lambda: zipped(("datapackage.json", b"{}")),
    lambda: zipped(("datapackage.json", plain())) + b"tail",
    lambda: b"head" + zipped(("datapackage.json", plain())),
    with_link,
    with_hidden_bytes,
    claiming_many,
    overlapping,
    doubled,
]


@pytest.mark.parametrize("archive", ARCHIVES, ids=range(len(ARCHIVES)))
def test_a_hostile_archive_is_refused(forge: Forge, archive: Callable[[], bytes]) -> None:
    path = forge(archive(), SENDER, RECEIVER)
    with pytest.raises(PackageMalformed):
        read_all(path)


def test_a_table_that_unpacks_to_more_than_it_says_is_cut_off(forge: Forge) -> None:
    lines = [HEADLINE, *[json.dumps([*GOOD[:4], "x" * 1000, 1985])] * 200_000]
    path = forge(packed(lines, COLUMNS, size=50_000, lines=10), SENDER, RECEIVER)
    read: list[RowBatch | QuarantineBatch] = []
    with Package(path, RECEIVER) as package, pytest.raises(PackageMalformed):
        read.extend(package.batches())  # type: ignore[arg-type]
    assert sum(len(batch.rows) for batch in read) <= 50, "nothing beyond what it says is even read"


@pytest.mark.parametrize(
    "change",
    [
        {"recipients": []},
        {"recipients": "all"},
        {"recipients": ["x"]},
        {"size": -1},
        {"size": True},
        {"size": 2**60},
        {"number": 0},
        {"number": "1"},
        {"previous": None},
        {"device": "AB" * 8},
        {"sha256": ""},
        {"version": None},
        {"version": "one"},
    ],
    ids=str,
)
def test_a_signed_header_of_another_form_is_refused(
    given: Give, tmp_path: Path, change: dict[str, Any]
) -> None:
    trainer, unit, data = given
    line, _, body = data.split(b"\n", 2)
    path = tmp_path / "a.depter"
    path.write_bytes(signed(json.loads(line) | change, trainer.identity.sign_key) + body)
    assert isinstance(refused(path, unit), PackageDamaged)


def test_a_header_line_without_end_is_refused(given: Give, tmp_path: Path) -> None:
    path = tmp_path / "a.depter"
    path.write_bytes(f'{{"format":"{FORMAT}","x":"'.encode() + b"x" * 5_000_000)
    assert isinstance(refused(path, given[1]), PackageDamaged)


def test_a_bad_package_among_good_ones_costs_nothing_else(
    given: Give, notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, unit, data = given
    other = notebook("Чолпон")
    hold_event(other, "Жолугушуу")
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "b.depter").write_bytes(data[:-1])
    (folder / "c.depter").write_bytes(data)
    export(other, [own_card(unit)], folder / "a.depter")
    (folder / "desktop.ini").write_text("junk")
    (folder / ".hidden.depter").write_bytes(b"junk")
    (folder / "d.depter.part").write_bytes(data[:100])
    before = unit.digest()
    looked = look(unit, [folder])
    assert unit.digest() == before
    taken = merge(unit, [folder])
    assert [outcome.path.name for outcome in taken] == ["a.depter", "b.depter", "c.depter"]
    assert [outcome.refusal is None for outcome in taken] == [True, False, True]
    assert [outcome.counts for outcome in looked] == [outcome.counts for outcome in taken]
    assert unit.digest() != before
    assert trainer.profile.name in {outcome.sender.name for outcome in taken if outcome.sender}
