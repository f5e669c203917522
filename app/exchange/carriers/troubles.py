"""What goes wrong on the way, each in one line: what happened, what was kept, what to do."""

from app.errors import AppError
from app.language import mark


class CarrierTrouble(AppError):
    """The target, or the way to it. Nothing half-written is visible there as a package."""

    says = mark("{place} did not do what was asked. Nothing was changed here; try again later.")

    def __init__(self, place: str = "", detail: str = "", **values: object) -> None:
        super().__init__(self.says, place=place, detail=detail, **values)


class Unreachable(CarrierTrouble):
    """Nobody answers there."""

    says = mark(
        "{place} cannot be reached. Nothing was changed; check the connection and the address, "
        "then try again."
    )


class Interrupted(CarrierTrouble):
    """The connection broke in the middle; what was fetched so far is kept and continued."""

    says = mark(
        "The connection to {place} broke off. What was fetched so far is kept; synchronise again "
        "to go on from there."
    )


class TargetMissing(CarrierTrouble):
    """The folder or store is not there."""

    says = mark(
        "There is no folder {place}. Nothing was changed; check the address, or whether the "
        "stick is in."
    )


class TargetGone(CarrierTrouble):
    """A stick was pulled out, a drive failed."""

    says = mark(
        "{place} was taken away or failed in the middle. What is not whole does not count; put it"
        " in again and synchronise once more."
    )


class WrongPassword(CarrierTrouble):
    """Who asks was not recognised."""

    says = mark(
        "{place} refused the name or password. Nothing was sent; use an app password of this "
        "server and try again."
    )


class PasswordMissing(CarrierTrouble):
    """The server wants a password and none was given."""

    says = mark(
        "{place} wants a password. Nothing was sent; give one by the prompt, by --password-file "
        "or by DEPTER_CARRIER_PASSWORD."
    )


class Forbidden(CarrierTrouble):
    """Known, but not allowed."""

    says = mark(
        "Writing or reading is not allowed at {place}. Nothing was changed; ask whoever looks "
        "after it."
    )


class TargetFull(CarrierTrouble):
    """No room left."""

    says = mark(
        "{place} is full. Nothing incomplete counts there; free some space, then synchronise again."
    )


class ServerTrouble(CarrierTrouble):
    """The server answered, but not as it should."""

    says = mark(
        "{place} answered with an error ({answer}). What is here is unchanged; try again later."
    )


class NotArrived(CarrierTrouble):
    """The far side was read back and is not what was sent."""

    says = mark(
        "{place} did not keep “{name}” as it was sent. It does not count as sent; synchronise again"
        " or use another place."
    )


class NameTaken(CarrierTrouble):
    """Something else lies there under this name; it is left as it is."""

    says = mark(
        "At {place} another file is called “{name}”. It was left as it is and nothing was sent; "
        "look who put it there."
    )


class CertificateChanged(CarrierTrouble):
    """The pinned certificate is not the one shown."""

    says = mark(
        "Beware: {place} shows another certificate than the one agreed on (SHA-256 now: "
        "{fingerprint}). Nothing was sent; ask whoever looks after the server."
    )


class CertificateUntrusted(CarrierTrouble):
    """The certificate is not one this computer believes."""

    says = mark(
        "The certificate of {place} is not trusted by this computer (SHA-256: {fingerprint}). "
        "Nothing was sent; if whoever looks after the server confirms it, add ?pin= and these "
        "digits to the address."
    )


class HostKeyChanged(CarrierTrouble):
    """The server shows another key than the first time."""

    says = mark(
        "Beware: {place} shows another key than the first time (now: {fingerprint}). Nothing was "
        "sent; ask whoever looks after the server before you go on."
    )


class TooBigForMail(CarrierTrouble):
    """A letter that most mail servers would refuse."""

    says = mark(
        "“{name}” would make a letter of {size}, and most mail servers take at most {limit}. "
        "Nothing was written; carry it on a stick instead."
    )


class TargetForeign(AppError):
    """An address no carrier understands."""


def foreign(target: str) -> TargetForeign:
    """The refusal of an address that is none."""
    return TargetForeign(
        mark(
            "“{target}” is no place packages can be carried to. Use a folder, https://…, "
            "webdavs://…, s3://… or sftp://…"
        ),
        target=target,
    )


def password_in_address() -> TargetForeign:
    """The refusal of an address with a password in it: addresses are shown and kept."""
    return TargetForeign(
        mark(
            "Write the address without the password; it is asked for, or read from a file. "
            "Nothing was sent."
        )
    )


def unencrypted(place: str) -> TargetForeign:
    """The refusal to send a password where everybody on the way can read it."""
    return TargetForeign(
        mark(
            "{place} is not encrypted, so the password would be readable on the way. Nothing was "
            "sent; use https:// or webdavs://."
        ),
        place=place,
    )
