"""`depter report`: a document out of the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.asked import found
from app.commands.period import PERIOD, days_asked
from app.commands.session import FILE, Answer, Session, answers
from app.language import Language, mark
from app.model.kinds import NO_RECORD, Choice, Day, Kind, Link, Number, YesNo
from app.model.kinds import Territory as Place
from app.model.report_text import SECTIONS
from app.reports import FORMATS, REPORTS, WRITTEN_IN, Parameter
from app.reports.layouts import LAYOUT
from app.reports.parameters import is_yes

if TYPE_CHECKING:
    from app.reports import Document
    from app.reports.folder import Disclosure
    from app.storage import Workspace

ALL_OF_PERIOD = "period"
"""What --all is asked for, instead of an event, for the documents of a period."""
CONSOLIDATED = "consolidated"
_DAYS = ("since", "until")
KINDS = {one.name: one.kind for report in REPORTS.values() for one in report.asks}
"""What the parameters of reports are, by their names, which mean one thing in all reports."""


@click.command()
@click.option("--list", "is_list", is_flag=True, help="Say which reports there are.")
@click.option(
    "--as",
    "forms",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    default=("pdf",),
    show_default=True,
    help="The form of the file; with --all it may be given several times.",
)
@click.option(
    "--language",
    "code",
    type=click.Choice(WRITTEN_IN),
    help="The language of the report, or two beside each other. Without it: that of the notebook.",
)
@click.option("--to", type=FILE, metavar="FILE", help="The report's file, or a folder for it.")
@click.option(
    "--set",
    "settings",
    metavar="KEY=VALUE",
    multiple=True,
    help="What the report is asked with, as event=CODE; may be given several times.",
)
@PERIOD
@click.option(
    "--survey",
    metavar="FORM",
    help="The survey it is of: the same as --set survey=FORM; not with --all.",
)
@click.option(
    "--all",
    "all_of",
    metavar="EVENT|period",
    help="All documents of an event, named by its code or id, or of a period, territory and "
    "project given by --set, with those of its events, into the folder --to.",
)
@click.option(
    "--reason",
    metavar="TEXT",
    default="",
    help="Why names or small counts are told, where that is asked for; kept in the audit. With "
    "--all, lists with names are made only for a reason.",
)
@click.option(
    "--write",
    "written",
    metavar="SECTION=TEXT",
    multiple=True,
    help="Write a part of the report, as conclusion=TEXT or conclusion=@FILE; an empty text takes "
    "it back. It is kept, in the language of the report.",
)
@click.argument("name", metavar="NAME", type=click.Choice(list(REPORTS)), required=False)
@answers
def report(
    session: Session,
    name: str | None,
    is_list: bool,
    forms: Sequence[str],
    code: str | None,
    to: Path | None,
    all_of: str | None,
    settings: Sequence[str],
    period: str | None,
    survey: str | None,
    written: Sequence[str],
    reason: str,
) -> Answer:
    """Make the report NAME, in any of the languages."""
    if is_list:
        return _list(session.language)
    if all_of is not None:
        if not all_of.strip() or name is not None or to is None or written:
            raise click.UsageError("All into one folder: depter report --all EVENT --to DIR.")
        if period and all_of != ALL_OF_PERIOD:
            raise click.UsageError("An event has its own days: --period is for --all period.")
        asked = asked_of(settings, period)
        if survey or "survey" in asked:
            raise click.UsageError("--survey is for one report: --all writes every survey there.")
        return _all(session, all_of, asked, to, code, forms, reason)
    if len(forms) > 1:
        raise click.UsageError("One report is one file: several --as go with --all.")
    form = forms[0]
    if name is None or (to is None and not written):
        raise click.UsageError("Say which report and where: depter report NAME --to FILE.")
    asked = asked_of([*settings, *([f"survey={survey}"] if survey else [])], period, name)
    if written:
        _write(session, name, code, asked, _texts(written))
    if to is None:
        return _kept(session, name, written)
    path = to / f"{name}.{form}" if to.is_dir() else to
    document, size = _drawn(session, name, form, code, asked, reason, path)
    spoken = session.language
    said = spoken.text("{file}: {size}", file=path, size=spoken.size(size))
    remarks = [spoken.error(one) for one in document.remarks]
    return Answer({"path": str(path), "report": name, "size": size}, [said], problems=remarks)


def asked_of(
    settings: Sequence[str], period: str | None = None, name: str = CONSOLIDATED
) -> dict[str, object]:
    """What was given as KEY=VALUE, by key, and the days of a period; `name` is the report's."""
    asked: dict[str, object] = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign or not key.strip():
            raise click.UsageError(f"--set takes KEY=VALUE, not “{setting}”.")
        if key.strip() in asked:
            raise click.UsageError(f"{key.strip()} is said twice: say it once.")
        asked[key.strip()] = value
    if period is None:
        return asked
    if asked.keys() & set(_DAYS):
        raise click.UsageError("--period stands in place of since and until: say one or the other.")
    if "since" not in {one.name for one in REPORTS[name].asks}:
        raise click.UsageError(f"--period is for reports with since and until: {name} has none.")
    days = days_asked(period, None, None, "since and until")
    return asked | dict(zip(_DAYS, days, strict=True))


def _all(
    session: Session,
    all_of: str,
    asked: Mapping[str, object],
    to: Path,
    code: str | None,
    forms: Sequence[str],
    reason: str,
) -> Answer:
    """Write all documents of an event, or of a period, into a folder."""
    from app.actions.giving_out import REPORT, checked_reason, note_given_out
    from app.actions.today import note_report_saved
    from app.reports.folder import (
        Filed,
        Paper,
        all_papers,
        disclosing,
        disclosures,
        problems_of,
        said_of,
        save_papers,
    )

    with session.open() as workspace:
        language = session.language
        asked = found(workspace, KINDS, asked)
        papers = all_papers(workspace, None if all_of == ALL_OF_PERIOD else all_of, asked)
        can_tell = disclosures(papers)
        told = _told(can_tell, asked, reason)
        why = checked_reason(reason) if told else ""

        def note(paper: Paper, written: Sequence[str]) -> None:
            facts = {"report": paper.report, "form": ", ".join(written)}
            note_given_out(workspace, REPORT, facts, why)

        once = list(dict.fromkeys(forms))
        papers = disclosing(papers, told)
        said_in = code or language.code
        filed = Filed()
        try:
            save_papers(workspace, papers, to, said_in, once, given_out=note, filed=filed)
        finally:
            for event in filed.reported:
                note_report_saved(workspace, event)
    said = said_of(language, filed, str(to), [one for one in can_tell if one not in told])
    failed = problems_of(language, filed)
    facts = {
        "path": str(to),
        "files": [file.name for file in filed.files],
        "failed": [name for name, _ in filed.failed],
    }
    return Answer(facts, said, is_good=not failed, problems=failed)


def _told(
    can_tell: Sequence[Disclosure], asked: Mapping[str, object], reason: str
) -> list[Disclosure]:
    """What is asked for that takes a reason; with one alone, lists of those who agreed to be."""
    known = {each.name for one in REPORTS.values() for each in one.asks if each.discloses}
    wanted = {name for name in known if is_yes(name, asked.get(name))}
    wanted = wanted or ({"names"} if reason.strip() else set())
    return [one for one in can_tell if one.parameter.name in wanted]


def _texts(written: Sequence[str]) -> dict[str, str]:
    """Section → text; @FILE stands for what a file holds."""
    texts = {}
    for one in written:
        section, sign, text = one.partition("=")
        if not sign:
            raise click.UsageError(f"--write takes SECTION=TEXT, not “{one}”.")
        texts[section.strip()] = _of_file(text[1:]) if text.startswith("@") else text
    return texts


def _of_file(place: str) -> str:
    try:
        return Path(place).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--write: “{place}” cannot be read as a text in UTF-8.") from error


def _write(
    session: Session,
    name: str,
    code: str | None,
    asked: Mapping[str, object],
    texts: Mapping[str, str],
) -> None:
    from app.actions.report_texts import write_texts
    from app.reports.writing import subject_of_report

    if code and "+" in code:
        raise click.UsageError("--write takes one language at a time: --language ky, then ru.")
    with session.open() as workspace:
        written_in = code or session.language.code
        subject = subject_of_report(workspace, name, found(workspace, KINDS, asked))
        said = {(section, written_in): text for section, text in texts.items()}
        write_texts(workspace, name, subject, said)


def _kept(session: Session, name: str, written: Sequence[str]) -> Answer:
    said = session.language.plural(
        "{n} part of the report is kept.", "{n} parts of the report are kept.", len(written)
    )
    return Answer({"report": name, "written": len(written)}, [said])


def _drawn(
    session: Session,
    name: str,
    form: str,
    code: str | None,
    asked: Mapping[str, object],
    reason: str,
    path: Path,
) -> tuple[Document, int]:
    """Write the report into its file; what names people is noted with its reason."""
    from app.reports import draw, make_in

    with session.open() as workspace, noted(workspace, name, form, asked, reason) as known:
        written = code or session.language.code
        document = make_in(written, name, workspace, known)
        content = draw(document, form)
        save_to(path, content)
    return document, len(content)


@contextmanager
def noted(
    workspace: Workspace, name: str, form: str, asked: Mapping[str, object], reason: str
) -> Iterator[dict[str, object]]:
    """Around writing a document: what it is asked with, as the notebook knows it.

    One that tells what is kept back takes a reason. What was written is noted then: that and why
    in the audit, the report of an event for Today.
    """
    from app.actions.giving_out import REPORT, checked_reason, note_given_out
    from app.actions.today import note_report_saved
    from app.reports import reported_event, takes_reason

    known = found(workspace, KINDS, asked)
    is_disclosing = takes_reason(name, known)
    why = checked_reason(reason) if is_disclosing else ""
    yield known
    if is_disclosing:
        note_given_out(workspace, REPORT, {"report": name, "form": form}, why)
    if (event := reported_event(workspace, name, asked)) is not None:
        note_report_saved(workspace, event)


def save_to(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    from app.exchange.files import write_whole

    write_whole(path, lambda file: file.write(content))


def _list(spoken: Language) -> Answer:
    facts = []
    lines = []
    for each in REPORTS.values():
        asked = [_parameter(spoken, parameter) for parameter in each.parameters]
        label, tells = spoken.text(each.label), spoken.text(each.tells)
        sections = SECTIONS.get(each.name, ())
        told = {"report": each.name, "label": label, "tells": tells, "parameters": asked}
        facts.append({**told, "sections": list(sections)})
        lines.append(f"{each.name}: {label}. {tells}")
        lines += [_said(one) for one in asked if one["name"] != LAYOUT.name]
        if sections:
            written = spoken.text("What is told in words")
            lines.append(f"  --write {'|'.join(sections)}=TEXT  {written}")
    lines.append(spoken.text("Every report:"))
    lines.append(_said(_parameter(spoken, LAYOUT)))
    return Answer(facts, lines)


def _parameter(spoken: Language, parameter: Parameter) -> dict[str, Any]:
    meant = _meant(spoken, parameter)
    return {
        "name": parameter.name,
        "label": spoken.text(parameter.kind.label),
        "help": spoken.text(parameter.kind.help),
        "takes": _takes(parameter.kind),
        "default": parameter.default,
        "without": spoken.text("Without it: {value}", value=meant) if meant else "",
        "none": _none(spoken, parameter.kind),
    }


def _none(spoken: Language, kind: Kind) -> str:
    """How one says that none is wanted at all."""
    if not isinstance(kind, Link) or not kind.none:
        return ""
    return f"{NO_RECORD}: {spoken.text(kind.none)}"


def _takes(kind: Kind) -> str:
    if isinstance(kind, Link):
        named = _NAMED_BY.get(kind.to, "TITLE|ID")
        return f"{named}|{NO_RECORD}" if kind.none else named
    return _TAKES.get(type(kind), "…")


def _meant(spoken: Language, parameter: Parameter) -> str:
    """What is meant where nothing is said, in words; "" where the help says it."""
    if isinstance(parameter.kind, YesNo):
        return spoken.text("yes") if parameter.default else spoken.text("no")
    if parameter.default is not None:
        return str(parameter.default)
    said = _MEANT.get(type(parameter.kind))
    return spoken.text(said) if said else ""


_TAKES: Mapping[type[Kind], str] = {
    YesNo: "yes|no",
    Day: "2025-05-31",
    Number: "N",
    Place: "CODE",
    Choice: "CODE",
}
"""What a parameter of a kind takes, as it is written on the command line."""
_NAMED_BY: Mapping[str, str] = {
    "event": "CODE|ID",
    "survey": "FORM|ID",
    "framework": "CODE|ID",
    "framework_item": "CODE",
    "person": "NAME|ID",
    "document_layout": "NAME",
}
"""By what a record is named on the command line."""
_MEANT: Mapping[type[Kind], str] = {
    Place: mark("the whole country"),
    Day: mark("no limit"),
    Choice: mark("all"),
}


def _said(parameter: Mapping[str, Any]) -> str:
    words = [parameter[key] for key in ("label", "help", "without", "none")]
    said = ". ".join(word for word in words if word)
    return f"  --set {parameter['name']}={parameter['takes']}  {said}"
