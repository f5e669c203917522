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


def parse_yaml(text: str, listed: str) -> tuple[Any, list[int]]:
    """What a text says, and in which lines (from 1) the parts of the list under `listed` begin.

    Raises `NotYaml`.
    """
    try:
        events = yaml.parse(text, Loader=_LOADER)
        if any(isinstance(event, yaml.AliasEvent) for event in events):
            raise NotYaml("it has references")
        root = yaml.compose(text, Loader=_LOADER)
        said = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotYaml(str(error)) from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    lists = [value for key, value in pairs if key.value == listed]
    parts = lists[0].value if lists and isinstance(lists[0], yaml.SequenceNode) else ()
    return said, [part.start_mark.line + 1 for part in parts]
