"""Reading the YAML of `resources/`: the one place that knows the format."""

from typing import Any

import yaml

from app.paths import resource

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(name: str) -> Any:
    """What the file `resources/NAME.yaml` says."""
    text = resource(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
