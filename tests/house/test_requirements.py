"""What is installed: pinned, hashed, the same for running and for developing, from any index."""

import itertools
import re
from pathlib import Path

import pytest

LISTS = ["runtime", "development", "set-up"]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def requirements(house: Path) -> dict[str, str]:
    return {name: (house / "requirements" / f"{name}.txt").read_text() for name in LISTS}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_no_index_and_no_host(requirements: dict[str, str], name: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ", requirements[name])


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_and_bears_hashes(requirements: dict[str, str], name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", requirements[name].strip())
    assert entries
    assert [entry.split()[0] for entry in entries if not PIN.match(entry)] == []
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_developing_holds_exactly_what_running_holds(requirements: dict[str, str]) -> None:
    runtime = set(PIN.findall(requirements["runtime"]))
    assert runtime <= set(PIN.findall(requirements["development"]))


@pytest.mark.parametrize("name", LISTS)
def test_every_wish_bears_its_reason(house: Path, name: str) -> None:
    lines = (house / "requirements" / f"{name}.in").read_text().splitlines()
    wishes = [
        (before, line)
        for before, line in itertools.pairwise(lines)
        if line and not line.startswith(("#", "-r"))
    ]
    assert wishes
    assert [line for before, line in wishes if not before.startswith("# ")] == []
