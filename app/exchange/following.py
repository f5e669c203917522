"""What follows the records: missing contents are fetched, those that are owed are put there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from app.exchange.carriers.carrier import Carrier, Moved
from app.exchange.carriers.pieces import get_content, put_content
from app.storage import Workspace, contents
from app.storage.questions.contents import awaited, missing


@dataclass(frozen=True)
class Followed:
    """How contents stand after a round, or in a dry run before it."""

    came: int = 0
    """So many arrived in this round."""
    went: int = 0
    """So many were put there in this round, whole and read back."""
    missing: int = 0
    """So many are spoken of here and will come later."""
    owed: int = 0
    """So many have yet to be put there."""

    @property
    def has_moved(self) -> bool:
        """Whether anything was moved at all."""
        return bool(self.came or self.went)


NOTHING_FOLLOWED = Followed()


class Following:
    """Contents on their way after their records, at one place."""

    def __init__(self, workspace: Workspace, carrier: Carrier, placed: Mapping[str, bool]) -> None:
        self._workspace = workspace
        self._carrier = carrier
        self._folder = workspace.folder / "carriers" / "pieces"
        self.placed = dict(placed)
        """The contents that packages for this place named, and whether their pieces lie there."""
        self._came = self._went = 0

    def take_over(self) -> None:
        """Let this place look after what packages named and what lies nowhere yet."""
        if self._carrier.takes_pieces:
            self.placed |= dict.fromkeys(contents.owed(self._workspace.reader), False)

    def put_again(self) -> None:
        """The place was emptied or exchanged: what was there may not be there any more."""
        self.placed = dict.fromkeys(self.placed, False)

    def fetch(self, counting: Callable[[int], Moved]) -> None:
        """Fetch what is missing here and lies there whole."""
        if not self._carrier.takes_pieces:
            return
        waiting = awaited(self._workspace)
        moved = counting(sum(each.size for each in waiting))
        for later in waiting:
            content = get_content(self._carrier, later, self._folder, moved)
            if content is not None:
                self._workspace.attachments.put(content)
                self._came += 1

    def send(self, counting: Callable[[int], Moved]) -> None:
        """Put there what packages for this place named."""
        attachments = self._workspace.attachments
        waiting = [each for each in self._waiting() if attachments.has(each)]
        moved = counting(sum(attachments.size(each) for each in waiting))
        for sha256 in waiting:
            later = contents.known(self._workspace.reader, sha256)
            if later and put_content(
                self._carrier, attachments.get(sha256), later, self._folder, moved
            ):
                self.placed[sha256] = True
                self._went += 1
                self._workspace.change(partial(contents.settle, sha256=sha256))

    def _waiting(self) -> list[str]:
        return [sha256 for sha256, is_there in self.placed.items() if not is_there]

    def answer(self) -> Followed:
        """How it stands now."""
        lacking = len(missing(self._workspace))
        owed = sum(self._workspace.attachments.has(each) for each in self._waiting())
        return Followed(self._came, self._went, lacking, owed)
