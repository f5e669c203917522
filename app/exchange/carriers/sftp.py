"""SFTP: a folder on a server with SSH; its key is believed the first time and kept."""

from __future__ import annotations

import base64
import errno
import hashlib
import logging
import stat as modes
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.exchange.carriers.carrier import (
    INBOX,
    Found,
    Moved,
    PartCarrier,
    blocks,
    is_package_name,
)
from app.exchange.carriers.troubles import (
    CarrierTrouble,
    Forbidden,
    HostKeyChanged,
    Interrupted,
    PasswordMissing,
    ServerTrouble,
    TargetFull,
    TargetMissing,
    Unreachable,
    WrongPassword,
)

if TYPE_CHECKING:
    from paramiko import MissingHostKeyPolicy, PKey, SFTPClient, SSHClient

_HEAD = 32 * 1024
"""What SFTP moves in one piece."""


class Sftp(PartCarrier):
    """`host_key` is the key kept from the first time ("" for none); after connecting it is set."""

    def __init__(
        self, host: str, port: int, user: str, folder: str, password: str | None, host_key: str = ""
    ) -> None:
        self.place = f"sftp://{user}@{host}:{port}{folder}" if user else f"sftp://{host}{folder}"
        self.host_key = host_key
        self._folder = folder.removeprefix("/~/") or "."
        self._has_password = password is not None
        self._ssh = self._connected(host, port, user, password)
        with self._told():
            self._sftp: SFTPClient = self._ssh.open_sftp()
            channel = self._sftp.get_channel()
            if channel is not None:
                channel.settimeout(60)

    def _connected(self, host: str, port: int, user: str, password: str | None) -> SSHClient:
        import paramiko

        # what the library would log of a broken connection is said by us, once
        logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)
        ssh = paramiko.SSHClient()
        name = host if port == 22 else f"[{host}]:{port}"
        if self.host_key:
            kind, _, content = self.host_key.partition(" ")
            key = paramiko.PKey.from_type_string(kind, base64.b64decode(content))
            ssh.get_host_keys().add(name, kind, key)
        ssh.set_missing_host_key_policy(_first_time(self))
        try:
            ssh.connect(
                host, port, user or None, password, timeout=20, banner_timeout=20,
                auth_timeout=30, look_for_keys=password is None, allow_agent=password is None,
            )  # fmt: skip
        except paramiko.BadHostKeyException as error:
            ssh.close()
            raise HostKeyChanged(self.place, fingerprint=fingerprint(error.key)) from error
        except paramiko.AuthenticationException as error:
            ssh.close()
            raise (WrongPassword if self._has_password else PasswordMissing)(self.place) from error
        except (paramiko.SSHException, OSError, EOFError) as error:
            ssh.close()
            if not self._has_password and "authentication" in str(error).lower():
                raise PasswordMissing(self.place) from error
            raise Unreachable(self.place, str(error)) from error
        return ssh

    def met(self, key: PKey) -> None:
        """Keep the key of a server met for the first time, to be compared with later."""
        self.host_key = f"{key.get_name()} {key.get_base64()}"
        self.said_once = fingerprint(key)

    def close(self) -> None:
        self._ssh.close()

    def _path(self, name: str) -> str:
        return f"{self._folder.rstrip('/')}/{name}"

    def list(self) -> Sequence[Found]:
        with self._told():
            try:
                every = self._sftp.listdir_attr(self._folder)
            except FileNotFoundError as error:
                raise TargetMissing(self.place) from error
        found = [
            Found(each.filename, each.st_size or 0)
            for each in every
            if is_package_name(each.filename) and modes.S_ISREG(each.st_mode or 0)
        ]
        return sorted(found, key=lambda each: each.name)

    def stat(self, name: str) -> Found | None:
        with self._told():
            try:
                return Found(name, self._sftp.stat(self._path(name)).st_size or 0)
            except FileNotFoundError:
                return None

    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        with self._told(), self._sftp.open(self._path(name), "rb") as file:
            file.seek(start)
            size = file.stat().st_size or 0
            yield file.read(_HEAD)
            # only a reader who wants more than the beginning is sent the rest ahead of asking
            file.prefetch(size)
            while block := file.read(_HEAD):
                yield block

    def _write(self, part: str, source: Path, moved: Moved) -> None:
        with self._told():
            with suppress(OSError):
                self._sftp.mkdir(self._path(INBOX))
            try:
                file = self._sftp.open(self._path(part), "wxb")
            except FileNotFoundError as error:
                raise TargetMissing(self.place) from error
            with file:
                file.set_pipelined(True)
                for block in blocks(source, moved):
                    file.write(block)

    def _rename(self, part: str, name: str) -> None:
        with self._told():
            try:
                self._sftp.rename(self._path(part), self._path(name))
            except OSError:
                if self.stat(name) is None:
                    raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        import paramiko

        try:
            yield
        except CarrierTrouble:
            raise
        except (TimeoutError, EOFError, paramiko.SSHException, ConnectionError) as error:
            raise Interrupted(self.place, str(error)) from error
        except OSError as error:
            raise _trouble(error, self.place) from error


def _trouble(error: OSError, place: str) -> CarrierTrouble:
    if isinstance(error, FileNotFoundError):
        return TargetMissing(place, str(error))
    if isinstance(error, PermissionError):
        return Forbidden(place, str(error))
    if (
        error.errno in {errno.ENOSPC, errno.EDQUOT}
        or "space" in str(error)
        or "quota" in str(error)
    ):
        return TargetFull(place, str(error))
    if "closed" in str(error).lower():
        return Interrupted(place, str(error))
    return ServerTrouble(place, str(error), answer=str(error) or "SFTP")


def fingerprint(key: PKey) -> str:
    """A server's key as `ssh` shows it."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def _first_time(carrier: Sftp) -> MissingHostKeyPolicy:
    import paramiko

    class FirstTime(paramiko.MissingHostKeyPolicy):
        def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:  # noqa: ARG002
            carrier.met(key)

    return FirstTime()
