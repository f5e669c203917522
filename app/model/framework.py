"""Framework: a national plan, a roadmap or a set of recommendations, and its numbered items."""

from dataclasses import dataclass
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, LongText, Number, Text, TextList, YesNo
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Framework(Record):
    """A document whose goals and measures events, recommendations and plans are tied to."""

    type_name: ClassVar[str] = "framework"
    label: ClassVar[str] = mark("Framework")
    label_plural: ClassVar[str] = mark("Frameworks")
    key: ClassVar[tuple[str, ...]] = ("code",)
    searched: ClassVar[tuple[str, ...]] = ("title_ky", "title_ru", "title_en")
    goes_down: ClassVar[bool] = True
    is_reference: ClassVar[bool] = True

    code: str = kept(Text(label=mark("Code"), required=True, limit=60))
    title_ky: str = kept(Text(label=mark("Title in Kyrgyz"), limit=1000))
    title_ru: str = kept(Text(label=mark("Title in Russian"), limit=1000))
    title_en: str = kept(Text(label=mark("Title in English"), limit=1000))
    country: str = kept(Text(label=mark("Country"), limit=20))
    period_from: int | None = kept(Number(label=mark("From year"), least=1900, most=2100))
    period_to: int | None = kept(Number(label=mark("To year"), least=1900, most=2100))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="framework_kind"))
    status: str | None = kept(Choice(label=mark("Status"), enumeration="framework_status"))
    status_note: str = kept(LongText(label=mark("Note on the status")))
    source: str = kept(Text(label=mark("Source"), limit=1000))
    version: str = kept(Text(label=mark("Version"), limit=60))

    def names(self) -> dict[str, str]:
        """The title by language, for `Language.label`."""
        return {"ky": self.title_ky, "ru": self.title_ru, "en": self.title_en}


@dataclass(frozen=True, kw_only=True)
class FrameworkItem(Record):
    """A priority, goal, direction, task, measure or recommendation, under a stable code."""

    type_name: ClassVar[str] = "framework_item"
    label: ClassVar[str] = mark("Framework item")
    label_plural: ClassVar[str] = mark("Framework items")
    key: ClassVar[tuple[str, ...]] = ("code",)
    searched: ClassVar[tuple[str, ...]] = ("code", "text_ky", "text_ru", "text_en")
    goes_down: ClassVar[bool] = True
    is_reference: ClassVar[bool] = True

    code: str = kept(Text(label=mark("Code"), required=True, limit=80))
    framework: str = kept(Text(label=mark("Framework"), required=True, limit=60))
    parent: str = kept(Text(label=mark("Part of"), limit=80))
    type: str | None = kept(Choice(label=mark("Type"), enumeration="item_type"))
    level: str | None = kept(Choice(label=mark("Level"), enumeration="item_level"))
    no: str = kept(Text(label=mark("No."), limit=20))
    sequence: int | None = kept(Number(label=mark("Order"), among=("framework", "parent")))
    text_ky: str = kept(LongText(label=mark("Text in Kyrgyz")))
    text_ru: str = kept(LongText(label=mark("Text in Russian")))
    text_en: str = kept(LongText(label=mark("Text in English")))
    participants: str = kept(LongText(label=mark("Participants")))
    executors: str = kept(LongText(label=mark("Executors")))
    deadline: str = kept(Text(label=mark("Deadline")))
    expected_results: tuple[str, ...] = kept(TextList(label=mark("Expected results")))
    regions: tuple[str, ...] = kept(TextList(label=mark("Regions")))
    note: str = kept(LongText(label=mark("Note")))
    is_withdrawn: bool | None = kept(
        YesNo(label=mark("No longer in force"), help=mark("Later versions do not have it"))
    )

    def names(self) -> dict[str, str]:
        """The text by language, for `Language.label`."""
        return {"ky": self.text_ky, "ru": self.text_ru, "en": self.text_en}
