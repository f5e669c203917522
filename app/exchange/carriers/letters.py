"""E-mail: packages saved as letters with the package attached, and read from letters saved."""

import contextlib
import email
import email.policy
from collections.abc import Generator, Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

from app.exchange.carriers.carrier import Found, Moved, is_package_name
from app.exchange.carriers.folder import Folder
from app.exchange.carriers.troubles import NameTaken, TooBigForMail
from app.exchange.files import write_whole
from app.language import language, mark

LETTER_SUFFIX = ".eml"
LETTER_LIMIT = 20 * 1024**2
"""What nearly every mail server lets pass; many stop at 25 MB, some at 10."""
SUBJECT = mark("Depter package {name}")
BODY = mark(
    "The attached file is sealed: only those it is for can open it. Save it and take it in with "
    "Depter."
)
SEND_BY_HAND = mark(
    "Open the letters with your mail program, choose whom to send them to, and send them."
)


def letter_size(size: int) -> int:
    """About how many bytes a letter with an attachment of `size` bytes has."""
    return 2_000 + size * 4 * 77 // (3 * 76)


class Letters(Folder):
    """A folder of letters (`.eml`), each with one package in it."""

    whole_limit = 12 * 1024**2
    takes_pieces = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._has_written = False

    def list(self) -> Sequence[Found]:
        """The packages in the letters that lie there."""
        self.look_whether_it_is_there()
        return [
            Found(name, len(content))
            for name, content in self._attachments()
            if is_package_name(name)
        ]

    def _attachments(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self._folder.glob(f"*{LETTER_SUFFIX}")):
            if not path.name.startswith((".", "~")):
                yield from _attached(path)

    def stat(self, name: str) -> Found | None:
        self.look_whether_it_is_there()
        content = self._content(name)
        return None if content is None else Found(name, len(content))

    def _content(self, name: str) -> bytes | None:
        with self._told():
            own = self._folder / f"{name}{LETTER_SUFFIX}"
            near = dict(_attached(own)) if own.is_file() else {}
            return near.get(name) or dict(self._attachments()).get(name)

    def get(self, name: str, start: int = 0) -> Generator[bytes, None, None]:
        yield (self._content(name) or b"")[start:]

    def _place(self, name: str, source: Path, moved: Moved) -> None:
        size, path = source.stat().st_size, self._folder / f"{name}{LETTER_SUFFIX}"
        if letter_size(size) > LETTER_LIMIT:
            raise TooBigForMail(
                self.place, name=name, size=_megabytes(letter_size(size)),
                limit=_megabytes(LETTER_LIMIT),
            )  # fmt: skip
        if not path.exists():
            spoken = language(self.language_code)
            subject, body = spoken.text(SUBJECT, name=name), spoken.text(BODY)
            letter = make_letter(name, source.read_bytes(), subject, body)
            write_whole(path, lambda file: file.write(bytes(letter)))
            self._has_written = True
        elif self.stat(name) is None:
            raise NameTaken(self.place, name=path.name)
        moved(size)

    def size_there(self, size: int) -> int:
        return letter_size(size)

    def rest(self) -> str:
        super().rest()
        return SEND_BY_HAND if self._has_written else ""


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.0f} MB"


def make_letter(name: str, content: bytes, subject: str, body: str) -> EmailMessage:
    """An unsent letter with a package attached."""
    letter = EmailMessage(policy=email.policy.SMTP)
    letter["Subject"] = subject
    letter["X-Unsent"] = "1"
    letter.set_content(body)
    letter.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return letter


def _attached(path: Path) -> Iterator[tuple[str, bytes]]:
    """The attachments of a saved letter; what is no letter has none."""
    with contextlib.suppress(ValueError, LookupError):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for part in letter.walk():
            name = part.get_filename()
            if name:
                content = part.get_payload(decode=True)
                yield name, content if isinstance(content, bytes) else b""
