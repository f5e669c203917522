"""Parameters: what a report asks before it is made, and how a typed answer is understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from app.errors import AppError
from app.language import mark
from app.model import ENUMERATIONS
from app.model.kinds import Choice, Day, Kind, Link, Number, YesNo
from app.storage import Workspace

_YES = {"yes", "true", "1", "on", "да", "ооба"}
_NO = {"no", "false", "0", "off", "нет", "жок"}


class WrongParameter(AppError):
    """A report was asked for with something it does not know or cannot use."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a report can be asked with: its kind brings label and help for the form."""

    name: str
    kind: Kind
    default: object = None
    discloses: bool = False
    """Whether asking for it tells what is kept back otherwise, names or small counts: that takes
    a reason."""
    meant: Callable[[Workspace, str], bytes | None] | None = None
    """Finds the record a report (of this name) means where none is named; an `AppError`, or None,
    where there is none."""


def discloses(parameters: tuple[Parameter, ...], values: Mapping[str, object]) -> bool:
    """Whether a report with these values (as `understood` has them) takes a reason."""
    return any(values[one.name] for one in parameters if one.discloses)


def understood(
    report: str, parameters: tuple[Parameter, ...], given: Mapping[str, object]
) -> dict[str, object]:
    """All values of a report's parameters: what was given, typed or not, else the defaults."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise WrongParameter(
                mark("The report {report} has no parameter {name}. It has: {known}."),
                report=report,
                name=name,
                known=", ".join(known),
            )
    values = {
        parameter.name: _value(parameter, given[parameter.name])
        if given.get(parameter.name) not in (None, "")
        else parameter.default
        for parameter in parameters
    }
    since, until = values.get("since"), values.get("until")
    if isinstance(since, date) and isinstance(until, date) and until < since:
        raise WrongParameter(
            mark("The period ends on {until}, before it begins on {since}."),
            since=f"{since:%d.%m.%Y}",
            until=f"{until:%d.%m.%Y}",
        )
    return values


def meant(workspace: Workspace, report: str, parameters: Iterable[Parameter]) -> dict[str, object]:
    """The records that are meant where none is named, by parameter, as far as there are some."""
    found: dict[str, object] = {}
    for one in parameters:
        if one.meant is not None:
            with suppress(AppError):
                found[one.name] = one.meant(workspace, report)
    return {name: record for name, record in found.items() if record is not None}


def _value(parameter: Parameter, given: object) -> object:
    match parameter.kind:
        case YesNo():
            return is_yes(parameter.name, given)
        case Link():
            return given
        case Number() as kind:
            value = kind.clean(given)
            if kind.fault(value) is None:
                return value
            raise WrongParameter(
                mark(
                    "The parameter {name} must be a number from {least} to {most}, not “{given}”."
                ),
                name=parameter.name,
                given=given,
                least=kind.least,
                most=kind.most,
            )
        case Day() as kind:
            value = kind.clean(given)
            if kind.fault(value) is None:
                return value
            raise WrongParameter(
                mark("The parameter {name} must be a day as 31.12.2026, not “{given}”."),
                name=parameter.name,
                given=given,
            )
        case Choice() as kind:
            if kind.fault(given) is None:
                return given
            raise WrongParameter(
                mark("The parameter {name} cannot be “{given}”. There are: {known}."),
                name=parameter.name,
                given=given,
                known=", ".join(ENUMERATIONS[kind.enumeration]),
            )
        case kind:
            return kind.clean(given)


def is_yes(name: str, given: object) -> bool:
    """Whether a parameter, typed or not, says yes; `WrongParameter` for what is neither."""
    if given is None or isinstance(given, bool):
        return bool(given)
    word = str(given).strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise WrongParameter(
        mark("The parameter {name} is yes or no, not “{given}”."), name=name, given=given
    )
