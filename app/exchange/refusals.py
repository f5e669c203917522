"""What the exchange refuses, each in one line: what happened, what was kept, what to do."""

from pathlib import Path

from app.errors import AppError
from app.language import mark
from app.storage.failures import unwritten


class Refused(AppError):
    """A file that is not taken in. Nothing was changed; `detail` is for the log, in English."""

    says = mark("“{file}” was not taken in. Nothing was changed.")

    def __init__(self, file: str = "", detail: str = "", **values: object) -> None:
        super().__init__(self.says, file=file, detail=detail, **values)

    @property
    def detail(self) -> str:
        """What exactly was found, for whoever mends it."""
        return str(self.values["detail"])


class FileMissing(Refused):
    """There is no such file, or it may not be read."""

    says = mark(
        "“{file}” cannot be read. Nothing was changed; check that it is there and open it again."
    )


class PackageForeign(Refused):
    """The file is something else."""

    says = mark(
        "“{file}” is not a Depter package. Nothing was changed; choose a file that ends in .depter."
    )


class PackageDamaged(Refused):
    """The file was cut short or altered after it was signed."""

    says = mark(
        "“{file}” was cut short or changed on the way. Nothing was changed; ask the sender to "
        "give it again."
    )


class PackageMalformed(Refused):
    """The file arrived as it was signed, but its inside is not what the format says."""

    says = mark(
        "The content of “{file}” is not a sound package. Nothing was changed; tell the sender to "
        "update Depter and give it again."
    )


class PackageTooNew(Refused):
    """The file is of a newer major version of the format."""

    says = mark(
        "“{file}” was made by a newer Depter. Nothing was changed; update this program, then take"
        " the file in again."
    )


class PackageNotForYou(Refused):
    """The file is sealed for others."""

    says = mark(
        "“{file}” is sealed for somebody else. Nothing was changed; give your card to the sender "
        "and ask for a package for you."
    )


class UnknownSigner(Refused):
    """The settings refuse people whose card was not taken in before."""

    says = mark(
        "“{file}” comes from {name}, whom you do not know yet (fingerprint: {fingerprint}). "
        "Nothing was changed; take in their card first."
    )


class SignerChanged(Refused):
    """A known device signs with another key than before: an alarm."""

    says = mark(
        "Beware: “{file}” says it comes from {name}, but its key is not the one you know "
        "(fingerprint now: {fingerprint}). Nothing was changed; call the sender before you go on."
    )


class CardChanged(SignerChanged):
    """A card of a known device bears another key than before: an alarm."""

    says = mark(
        "Beware: the card of {name} bears another key than the one you know (fingerprint now: "
        "{fingerprint}). Nothing was changed; call them before you give them anything."
    )


class CardDamaged(Refused):
    """The file is not a card, or not as its owner signed it."""

    says = mark(
        "“{file}” is not a sound Depter card. Nothing was changed; ask its owner to give it again."
    )


class CardTooNew(Refused):
    """The card is of a newer major version."""

    says = mark(
        "The card “{file}” was made by a newer Depter. Nothing was changed; update this program, "
        "then take it in again."
    )


class NothingToTakeIn(Refused):
    """A folder without packages."""

    says = mark(
        "There is no package in “{file}”. Nothing was changed; choose a folder with files that "
        "end in .depter."
    )


class TableForeign(Refused):
    """A list of people or places that cannot be opened."""

    says = mark(
        "“{file}” is not a readable Excel or CSV file. Nothing was imported; save it as .xlsx and"
        " try again."
    )


class YamlBroken(TableForeign):
    """A document of goals whose YAML cannot be read, with the line it breaks off at."""

    says = mark(
        "“{file}” cannot be read as YAML: look at line {line}. Nothing was imported; mend it, or "
        "save the items as a table (.xlsx)."
    )


class NoFramework(TableForeign):
    """A YAML file that holds something else."""

    says = mark(
        "“{file}” holds no document with items. Nothing was imported; under “framework” stands its "
        "code, under “items” a list."
    )


class HeadingsMissing(Refused):
    """A list in which no row of headings was recognised."""

    says = mark(
        "“{file}” has no row with the headings that are needed ({headings}). Nothing was "
        "imported; add them above the list."
    )


class Unwritable(AppError):
    """A file that could not be written; the place is as it was before."""


def unwritable(path: Path, error: OSError) -> Unwritable:
    """Say in the user's words why a file could not be written."""
    return Unwritable(unwritten(error), file=path.name, detail=str(error))
