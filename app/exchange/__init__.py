"""How data leaves and enters: cards, sealed packages, merge, and the lists people already have."""

from app.exchange.cards import (
    CARD_SUFFIX,
    Card,
    card_bytes,
    card_in,
    card_qr,
    fingerprint,
    read_card,
    write_card,
)
from app.exchange.classifier import Classifier, import_territories, read_territories
from app.exchange.export import Exported, export
from app.exchange.files import PACKAGE_SUFFIX, package_files
from app.exchange.peers import own_card, peers, remember
from app.exchange.people_file import PeopleList, import_people, read_people
from app.exchange.refusals import Refused, SignerChanged, UnknownSigner, Unwritable
from app.exchange.rows import Imported, RowProblem, RowsRefused
from app.exchange.take_in import REFUSE_UNKNOWN, Outcome, look, merge
from app.exchange.undo import (
    Hanging,
    NoSuchPackage,
    PackageNotKept,
    SeveralPackages,
    TakenPackage,
    Undone,
    hanging,
    redo,
    undo,
)
from app.exchange.verify import Verified, verify

__all__ = [
    "CARD_SUFFIX",
    "PACKAGE_SUFFIX",
    "REFUSE_UNKNOWN",
    "Card",
    "Classifier",
    "Exported",
    "Hanging",
    "Imported",
    "NoSuchPackage",
    "Outcome",
    "PackageNotKept",
    "PeopleList",
    "Refused",
    "RowProblem",
    "RowsRefused",
    "SeveralPackages",
    "SignerChanged",
    "TakenPackage",
    "Undone",
    "UnknownSigner",
    "Unwritable",
    "Verified",
    "card_bytes",
    "card_in",
    "card_qr",
    "export",
    "fingerprint",
    "hanging",
    "import_people",
    "import_territories",
    "look",
    "merge",
    "own_card",
    "package_files",
    "peers",
    "read_card",
    "read_people",
    "read_territories",
    "redo",
    "remember",
    "undo",
    "verify",
    "write_card",
]
