"""Survey: one questionnaire through all its versions, and what people answered to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.language import mark
from app.model.ids import derived_id
from app.model.kinds import (
    Choice,
    Day,
    Document,
    File,
    Link,
    Number,
    Privacy,
    Text,
    TextList,
    YesNo,
)
from app.model.kinds import Territory as Place
from app.model.record import Record, kept

MOST_ROUNDS = 999


@dataclass(frozen=True, kw_only=True)
class Survey(Record):
    """One questionnaire, by the id its form bears; its versions live side by side."""

    type_name: ClassVar[str] = "survey"
    label: ClassVar[str] = mark("Survey")
    label_plural: ClassVar[str] = mark("Surveys")
    goes_down: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("form_id",)
    searched: ClassVar[tuple[str, ...]] = ("title", "form_id")

    form_id: str = kept(Text(label=mark("Form id"), required=True))
    title: str = kept(Text(label=mark("Title"), required=True, limit=500))
    purpose: str | None = kept(Choice(label=mark("Purpose"), enumeration="survey_purpose"))
    is_withdrawn: bool | None = kept(YesNo(label=mark("No longer asked")))


@dataclass(frozen=True, kw_only=True)
class SurveyVersion(Record):
    """A form as it was at one time. Another content is another version, whatever it is called."""

    type_name: ClassVar[str] = "survey_version"
    label: ClassVar[str] = mark("Version of a survey")
    label_plural: ClassVar[str] = mark("Versions of surveys")
    goes_down: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("survey", "xform")
    owner: ClassVar[str] = "survey"

    survey: bytes | None = kept(Link(label=mark("Survey"), to="survey", required=True))
    version: str = kept(Text(label=mark("Version")))
    xform: str | None = kept(File(label=mark("Questionnaire"), required=True))
    title: str = kept(Text(label=mark("Title"), limit=500))
    languages: tuple[str, ...] = kept(TextList(label=mark("Languages")))
    is_withdrawn: bool | None = kept(YesNo(label=mark("No longer asked")))

    def caption(self) -> str:
        return " ".join(part for part in (self.title, self.version) if part)


@dataclass(frozen=True, kw_only=True)
class SurveyFile(Record):
    """What belongs to a version: the workbook it was made from, its lists and its media."""

    type_name: ClassVar[str] = "survey_file"
    label: ClassVar[str] = mark("File of a survey")
    label_plural: ClassVar[str] = mark("Files of surveys")
    goes_down: ClassVar[bool] = True
    key: ClassVar[tuple[str, ...]] = ("survey_version", "name", "file")
    owner: ClassVar[str] = "survey_version"

    survey_version: bytes | None = kept(
        Link(label=mark("Version of a survey"), to="survey_version", required=True)
    )
    name: str = kept(Text(label=mark("File name"), required=True))
    file: str | None = kept(File(label=mark("File"), required=True))
    kind: str | None = kept(Choice(label=mark("Kind"), enumeration="survey_file_kind"))

    def caption(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class Submission(Record):
    """One filled form: who answered to which version, where and when, and the document itself."""

    type_name: ClassVar[str] = "submission"
    label: ClassVar[str] = mark("Filled form")
    label_plural: ClassVar[str] = mark("Filled forms")

    survey_version: bytes | None = kept(
        Link(label=mark("Version of a survey"), to="survey_version", required=True)
    )
    collected_on: date | None = kept(Day(label=mark("Answered on"), required=True))
    territory: str | None = kept(Place(label=mark("Territory")))
    event: bytes | None = kept(Link(label=mark("Event"), to="event"))
    person: bytes | None = kept(Link(label=mark("Person"), to="person"))
    code: str = kept(
        Text(
            label=mark("Respondent's code"),
            limit=60,
            privacy=Privacy.PERSONAL,
            help=mark("A word she chose herself, the same before and after"),
        )
    )
    group_name: str = kept(Text(label=mark("Group")))
    round: int | None = kept(Number(label=mark("Round"), least=1, most=MOST_ROUNDS))
    source: str | None = kept(Choice(label=mark("Source"), enumeration="submission_source"))
    second_entry_of: bytes | None = kept(Link(label=mark("Typed a second time"), to="submission"))
    instance_id: str = kept(Text(label=mark("Id of the document")))
    instance: str = kept(Document(label=mark("Answers"), required=True, privacy=Privacy.SENSITIVE))

    def caption(self) -> str:
        return self.code or self.group_name


@dataclass(frozen=True, kw_only=True)
class SubmissionFile(Record):
    """A picture, a recording or another file that answers a question."""

    type_name: ClassVar[str] = "submission_file"
    label: ClassVar[str] = mark("File of a filled form")
    label_plural: ClassVar[str] = mark("Files of filled forms")
    owner: ClassVar[str] = "submission"

    submission: bytes | None = kept(Link(label=mark("Filled form"), to="submission", required=True))
    name: str = kept(Text(label=mark("File name"), required=True, privacy=Privacy.PERSONAL))
    file: str | None = kept(File(label=mark("File"), required=True, privacy=Privacy.PERSONAL))

    @classmethod
    def id_for(cls, values: Mapping[str, object]) -> bytes:
        """One file of a name to a form. It is no key: the name may have to be forgotten."""
        return derived_id(cls.type_name, (values["submission"], values["name"]))
