"""WebDAV: a folder on a server (Nextcloud, a ministry's own), by a driver that asks for little."""

from __future__ import annotations

import ssl
import xml.etree.ElementTree as ET
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from app.exchange.carriers.carrier import INBOX, Found, Moved, PartCarrier, blocks, is_package_name
from app.exchange.carriers.tls import PinMismatch, shown_fingerprint, trusting
from app.exchange.carriers.troubles import (
    CarrierTrouble,
    CertificateChanged,
    CertificateUntrusted,
    Forbidden,
    Interrupted,
    PasswordMissing,
    ServerTrouble,
    TargetFull,
    TargetMissing,
    Unreachable,
    WrongPassword,
)

if TYPE_CHECKING:
    import httpx

_DAV = "{DAV:}"
_LISTING_LIMIT = 64 * 1024**2
_ASK = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><getcontentlength/>'
    b"<resourcetype/></prop></propfind>"
)
_TIMEOUT = 60.0
_REFUSALS: dict[int, type[CarrierTrouble]] = {
    403: Forbidden, 404: TargetMissing, 405: Forbidden, 409: TargetMissing, 413: TargetFull,
    423: Forbidden, 507: TargetFull,
}  # fmt: skip


class WebDav(PartCarrier):
    """PUT under a passing name, check, MOVE without overwriting; ETags are never believed."""

    def __init__(
        self, url: str, user: str = "", password: str | None = None, pin: str = ""
    ) -> None:
        import httpx

        parts = urlsplit(url)
        self.place = f"{parts.scheme}://{parts.netloc}{unquote(parts.path)}"
        self._host, self._port = parts.hostname or "", parts.port or 443
        self._base = url.rstrip("/") + "/"
        self._has_password = password is not None
        self._has_inbox = False
        self._client = httpx.Client(
            auth=(user, password) if password is not None else None,
            verify=trusting(pin) if parts.scheme == "https" else True,
            timeout=_TIMEOUT,
            follow_redirects=False,
            headers={"User-Agent": "Depter", "Accept-Encoding": "identity"},
            trust_env=not _is_loopback(self._host),
        )

    def close(self) -> None:
        self._client.close()

    def list(self) -> Sequence[Found]:
        with self._asked(
            "PROPFIND", "", headers={"Depth": "1", "Content-Type": "application/xml"}, content=_ASK
        ) as answer:
            self._check(answer, 207)
            listing = self._read(answer)
        found = [each for each in self._listed(listing) if is_package_name(each.name)]
        return sorted(found, key=lambda each: each.name)

    def _read(self, answer: httpx.Response) -> bytes:
        listing = b""
        for block in answer.iter_bytes():
            listing += block
            if len(listing) > _LISTING_LIMIT:
                raise ServerTrouble(self.place, answer="PROPFIND")
        return listing

    def _listed(self, listing: bytes) -> Iterator[Found]:
        if b"<!DOCTYPE" in listing or b"<!ENTITY" in listing:
            raise ServerTrouble(self.place, "a DOCTYPE in a listing", answer="PROPFIND")
        try:
            answers = ET.fromstring(listing).findall(f"{_DAV}response")  # noqa: S314 - see above
        except ET.ParseError as error:
            raise ServerTrouble(self.place, str(error), answer="PROPFIND") from error
        for each in answers:
            path = urlsplit(each.findtext(f"{_DAV}href") or "").path
            size = each.findtext(f".//{_DAV}getcontentlength") or ""
            if size.strip().isdecimal() and not path.endswith("/"):
                yield Found(unquote(path.rpartition("/")[2]), int(size))

    def stat(self, name: str) -> Found | None:
        with self._asked("HEAD", name) as answer:
            if answer.status_code in {404, 410}:
                return None
            self._check(answer, 200)
            size = answer.headers.get("Content-Length", "")
        if not size.isdecimal():
            raise ServerTrouble(self.place, "no length", answer="HEAD")
        return Found(name, int(size))

    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._asked("GET", name, headers=headers) as answer:
            self._check(answer, 200, 206)
            began = answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")
            skip = 0 if answer.status_code == 206 and began else start
            if answer.status_code == 206 and not began:
                raise ServerTrouble(self.place, "another range", answer=206)
            for block in answer.iter_raw():
                if skip < len(block):
                    yield block[skip:]
                skip = max(0, skip - len(block))

    def _write(self, part: str, source: Path, moved: Moved) -> None:
        if not self._has_inbox:
            with self._asked("MKCOL", f"{INBOX}/") as made:
                if made.status_code in {404, 409}:
                    raise TargetMissing(self.place)
                self._check(made, 201, 405)
            self._has_inbox = True
        length = {"Content-Length": str(source.stat().st_size)}
        with self._asked("PUT", part, headers=length, content=blocks(source, moved)) as answer:
            self._check(answer, 200, 201, 204)

    def _rename(self, part: str, name: str) -> None:
        headers = {"Destination": self._url(name), "Overwrite": "F"}
        with self._asked("MOVE", part, headers=headers) as answer:
            if answer.status_code != 412:  # already there: what lies there is checked afterwards
                self._check(answer, 201, 204)

    def _url(self, name: str) -> str:
        return self._base + quote(name)

    @contextmanager
    def _asked(
        self,
        method: str,
        name: str,
        headers: dict[str, str] | None = None,
        content: bytes | Iterator[bytes] | None = None,
    ) -> Iterator[httpx.Response]:
        import httpx

        try:
            with self._client.stream(
                method, self._url(name), headers=headers, content=content
            ) as answer:
                yield answer
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise self._unconnected(error) from error
        except httpx.TransportError as error:
            raise Interrupted(self.place, str(error)) from error
        except httpx.InvalidURL as error:
            raise Unreachable(self.place, str(error)) from error

    def _unconnected(self, error: Exception) -> CarrierTrouble:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, PinMismatch):
                return CertificateChanged(self.place, fingerprint=cause.fingerprint)
            if isinstance(cause, ssl.SSLCertVerificationError):
                shown = shown_fingerprint(self._host, self._port)
                return CertificateUntrusted(self.place, str(cause), fingerprint=shown)
            cause = cause.__cause__ or cause.__context__
        return Unreachable(self.place, str(error))

    def _check(self, answer: httpx.Response, *good: int) -> None:
        status = answer.status_code
        if status in good:
            return
        if status == 401:
            raise (WrongPassword if self._has_password else PasswordMissing)(self.place)
        if status in _REFUSALS:
            raise _REFUSALS[status](self.place, str(status))
        raise ServerTrouble(self.place, answer=status)


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}
