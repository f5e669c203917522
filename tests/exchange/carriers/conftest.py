"""One server of each kind for all tests of a file, and a fresh place on it for each test."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.exchange.carriers import Carrier, open_carrier, read_target
from tests.exchange.carriers.servers import SERVERS, Server

_numbers = itertools.count()


class Place:
    """A fresh, empty place at a server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.name = f"place-{next(_numbers)}"
        self.address = server.fresh(self.name)
        self.password = server.password

    @property
    def folder(self) -> Path | None:
        """Where its files lie, when they lie in a folder."""
        return self.server.folder / self.name if self.server.folder else None

    def open(self, port: int = 0) -> Carrier:
        """A new connection, through another port when one is given."""
        address = self.address
        if port:
            address = address.replace(f":{self.server.port}", f":{port}")
        return open_carrier(read_target(address), self.password)


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[[str], Server]]:
    with ExitStack() as stack:
        servers: dict[str, Server] = {}

        def start(kind: str) -> Server:
            if kind not in servers:
                servers[kind] = stack.enter_context(SERVERS[kind]())
            return servers[kind]

        yield start


@pytest.fixture(params=list(SERVERS))
def place(request: pytest.FixtureRequest, started: Callable[[str], Server]) -> Place:
    """A fresh place at each kind of carrier."""
    return Place(started(request.param))


@pytest.fixture(params=["wsgidav", "sftp", "s3"])
def remote(request: pytest.FixtureRequest, started: Callable[[str], Server]) -> Place:
    """A fresh place at one server of each protocol."""
    return Place(started(request.param))


@pytest.fixture(params=["wsgidav", "apache", "nginx", "sftp", "s3"])
def server(request: pytest.FixtureRequest, started: Callable[[str], Server]) -> Place:
    """A fresh place at each server there is."""
    return Place(started(request.param))


@pytest.fixture(params=["wsgidav", "apache", "nginx", "s3"])
def http(request: pytest.FixtureRequest, started: Callable[[str], Server]) -> Place:
    """A fresh place at each server that is spoken to by HTTP."""
    return Place(started(request.param))


@pytest.fixture
def webdav(started: Callable[[str], Server]) -> Place:
    return Place(started("wsgidav"))
