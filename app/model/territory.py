"""Territory: a unit of the official classifier, from the country down to a village."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.kinds import Choice, Day, Number, Text, TextList
from app.model.record import Record, kept


@dataclass(frozen=True, kw_only=True)
class Territory(Record):
    """A place with its names; a unit that was merged away names its successor and stays."""

    type_name: ClassVar[str] = "territory"
    label: ClassVar[str] = mark("Territory")
    label_plural: ClassVar[str] = mark("Territories")
    key: ClassVar[tuple[str, ...]] = ("code",)
    searched: ClassVar[tuple[str, ...]] = ("name_ky", "name_ru", "name_en", "aliases")
    goes_down: ClassVar[bool] = True
    is_reference: ClassVar[bool] = True

    code: str = kept(Text(label=mark("Code"), required=True, limit=20))
    level: str | None = kept(Choice(label=mark("Level"), enumeration="territory_level"))
    parent: str = kept(Text(label=mark("Part of"), limit=20))
    name_ky: str = kept(Text(label=mark("Name in Kyrgyz")))
    name_ru: str = kept(Text(label=mark("Name in Russian")))
    name_en: str = kept(Text(label=mark("Name in English")))
    aliases: tuple[str, ...] = kept(TextList(label=mark("Other spellings")))
    latitude: float | None = kept(Number(label=mark("Latitude"), least=-90, most=90, decimals=6))
    longitude: float | None = kept(
        Number(label=mark("Longitude"), least=-180, most=180, decimals=6)
    )
    valid_from: date | None = kept(Day(label=mark("Valid from")))
    valid_to: date | None = kept(Day(label=mark("Valid to")))
    successor: str = kept(Text(label=mark("Successor"), limit=20))
    source: str = kept(Text(label=mark("Source")))

    def names(self) -> dict[str, str]:
        """The name by language, for `Language.label`."""
        return {"ky": self.name_ky, "ru": self.name_ru, "en": self.name_en}
