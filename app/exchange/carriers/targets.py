"""Targets: the addresses of carriers, as people write them, and the carrier each one means."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from app.exchange.carriers.carrier import Carrier
from app.exchange.carriers.folder import Folder
from app.exchange.carriers.letters import Letters
from app.exchange.carriers.tls import PIN
from app.exchange.carriers.troubles import (
    PasswordMissing,
    foreign,
    password_in_address,
    unencrypted,
)

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_WEB = {"http": "http", "https": "https", "webdav": "http", "webdavs": "https"}
_KINDS = {**dict.fromkeys(_WEB, "webdav"), "s3": "s3", "sftp": "sftp", "eml": "letters"}


@dataclass(frozen=True)
class Target:
    """An address taken to pieces; it holds no secret."""

    address: str
    kind: str
    """"folder", "letters", "webdav", "s3" or "sftp"."""
    parts: SplitResult | None = None
    options: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder of a target that is one, of packages or of letters."""
        return Path(self.address.removeprefix("eml:"))

    @property
    def endpoint(self) -> str:
        """Where the server of a store of objects is asked."""
        given = self.options.get("endpoint", "https://s3.amazonaws.com")
        return given if "://" in given else f"https://{given}"


def read_target(address: str) -> Target:
    """The target an address means; raises `TargetForeign`, also when a password is in it."""
    scheme = address.partition("://")[0].lower() if "://" in address else ""
    if address.lower().startswith("eml:"):
        return Target(_whole(address[4:], "eml:"), "letters")
    if not scheme:
        return Target(_whole(address), "folder")
    if scheme == "file":
        return Target(_whole(unquote(urlsplit(address).path)), "folder")
    if scheme not in _KINDS:
        raise foreign(address)
    return _remote(address, _KINDS[scheme])


def _whole(folder: str, prefix: str = "") -> str:
    if not folder.strip():
        raise foreign(folder)
    return prefix + str(Path(folder).expanduser().absolute())


def _remote(address: str, kind: str) -> Target:
    try:
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query))
        port = parts.port
    except ValueError as error:
        raise foreign(address) from error
    if parts.password is not None:
        raise password_in_address()
    pin = options.get("pin", "").replace(":", "").lower()
    if not parts.hostname or port == 0 or (pin and not PIN.fullmatch(pin)):
        raise foreign(address)
    return Target(address, kind, parts, options | ({"pin": pin} if pin else {}))


def open_carrier(target: Target, password: str | None = None, host_key: str = "") -> Carrier:
    """The carrier at a target; servers are asked nothing yet, but to SFTP one logs in at once.

    `host_key` is what an SFTP server showed before. Raises a `CarrierTrouble` or `TargetForeign`.
    """
    carrier = _opened(target, password, host_key)
    carrier.address = target.address
    return carrier


def _opened(target: Target, password: str | None, host_key: str) -> Carrier:
    if target.parts is None:
        is_folder = target.kind == "folder"
        return Folder(target.folder) if is_folder else Letters(target.folder)
    if target.kind == "webdav":
        return _webdav(target, target.parts, password)
    if target.kind == "s3":
        return _s3(target, target.parts, password)
    return _sftp(target.parts, password, host_key)


def _webdav(target: Target, parts: SplitResult, password: str | None) -> Carrier:
    from app.exchange.carriers.webdav import WebDav

    scheme = _WEB[parts.scheme.lower()]
    url = f"{scheme}://{_host(parts)}{quote(unquote(parts.path))}"
    if password is not None and scheme == "http" and parts.hostname not in _LOOPBACK:
        raise unencrypted(url)
    return WebDav(url, unquote(parts.username or ""), password, target.options.get("pin", ""))


def _host(parts: SplitResult) -> str:
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{host}:{parts.port}" if parts.port else f"{host}"


def _s3(target: Target, parts: SplitResult, password: str | None) -> Carrier:
    from app.exchange.carriers.s3 import S3

    key, secret = unquote(parts.username or target.options.get("key", "")), password or ""
    if not key:
        key, _, secret = secret.partition(":")
    if not key or not secret:
        raise PasswordMissing(target.address)
    bucket = parts.netloc.rpartition("@")[2]
    region, pin = target.options.get("region", ""), target.options.get("pin", "")
    return S3(
        target.endpoint, bucket, unquote(parts.path).strip("/"), key, secret, region=region, pin=pin
    )


def _sftp(parts: SplitResult, password: str | None, host_key: str) -> Carrier:
    from app.exchange.carriers.sftp import Sftp

    user, folder = unquote(parts.username or ""), unquote(parts.path) or "/~/"
    return Sftp(parts.hostname or "", parts.port or 22, user, folder, password, host_key)
