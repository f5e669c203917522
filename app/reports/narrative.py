"""What people write in a report in their own words, and where it stands in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.language import Language
from app.model.report_text import Subject
from app.reports.content import Block, Heading, Paragraph
from app.reports.words import term
from app.storage.connection import Connection
from app.storage.questions.indicators import IndicatorFilter
from app.storage.questions.report_texts import Written, written_texts

_IN_PLACE = {"introduction", "aims", "conclusion"}
"""Where one's own words stand in place of what the program would say, and not before it."""


@dataclass(frozen=True)
class Narrative:
    """The texts of one report, to be said in one language."""

    language: Language
    written: Written

    def words(self, section: str) -> str:
        """What was written for a section; in another language where it is lacking in this one."""
        return self.language.label(self.written.get(section))

    def blocks(self, section: str) -> Iterator[Block]:
        """The text of a section; nothing where none was written."""
        text = self.words(section)
        if text:
            yield Paragraph(text)

    def around(self, section: str, told: Iterable[Block]) -> Iterator[Block]:
        """A section: the text that was written for it, and what the program tells."""
        yield from self.blocks(section)
        if not (section in _IN_PLACE and self.words(section)):
            yield from told

    def part(self, section: str) -> Iterator[Block]:
        """A section that is there only when somebody wrote it, under its heading."""
        if self.words(section):
            yield Heading(section_title(self.language, section))
            yield from self.blocks(section)


def narrative(reader: Connection, language: Language, report: str, subject: Subject) -> Narrative:
    """What was written in this report of this subject."""
    return Narrative(language, written_texts(reader, report, subject))


def section_title(language: Language, section: str) -> str:
    """What a section is called."""
    return term(language, "report_section", section)


def subject_of(wanted: IndicatorFilter) -> Subject:
    """What a report of figures is of."""
    return Subject(
        territory=wanted.territory or None,
        since=wanted.since,
        until=wanted.until,
        project=wanted.project or None,
        framework=wanted.framework,
        goal=wanted.item,
        event_type=wanted.event_type or None,
    )


def plain(blocks: Iterable[Block]) -> str:
    """What blocks say, to show what stands there without words of one's own."""
    from app.reports.text import draw_blocks

    said = [block.text if isinstance(block, Heading) else draw_blocks([block]) for block in blocks]
    return "\n".join(filter(None, said))


Defaults = Mapping[str, str]
"""Section → what stands there as long as nobody has written anything."""
