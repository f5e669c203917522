"""Who is believed: passwords, certificates and the keys of servers."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import paramiko
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.exchange.carriers import (
    TargetForeign,
    keep_carrier,
    known_carriers,
    open_carrier,
    read_target,
)
from app.exchange.carriers.tls import fingerprint_of
from app.exchange.carriers.troubles import (
    CertificateChanged,
    CertificateUntrusted,
    HostKeyChanged,
    PasswordMissing,
    WrongPassword,
)
from app.exchange.sync import at_carrier, sync
from tests.exchange.carriers.conftest import Place
from tests.exchange.carriers.servers import Server, free_port, open_folder, sshd, wsgidav
from tests.exchange.conftest import Notebooks

# ---- passwords ----


@pytest.mark.parametrize("password", ["туура эмес", ""])
def test_a_wrong_password_is_said_and_nothing_is_sent(
    place: Place, notebook: Notebooks, password: str
) -> None:
    if place.server.kind in {"folder", "letters"}:
        pytest.skip("nobody asks for a password there")
    trainer = notebook("Айгүл")
    before = trainer.digest()
    expected = PasswordMissing if (place.server.kind, password) == ("s3", "") else WrongPassword
    with (
        pytest.raises(expected) as said,
        at_carrier(trainer, place.address, password) as carrier,
    ):
        sync(trainer, carrier)
    assert trainer.digest() == before
    assert "Nothing was sent" in str(said.value)
    assert str(said.value).startswith(place.address.split("://")[0].replace("webdav", "http"))
    assert "туура" not in str(said.value)


def test_a_password_that_was_not_given_is_asked_for(webdav: Place) -> None:
    with pytest.raises(PasswordMissing), open_carrier(read_target(webdav.address)) as carrier:
        carrier.list()
    with pytest.raises(PasswordMissing):
        open_carrier(read_target("s3://depter/place"))


@pytest.mark.parametrize(
    "address",
    [
        "https://aigul:secret@cloud.example.kg/x",
        "sftp://aigul:secret@host/x",
        "s3://key:secret@bucket/x",
        "ftp://host/x",
        "https://",
        "https://host:99999/x",
        "https://host/x?pin=12",
        "",
        "   ",
    ],
)
def test_an_address_that_is_none_or_holds_a_password_is_refused(address: str) -> None:
    with pytest.raises(TargetForeign) as said:
        read_target(address)
    assert "secret" not in str(said.value) or "@" not in str(said.value)


def test_a_password_does_not_go_where_everybody_could_read_it() -> None:
    with pytest.raises(TargetForeign, match="not encrypted"):
        open_carrier(read_target("webdav://aigul@cloud.example.kg/x"), "secret")
    open_carrier(read_target("webdav://cloud.example.kg/x")).close()


# ---- certificates ----


class Authority:
    """An authority of the tests' own, and certificates by it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tests")])
        self.path = folder / "authority.pem"
        certificate = self._made(self._key, self._name, is_authority=True)
        self.path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def certificate(self, name: str) -> tuple[Path, Path, str]:
        """Files of a new certificate for 127.0.0.1 and of its key, and its fingerprint."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        made = self._made(key, subject, is_authority=False)
        paths = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
        paths[1].write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return *paths, fingerprint_of(made.public_bytes(serialization.Encoding.DER))

    def _made(
        self, key: ec.EllipticCurvePrivateKey, subject: x509.Name, *, is_authority: bool
    ) -> x509.Certificate:
        today = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - dt.timedelta(days=1))
            .not_valid_after(today + dt.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
        )
        if not is_authority:
            address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
            builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
        return builder.sign(self._key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def secured(authority: Authority) -> Iterator[tuple[Server, str]]:
    """A WebDAV server behind TLS, and the fingerprint of its certificate."""
    certificate, key, fingerprint = authority.certificate("server")
    with wsgidav({"ssl_certificate": str(certificate), "ssl_private_key": str(key)}) as server:
        yield server, fingerprint


@pytest.fixture
def safe(secured: tuple[Server, str]) -> Place:
    return Place(secured[0])


def opened(place: Place, pin: str = "") -> list[str]:
    address = place.address.replace("webdav://", "webdavs://") + (f"?pin={pin}" if pin else "")
    with open_carrier(read_target(address), place.password) as carrier:
        return [found.name for found in carrier.list()]


def test_a_certificate_of_a_known_authority_is_believed(
    safe: Place, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    assert opened(safe) == []


def test_a_certificate_nobody_vouches_for_is_said_with_its_fingerprint(
    safe: Place, secured: tuple[Server, str]
) -> None:
    with pytest.raises(CertificateUntrusted, match=secured[1]):
        opened(safe)


def test_a_pinned_certificate_needs_no_authority(safe: Place, secured: tuple[Server, str]) -> None:
    assert opened(safe, secured[1]) == []
    colons = ":".join(secured[1][at : at + 2].upper() for at in range(0, 64, 2))
    assert opened(safe, colons) == []


def test_a_certificate_other_than_the_pinned_one_is_an_alarm(
    safe: Place, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    with pytest.raises(CertificateChanged, match="Beware"):
        opened(safe, "0" * 64)


def test_a_server_with_another_certificate_gets_not_a_byte_of_the_password(
    authority: Authority,
) -> None:
    certificate, key, _ = authority.certificate("impostor")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []

    def listen(server: socket.socket) -> None:
        client, _ = server.accept()
        try:
            with context.wrap_socket(client, server_side=True) as wrapped:
                heard.append(wrapped.recv(65536))
        except OSError:
            heard.append(b"")

    with socket.create_server(("127.0.0.1", 0)) as server:
        listening = threading.Thread(target=listen, args=(server,))
        listening.start()
        address = f"webdavs://aigul@127.0.0.1:{server.getsockname()[1]}/?pin={'1' * 64}"
        with (
            pytest.raises(CertificateChanged),
            open_carrier(read_target(address), "secret") as carrier,
        ):
            carrier.list()
        listening.join()
    assert heard == [b""]


# ---- keys of servers ----


def test_the_key_of_a_server_is_shown_once_kept_and_compared(notebook: Notebooks) -> None:
    trainer, port = notebook("Айгүл"), free_port()
    with open_folder() as folder:
        with sshd(port, folder) as server:
            place = Place(server)
            with at_carrier(trainer, place.address) as carrier:
                assert sync(trainer, carrier).said_once.startswith("SHA256:")
            with at_carrier(trainer, place.address) as carrier:
                assert sync(trainer, carrier).said_once == ""
        (kept,) = known_carriers(trainer)
        assert kept.host_key.startswith("ssh-ed25519 ")
        with sshd(port, folder):
            with (
                pytest.raises(HostKeyChanged, match="Beware"),
                at_carrier(trainer, place.address),
            ):
                pytest.fail("nobody is let in")
            assert known_carriers(trainer) == [kept], "the alarm stays"


def test_a_key_of_another_kind_is_an_alarm_too(notebook: Notebooks) -> None:
    trainer = notebook("Айгүл")
    with sshd() as server:
        place = Place(server)
        with at_carrier(trainer, place.address):
            pass
        (kept,) = known_carriers(trainer)
        other = paramiko.RSAKey.generate(2048)
        keep_carrier(trainer, replace(kept, host_key=f"ssh-rsa {other.get_base64()}"))
        with pytest.raises(HostKeyChanged), at_carrier(trainer, place.address):
            pytest.fail("nobody is let in")
