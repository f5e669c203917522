"""Encrypted connections: verified as the system does, or against one certificate agreed on."""

import hashlib
import hmac
import re
import socket
import ssl

PIN = re.compile(r"[0-9a-f]{64}")


class PinMismatch(ssl.SSLError):
    """The server shows another certificate than the one agreed on; nothing was sent to it."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(1, "certificate verify failed: another certificate than the pinned one")
        self.fingerprint = fingerprint


def trusting(pin: str = "") -> ssl.SSLContext:
    """A context that believes the system's authorities, or just the certificate of this SHA-256.

    The pin is checked at the end of the handshake, before a byte of the request leaves.
    """
    context = ssl.create_default_context()
    if pin:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.sslsocket_class = _pinned_to(pin)
    return context


def _pinned_to(pin: str) -> type[ssl.SSLSocket]:
    class Pinned(ssl.SSLSocket):
        def do_handshake(self, block: bool = False) -> None:
            super().do_handshake(block)
            shown = fingerprint_of(self.getpeercert(binary_form=True) or b"")
            if not hmac.compare_digest(shown, pin):
                self.close()
                raise PinMismatch(shown)

    return Pinned


def fingerprint_of(certificate: bytes) -> str:
    """SHA-256 of a certificate, as pins are written."""
    return hashlib.sha256(certificate).hexdigest()


def shown_fingerprint(host: str, port: int) -> str:
    """What certificate a server shows, believed or not; "" when it shows none."""
    context = trusting()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), timeout=10) as raw,
            context.wrap_socket(raw, server_hostname=host) as wrapped,
        ):
            return fingerprint_of(wrapped.getpeercert(binary_form=True) or b"")
    except OSError:
        return ""
