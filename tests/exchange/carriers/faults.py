"""A way to a server that cuts, delays, answers 500, lies about ETags and lists nothing."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Fault:
    """What the way does to the connections that go over it; may be changed between them."""

    down: int | None = None
    """Cut after so many bytes came from the server, on one connection."""
    up: int | None = None
    """Cut after so many bytes went to the server, on one connection."""
    delay: float = 0
    """Wait so long before every block."""
    answer: bytes = b""
    """What to answer instead of asking the server."""
    only: bytes = b""
    """Answer so only where a request begins with this."""
    lies: bool = False
    """Change every ETag and every date."""
    lists_nothing: bool = False
    """Answer whoever asks what lies there with a listing of nothing."""
    came: int = field(default=0, init=False)
    """How many bytes came from the server in all."""


ERROR_500 = b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
FULL_507 = b"HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
FORBIDDEN_403 = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_XML = b'<?xml version="1.0" encoding="UTF-8"?>'
_NO_OBJECTS = b"<Name>depter</Name><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>"
_STORE = b"http://s3.amazonaws.com/doc/2006-03-01/"


def _listing(status: bytes, content: bytes) -> bytes:
    head = b"HTTP/1.1 %s\r\nContent-Type: application/xml\r\nConnection: close\r\n" % status
    return head + b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


_NOTHING = {
    b"PROPFIND ": _listing(b"207 Multi-Status", _XML + b'<D:multistatus xmlns:D="DAV:"/>'),
    b"GET /depter?": _listing(
        b"200 OK",
        _XML + b'<ListBucketResult xmlns="%s">%s</ListBucketResult>' % (_STORE, _NO_OBJECTS),
    ),
}
"""What a WebDAV server and a store say of an empty place, by how the question begins."""


@contextmanager
def way_to(port: int, fault: Fault) -> Iterator[int]:
    """A port of this machine that leads to another one, over the fault."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()
        accepting = threading.Thread(target=_accept, args=(server, port, fault, stop))
        accepting.start()
        try:
            yield server.getsockname()[1]
        finally:
            stop.set()
            with contextlib.suppress(OSError):
                socket.create_connection(server.getsockname(), 1).close()
            accepting.join()


def _accept(server: socket.socket, port: int, fault: Fault, stop: threading.Event) -> None:
    threads: list[threading.Thread] = []
    sockets: list[socket.socket] = []
    while True:
        client, _ = server.accept()
        if stop.is_set():
            client.close()
            break
        target = socket.create_connection(("127.0.0.1", port))
        sockets += [client, target]
        pair = _Pair(client, target, fault)
        for work in (pair.upwards, pair.downwards):
            threads.append(threading.Thread(target=work))
            threads[-1].start()
    for each in sockets:
        _end(each)
    for thread in threads:
        thread.join()
    for each in sockets:
        each.close()


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)


class _Pair:
    """One connection: what goes up and what comes down."""

    def __init__(self, client: socket.socket, target: socket.socket, fault: Fault) -> None:
        self.client, self.target, self.fault = client, target, fault

    def cut(self) -> None:
        _end(self.client)
        _end(self.target)

    def upwards(self) -> None:
        gone = 0
        with contextlib.suppress(OSError):
            while block := self.client.recv(65536):
                if self._is_answered(block):
                    break
                limit = self.fault.up
                part = block if limit is None else block[: max(0, limit - gone)]
                time.sleep(self.fault.delay)
                self.target.sendall(part)
                gone += len(part)
                if len(part) < len(block):
                    break
        self.cut()

    def _is_answered(self, block: bytes) -> bool:
        fault = self.fault
        for asked, nothing in _NOTHING.items() if fault.lists_nothing else ():
            if block.startswith(asked):
                self.client.sendall(nothing)
                return True
        if fault.answer and block.startswith(fault.only):
            self.client.sendall(fault.answer)
            return True
        return False

    def downwards(self) -> None:
        came = 0
        with contextlib.suppress(OSError):
            while block := self.target.recv(65536):
                limit = self.fault.down
                part = block if limit is None else block[: max(0, limit - came)]
                time.sleep(self.fault.delay)
                self.client.sendall(_lied(part) if self.fault.lies else part)
                came += len(part)
                self.fault.came += len(part)
                if len(part) < len(block):
                    break
        self.cut()


def _lied(block: bytes) -> bytes:
    block = re.sub(rb'(?i)(etag: *")[^"]', rb"\1!", block)
    return re.sub(rb"(?i)(Last-Modified: .{16})\d\d\d\d", rb"\g<1>1999", block)
