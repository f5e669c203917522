"""Questions about contents that are spoken of here and have not come yet."""

from app.model import RECORD_TYPES
from app.model.kinds import File
from app.storage import contents
from app.storage.workspace import Workspace


def missing(workspace: Workspace) -> list[str]:
    """The contents that records speak of and that are not on this computer."""
    spoken = (
        row[0]
        for type_name, record_type in RECORD_TYPES.items()
        for name, kind in record_type.kinds().items()
        if isinstance(kind, File)
        for row in workspace.reader.execute(
            f"SELECT DISTINCT {name} FROM {type_name} WHERE {name} > '' AND _deleted = 0"
        )
    )
    return [sha256 for sha256 in dict.fromkeys(spoken) if not workspace.attachments.has(sha256)]


def awaited(workspace: Workspace) -> list[contents.Later]:
    """Those of the missing contents that may yet come, and how."""
    found = (contents.known(workspace.reader, sha256) for sha256 in missing(workspace))
    return [each for each in found if each is not None]
