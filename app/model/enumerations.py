"""The enumerations of `resources/reference/enumerations.yaml`: codes stored, words shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True, slots=True)
class Term:
    """One code of an enumeration with its words in `ky`, `ru` and `en`."""

    code: str
    labels: Mapping[str, str]
    bounds: tuple[int, int] | None = field(default=None)
    """For age bands: first and last age in whole years, both included."""


class _Enumerations(Mapping[str, Mapping[str, Term]]):
    """All enumerations by name, read from the file when the first one is asked for."""

    def __getitem__(self, name: str) -> Mapping[str, Term]:
        return _read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_read())

    def __len__(self) -> int:
        return len(_read())


ENUMERATIONS: Mapping[str, Mapping[str, Term]] = _Enumerations()


@cache
def _read() -> dict[str, dict[str, Term]]:
    from app.model.resources import read_yaml

    data: dict[str, list[dict[str, object]]] = read_yaml("reference/enumerations")
    return {name: {str(row["code"]): _term(row) for row in rows} for name, rows in data.items()}


def _term(row: dict[str, object]) -> Term:
    labels = {code: str(row.get(code, "")) for code in ("ky", "ru", "en")}
    bounds = (int(str(row["from"])), int(str(row["to"]))) if "from" in row else None
    return Term(str(row["code"]), labels, bounds)


def age_band(age: int | None) -> str | None:
    """The code of the age band an age in whole years falls into; None when it is not known."""
    if age is None:
        return None
    for code, term in ENUMERATIONS["age_group"].items():
        if term.bounds and term.bounds[0] <= age <= term.bounds[1]:
            return code
    return None
