"""Reading YAML, of `resources/` and of people: the one place that knows the format."""

from typing import Any

import yaml

from app.paths import resource

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(name: str) -> Any:
    """What the file `resources/NAME.yaml` says."""
    text = resource(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones


class NotYaml(ValueError):
    """A text that is no YAML, or one with references, which may unfold without end."""

    def __init__(self, said: str, line: int) -> None:
        super().__init__(said)
        self.line = line
        """Where it breaks off, from 1."""


def parse_yaml(text: str, listed: str) -> tuple[Any, list[int]]:
    """What a text says, and in which lines (from 1) the parts of the list under `listed` begin.

    Raises `NotYaml`.
    """
    try:
        events = yaml.parse(text, Loader=_LOADER)
        for event in events:
            if isinstance(event, yaml.AliasEvent):
                raise NotYaml("it has references", _line(event.start_mark))
        root = yaml.compose(text, Loader=_LOADER)
        said = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
    except NotYaml:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        raise NotYaml(str(error), _line(mark)) from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    lists = [value for key, value in pairs if key.value == listed]
    parts = lists[0].value if lists and isinstance(lists[0], yaml.SequenceNode) else ()
    return said, [_line(part.start_mark) for part in parts]


def _line(mark: Any) -> int:
    """The line of a place in a text, from 1; of no place the first."""
    return int(mark.line) + 1 if mark else 1
