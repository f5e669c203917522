"""What stands at the right of the tree: all that is known of one item, and what is tied to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.language import mark
from app.model import Framework, FrameworkItem
from app.storage import Workspace
from app.storage.questions.frameworks import Tied, tied_to
from app.storage.questions.reference import framework_item, territory
from app.ui.context import Context
from app.ui.frameworks.words import is_proposal, item_caption
from app.ui.kit import Banner, Facts, SidePanel, Text
from app.ui.tied_list import TiedList
from app.ui.words import term

WIDTHS = ((1200, 372), (1000, 348), (0, 300))
"""Its width in a window of at least so many pixels."""
_TEXTS = (("ky", mark("In Kyrgyz")), ("ru", mark("In Russian")), ("en", mark("In English")))


@dataclass(frozen=True)
class ItemCard:
    """An item with its framework, the names of its regions, and what is tied to it."""

    item: FrameworkItem
    framework: Framework | None
    regions: tuple[dict[str, str], ...]
    tied: tuple[Tied, ...]


def item_card(ws: Workspace, code: str) -> ItemCard | None:
    """All that the panel shows of one item; None when it is not there."""
    item = framework_item(ws, code)
    if item is None:
        return None
    places = (territory(ws, one) for one in item.regions)
    return ItemCard(
        item=item,
        framework=ws.get(Framework, Framework.id_for({"code": item.framework})),
        regions=tuple(one.names() for one in places if one is not None),
        tied=tuple(tied_to(ws, code)),
    )


class ItemPanel(SidePanel):
    """Reads and shows one item; each tied record opens."""

    read = Signal(object)
    """The `ItemCard` that is shown now; None for none."""

    def __init__(self, context: Context) -> None:
        super().__init__(WIDTHS[0][1], border=True, gap=8)
        self.context = context
        self.card: ItemCard | None = None
        self.code = Text("", "section")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.caption = Text("", "second", wrap=True)
        self.doubt = Banner("warn")
        self.proposal = Banner("info")
        self._labels = [Text("", "label") for _ in _TEXTS]
        self._texts = [Text("", "body", wrap=True) for _ in _TEXTS]
        self.facts = Facts(96)
        self._tied = TiedList(context)
        self.tied = self._tied.table
        self.add(12, self.code, self.caption, self.doubt, self.proposal)
        for label, text in zip(self._labels, self._texts, strict=True):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.add(label, text)
        self.add(4, self.facts, 4, self._tied, None)

    def show_item(self, code: str) -> None:
        """Read an item and show it."""
        self.context.ask(item_card, code, on_done=self._show, key="frameworks.item")

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self._show(self.card)

    def _show(self, card: ItemCard | None) -> None:
        self.card = card
        self.column.setVisible(card is not None)
        if card is not None:
            self._show_words(card)
            self._show_facts(card)
            self._show_tied(card)
        self.read.emit(card)

    def _show_words(self, card: ItemCard) -> None:
        language, item = self.context.language, card.item
        say = language.text
        self.code.setText(item.code)
        caption = item_caption(language, card.framework, item)
        self.caption.setText(caption.replace(f" · {item.code}", ""))
        for (code, word), label, text in zip(_TEXTS, self._labels, self._texts, strict=True):
            said = item.names()[code]
            label.setText(say(word))
            text.setText(said or say("not translated yet"))
            text.set_colour("" if said else "text3")
        self.doubt.setVisible(bool(item.is_withdrawn))
        self.doubt.set_content(
            say("No longer in force"), say("The present version of the document does not have it.")
        )
        proposed = is_proposal(card.framework, item)
        self.proposal.setVisible(proposed)
        source = card.framework.source if card.framework else ""
        self.proposal.set_content(say("A proposal, not the text of an adopted plan"), source)

    def _show_facts(self, card: ItemCard) -> None:
        language, item = self.context.language, card.item
        kinds = FrameworkItem.kinds()

        def label(name: str) -> str:
            return language.text(kinds[name].label)

        title = language.label(card.framework.names()) if card.framework else item.framework
        self.facts.set_facts(
            [
                (language.text("Document"), title),
                (label("level"), term(language, "item_level", item.level)),
                (label("participants"), item.participants),
                (label("executors"), item.executors),
                (label("deadline"), item.deadline),
                (label("expected_results"), "\n".join(item.expected_results)),
                (label("regions"), ", ".join(language.label(names) for names in card.regions)),
                (label("note"), item.note),
            ]
        )

    def _show_tied(self, card: ItemCard) -> None:
        language, n = self.context.language, len(card.tied)
        said = language.plural("{n} record is tied to it", "{n} records are tied to it", n)
        self._tied.show_tied(said if n else language.text("Nothing is tied to it yet"), card.tied)
