"""The set-up asks for nothing that is there already, and says in one line what is not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run and check are shell scripts")

LIBRARIES = [
    "libEGL.so.1",
    "libGL.so.1",
    "libxkbcommon.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libglib-2.0.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-image.so.0",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxcb-xinerama.so.0",
    "libxcb-xkb.so.1",
    "libxcb-randr.so.0",
    "libxkbcommon-x11.so.0",
]


class Computer:
    """A copy of the scripts, among commands that only write down that they were called."""

    def __init__(self, folder: Path, house: Path) -> None:
        self.folder = folder
        self.commands = folder / "commands"
        self.called = folder / "called"
        self.commands.mkdir()
        for name in ("run", "installer", "requirements"):
            copy = shutil.copytree if (house / name).is_dir() else shutil.copy
            copy(house / name, folder / name)
        for name in ("apt-get", "pip", "uv", "curl", "wget"):
            self.command(name, "")
        self.command("uname", "echo Linux")
        self.user(0)
        self.libraries(LIBRARIES)
        self.environment()

    def command(self, name: str, body: str, place: Path | None = None) -> None:
        path = (place or self.commands) / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>"{self.called}"\n{body}\n')
        path.chmod(0o755)

    def quiet_command(self, name: str, body: str) -> None:
        path = self.commands / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.quiet_command("id", f"echo {number}")

    def libraries(self, names: list[str]) -> None:
        lines = "\n".join(f"\t{name} (libc6,x86-64) => somewhere" for name in names)
        self.quiet_command("ldconfig", f"cat <<'END'\n{lines}\nEND")

    def environment(self) -> None:
        """An environment that looks as a finished set-up leaves it."""
        programs = self.folder / ".venv" / "bin"
        programs.mkdir(parents=True)
        self.command("python", "", programs)
        self.do('stamp_of runtime >"$venv/depter-stamp"')

    def do(self, code: str, **variables: str) -> subprocess.CompletedProcess[str]:
        script = f'set -euo pipefail; source "{self.folder}/installer/set-up.sh"; {code}'
        return self.start(["bash", "-c", script], **variables)

    def start(self, words: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.commands}:{os.environ['PATH']}"
        environment = {"PATH": path, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", **variables}
        return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)

    def calls(self) -> list[str]:
        return self.called.read_text().splitlines() if self.called.exists() else []


@pytest.fixture
def computer(tmp_path: Path, house: Path) -> Computer:
    return Computer(tmp_path, house)


def test_a_computer_that_has_everything_is_asked_for_nothing(computer: Computer) -> None:
    done = computer.do("set_up runtime python window")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [call for call in computer.calls() if not call.startswith("uname")] == []


def test_a_changed_requirement_is_noticed(computer: Computer) -> None:
    assert computer.do("is_installed runtime").returncode == 0
    with (computer.folder / "requirements" / "runtime.txt").open("a") as pinned:
        pinned.write("# changed\n")
    assert computer.do("is_installed runtime").returncode == 1


def test_an_environment_for_development_serves_the_program_too(computer: Computer) -> None:
    assert computer.do("is_installed development").returncode == 1
    computer.do('stamp_of development >"$venv/depter-stamp"')
    assert computer.do("is_installed development").returncode == 0
    assert computer.do("is_installed runtime").returncode == 0


def test_who_may_not_install_is_told_the_one_line_to_say(computer: Computer) -> None:
    computer.user(1000)
    computer.libraries([name for name in LIBRARIES if "egl" not in name.lower()])
    done = computer.do("set_up runtime python window")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith("sudo apt-get install -y --no-install-recommends libegl1\n")
    assert [call for call in computer.calls() if call.startswith("apt-get")] == []


def test_root_gets_what_is_missing_and_nothing_else(computer: Computer) -> None:
    computer.libraries([name for name in LIBRARIES if "cursor" not in name])
    assert computer.do("set_up runtime python window").returncode == 0
    asked = [call for call in computer.calls() if call.startswith("apt-get")]
    assert [call.split()[-1] for call in asked] == ["update", "libxcb-cursor0"]


def test_a_failing_package_manager_is_quoted(computer: Computer) -> None:
    computer.libraries([])
    computer.command("apt-get", "echo no way to the mirror; exit 100")
    done = computer.do("set_up runtime python window")
    assert done.returncode == 1
    assert "no way to the mirror" in done.stderr
    assert "Could not install from Debian: libegl1" in done.stderr


def test_the_command_line_needs_no_library_of_the_window(computer: Computer) -> None:
    computer.user(1000)
    computer.libraries([])
    done = computer.start([str(computer.folder / "run"), "doctor", "a b"])
    assert (done.returncode, done.stderr) == (0, "")
    assert computer.calls()[-1] == "python -P -m app doctor a b"


@pytest.mark.parametrize("words", [[], ["-w", "somewhere"]])
def test_without_a_display_one_line_says_what_to_do(computer: Computer, words: list[str]) -> None:
    done = computer.start([str(computer.folder / "run"), *words])
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "./run --help" in done.stderr
    assert "xvfb-run ./run" in done.stderr


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_with_a_display_the_window_opens(computer: Computer, name: str) -> None:
    computer.libraries([*LIBRARIES, "libwayland-cursor.so.0", "libwayland-egl.so.1"])
    done = computer.start([str(computer.folder / "run")], **{name: "some"})
    assert (done.returncode, done.stderr) == (0, "")
    assert computer.calls()[-1] == "python -P -m app"


def test_uv_asks_the_index_that_pip_was_told_of(computer: Computer) -> None:
    programs = computer.folder / ".venv" / "bin"
    listed = "global.index-url='https://somewhere/simple'\nglobal.extra-index-url='a\\nb'"
    computer.command("python", f'cat <<"END"\n{listed}\n:env:.cert="x"\nEND', programs)
    done = computer.do('share_index_settings; echo "$UV_DEFAULT_INDEX|$UV_INDEX"')
    assert done.stdout == "https://somewhere/simple|a b\n"
    own = computer.do('share_index_settings; echo "$UV_DEFAULT_INDEX"', UV_DEFAULT_INDEX="mine")
    assert own.stdout == "mine\n"
