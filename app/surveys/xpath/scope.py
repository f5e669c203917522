"""What an expression may ask for beyond the node it is evaluated on."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, tzinfo

from app.surveys.xpath.nodes import Branch, Node


class Scope:
    """Answers for plain evaluation; the engine of a form overrides what its form knows better.

    `timezone` is where dates without an offset lie (None: where this computer is), `language`
    that of names of months and days. `narrows_repeats` makes absolute paths that lead into a
    repeat the context node stands in mean that repeat instance, as JavaRosa does.
    """

    timezone: tzinfo | None = None
    language: str = "en"
    narrows_repeats: bool = False

    def root(self, node: Node) -> Node:
        """Where absolute paths begin when an expression is evaluated on this node."""
        return node.root()

    def instance(self, name: str, node: Node) -> Branch | None:  # noqa: ARG002 - a hook
        """The instance of this id: what `instance(id)/root` looks for `root` in."""
        return None

    def itext(self, name: str) -> str:
        """The text of this id in the form's language."""
        return name

    def choice_name(self, value: str, path: str, node: Node) -> str:  # noqa: ARG002 - a hook
        """The label of a choice of the question that this path leads to from the node."""
        return ""

    def now(self) -> datetime:
        """The moment, with its zone."""
        return datetime.now().astimezone(self.timezone)

    def random(self) -> float:
        """A number from 0 to below 1."""
        return random.random()  # noqa: S311 - questionnaires, not secrets

    def uuid(self) -> str:
        """An id nobody else has."""
        return str(uuid.uuid4())

    def property(self, name: str) -> str:  # noqa: ARG002 - a hook
        """A property of the device (`deviceid`, `username` …)."""
        return ""

    def version(self) -> str:
        """The version of the form."""
        return ""
