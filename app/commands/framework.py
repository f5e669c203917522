"""`depter framework`: national plans and roadmaps, and what is tied to their items."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.asked import framework as framework_named
from app.commands.import_lists import refused
from app.commands.session import FILE, Answer, Session, answers
from app.language import Language
from app.model import ENUMERATIONS, FrameworkItem
from app.storage.questions.frameworks import (
    FrameworkLine,
    ItemNode,
    list_frameworks,
    search_items,
    tree,
)

if TYPE_CHECKING:
    from app.exchange.frameworks import FrameworkImported


@click.group()
def framework() -> None:
    """Show national plans, roadmaps and their items; take in new versions of them."""


@framework.command("import")
@click.option("--code", help="Which framework the items of a table are of, as NPGE-2025.")
@click.option("--title", help="Its title, where it is new.")
@click.option("--version", help="What this version is called, as 2026-03-14.")
@click.option(
    "--status",
    type=click.Choice(list(ENUMERATIONS["framework_status"])),
    help="Whether it is a draft or adopted.",
)
@click.option(
    "--partial", is_flag=True, help="The file holds only some items; the others stay in force."
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.argument("file", type=FILE, metavar="FILE")
@answers
def import_(
    session: Session,
    file: Path,
    code: str | None,
    title: str | None,
    version: str | None,
    status: str | None,
    partial: bool,
    dry_run: bool,
) -> Answer:
    """Take a framework in from YAML, Excel (.xlsx) or CSV.

    The same codes are the same items in a new version: words are mended, new items come in, and
    those the file lacks are marked as no longer in force. A mistake is said with its row, and then
    nothing is imported.
    """
    from app.exchange import RowsRefused
    from app.exchange.frameworks import FrameworkImported, import_framework, read_framework

    given = {"code": code, "title_ru": title, "version": version, "status": status}
    head = {name: value for name, value in given.items() if value}
    with session.open() as workspace:
        try:
            if dry_run:
                found = read_framework(workspace, file, head, partial=partial)
                rows, same = len(found.items), len(found.same)
                done = FrameworkImported(
                    code=found.framework["code"],
                    rows=rows,
                    new=found.new,
                    updated=rows - found.new - same,
                    same=same,
                    withdrawn=found.withdrawn,
                    ignored=found.ignored,
                )
            else:
                done = import_framework(workspace, file, head, partial=partial)
        except RowsRefused as refusal:
            return refused(session.language, refusal, FrameworkItem)
        return _imported(session.language, done, is_dry_run=dry_run)


def _imported(language: Language, done: FrameworkImported, *, is_dry_run: bool) -> Answer:
    facts = {
        "is_dry_run": is_dry_run,
        "framework": done.code,
        "rows": done.rows,
        "new": done.new,
        "updated": done.updated,
        "same": done.same,
        "withdrawn": list(done.withdrawn),
        "ignored_headings": list(done.ignored),
    }
    lines = [
        language.text(
            "{code}: items {rows}, new {new}, updated {updated}, as before {same}, "
            "no longer in force {withdrawn}",
            **{**facts, "code": done.code, "withdrawn": len(done.withdrawn)},
        )
    ]
    if done.ignored:
        names = ", ".join(done.ignored)
        lines.append(language.text("Headings that were not recognised: {names}", names=names))
    if is_dry_run:
        lines.append(language.text("Nothing was imported: this was a dry run."))
    return Answer(facts, lines)


@framework.command("list")
@answers
def list_(session: Session) -> Answer:
    """List the frameworks, with how much is tied to each."""
    with session.open() as workspace:
        found = list_frameworks(workspace)
        lines = [_line(session.language, each) for each in found]
    return Answer([_facts(each) for each in found], lines)


def _facts(line: FrameworkLine) -> dict[str, Any]:
    framework = line.framework
    return {
        "code": framework.code,
        "titles": framework.names(),
        "status": framework.status,
        "version": framework.version,
        "items": line.items,
        "withdrawn": line.withdrawn,
        "tied": line.ties._asdict(),
    }


def _line(language: Language, line: FrameworkLine) -> str:
    framework = line.framework
    term = ENUMERATIONS["framework_status"].get(framework.status or "")
    return language.text(
        "{code}: {title} ({status}); items {items}, tied to them {tied}",
        code=framework.code,
        title=language.label(framework.names()),
        status=language.label(term.labels) if term else "—",
        items=line.items,
        tied=line.ties.total,
    )


@framework.command("show")
@click.argument("code", metavar="CODE")
@answers
def show(session: Session, code: str) -> Answer:
    """Show the items of the framework CODE as a tree."""
    if not code.strip():
        raise click.UsageError("Say which: depter framework show CODE.")
    with session.open() as workspace:
        return _items(session.language, tree(workspace, framework_named(workspace, code)))


@framework.command("search")
@click.option("--in", "code", default="", metavar="CODE", help="Only in this framework.")
@click.argument("words", nargs=-1, required=True)
@answers
def search(session: Session, words: tuple[str, ...], code: str) -> Answer:
    """Find items by the beginnings of their WORDS, or by their code."""
    with session.open() as workspace:
        found = search_items(workspace, " ".join(words), framework_named(workspace, code))
        if not found:
            return Answer([], [session.language.text("Nothing was found.")])
        return _items(session.language, found)


def _items(language: Language, nodes: list[ItemNode]) -> Answer:
    facts = [
        {
            "code": node.item.code,
            "parent": node.item.parent or None,
            "type": node.item.type,
            "level": node.item.level,
            "no": node.item.no,
            "texts": node.item.names(),
            "is_withdrawn": bool(node.item.is_withdrawn),
            "tied": node.ties._asdict(),
        }
        for node in nodes
    ]
    lines = [
        "  " * node.depth
        + language.text(
            "{code} {text} ({tied})",
            code=node.item.code,
            text=language.label(node.item.names()),
            tied=node.ties.total,
        )
        for node in nodes
    ]
    return Answer(facts, lines)
