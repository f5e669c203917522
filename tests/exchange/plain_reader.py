"""Reads a package with public pieces only (age, ZIP, zstd, Ed25519, JSON), written from
docs/package-format.md alone: nothing of the program is imported here."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pyrage
import zstandard
from nacl.signing import VerifyKey

SUFFIX = ".depter-piece"


def read(data: bytes, age_identity: str) -> dict:
    """The manifest, and all records and entries with their ids and stamps in hexadecimal."""
    line, signature, body = data.split(b"\n", 2)
    header = json.loads(line)
    VerifyKey(bytes.fromhex(header["signer"])).verify(
        line + b"\n", bytes.fromhex(signature.decode())
    )
    assert hashlib.sha256(body).hexdigest() == header["sha256"]
    inside = pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(age_identity)])
    archive = zipfile.ZipFile(io.BytesIO(inside))
    manifest = json.loads(archive.read("datapackage.json"))
    devices, ids, records, entries = manifest["depter"]["devices"], {}, {}, []
    for resource in manifest["resources"]:
        if "schema" not in resource:
            continue
        text = zstandard.ZstdDecompressor().stream_reader(archive.read(resource["path"])).read()
        names, *lines = [json.loads(each) for each in text.decode().splitlines()]
        kind, ms = resource["path"].removeprefix("rows/").split(".")[0], 0
        for values in lines:
            row = dict(zip(names, values, strict=True))
            ms += row.pop("_ms")
            row["stamp"] = f"{ms:012x}{row.pop('_count'):04x}{devices[row.pop('_device')]}"
            if kind == "entries":
                row["id"] = ids[row["type"]][row["id"]] if isinstance(row["id"], int) else row["id"]
                entries.append(row)
                continue
            for column in resource["schema"]["fields"]:
                value = row.get(column["name"])
                if "reference" in column and isinstance(value, int):
                    row[column["name"]] = ids[column["reference"]][value]
            row["id"] = row.pop("_id", None) or derived(kind, row, resource["schema"])
            ids.setdefault(kind, []).append(row["id"])
            records.setdefault(kind, []).append(row)
    return {"header": header, "manifest": manifest, "records": records, "entries": entries}


def later(manifest: dict, folder: Path) -> dict[str, bytes]:
    """The contents that come in pieces beside the package, by hash, as far as they lie there."""
    found = {}
    for one in manifest["depter"].get("later", []):
        pieces = [
            folder / (hashlib.sha256(f"{one['key']}:{n}".encode()).hexdigest()[:32] + SUFFIX)
            for n in range(max(1, -(-one["bytes"] // 4194304)))
        ]
        if all(piece.exists() for piece in pieces):
            key = pyrage.x25519.Identity.from_str(one["key"])
            content = b"".join(pyrage.decrypt(piece.read_bytes(), [key]) for piece in pieces)
            assert hashlib.sha256(content).hexdigest() == one["sha256"]
            found[one["sha256"]] = content
    return found


def derived(kind: str, row: dict, schema: dict) -> str:
    """The id of a record that is its relation."""
    formats = {column["name"]: column.get("format") for column in schema["fields"]}
    text, first = kind.encode(), b""
    for name in schema["depter:key"]:
        value = row[name]
        data = bytes.fromhex(value) if formats[name] == "hex" else str(value).encode()
        first = first or (data if formats[name] == "hex" else bytes(6))
        text += len(data).to_bytes(4, "big") + data
    tail = bytearray(hashlib.blake2b(text, digest_size=10, person=b"depter-id").digest())
    tail[0], tail[2] = 0x80 | tail[0] & 0x0F, 0x80 | tail[2] & 0x3F
    return (first[:6] + tail).hex()
