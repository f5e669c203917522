"""Qt's own words («Cancel», «&Open» …) from the same catalogue as ours."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from app.language import Language, mark

TEXTS = {
    "OK": mark("OK"),
    "Cancel": mark("Cancel"),
    "Close": mark("Close"),
    "Open": mark("Open"),
    "Save": mark("Save"),
    "Yes": mark("Yes"),
    "No": mark("No"),
    "Apply": mark("Apply"),
    "Undo": mark("Undo"),
    "Redo": mark("Redo"),
    "Cut": mark("Cut"),
    "Copy": mark("Copy"),
    "Paste": mark("Paste"),
    "Delete": mark("Delete"),
    "Select All": mark("Select all"),
    "Look in:": mark("Look in:"),
    "File name:": mark("File name:"),
    "Files of type:": mark("Files of type:"),
    "Directory:": mark("Folder:"),
    "Choose": mark("Choose"),
    "Name": mark("Name"),
    "Size": mark("Size"),
    "Type": mark("Type"),
    "Date Modified": mark("Changed on"),
    "Print": mark("Print"),
    "Options": mark("Options"),
    "Properties": mark("Properties"),
}
"""Qt's source text without its access key, and the marked text of ours that says it."""


class QtTexts(QTranslator):
    """Answers Qt's questions for words; what it does not know stays English."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        plain = sourceText.replace("&", "")
        known = TEXTS.get(plain)
        # Only no text at all leaves a word of Qt's as it is: an empty one is a translation, which
        # blanks Qt's messages and makes its image readers mistake one format for another.
        return self._language.text(known) if known else None  # type: ignore[return-value]
