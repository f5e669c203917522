"""Real servers on loopback that carriers are tested with, each started and ended by its test."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest

HERE = "127.0.0.1"
USER, PASSWORD = "aigul", "жашыруун-7"
SECRET_NAME = "SecretAccessKey"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Server:
    """A server, and how to make a fresh target on it."""

    kind: str
    port: int
    fresh: Callable[[str], str]
    """Makes an empty place of this name; answers its address."""
    folder: Path | None = None
    """Where what is put there lies, when that is a folder of this machine."""
    password: str | None = None


_PORTS = count(20_000 + os.getpid() * 97 % 12_000)
"""Below those the system gives out by itself, so that nothing takes one before its server has it;
each process of the tests has its own.
"""


def free_port() -> int:
    """A port nobody listens on."""
    while True:
        port = next(_PORTS)
        with socket.socket() as asked, suppress(OSError):
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind((HERE, port))
            return port


def needed(command: str, package: str) -> str:
    """The path of a program, or a skip that says what to install."""
    found = shutil.which(command, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{command} is not installed (Debian: {package})")
    return found


@contextmanager
def running(
    command: list[str], port: int, log: Path, more: Mapping[str, str] = NOTHING
) -> Iterator[None]:
    """A program that listens on a port while this lasts; `more` is for its environment."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=os.environ | more
        )
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"{command[0]} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that a server under another user may read too."""
    with tempfile.TemporaryDirectory(prefix="depter-") as made:
        folder = Path(made)
        folder.chmod(0o777)
        yield folder


def _in_folder(folder: Path, base: str) -> Callable[[str], str]:
    def fresh(name: str) -> str:
        (folder / name).mkdir()
        (folder / name).chmod(0o777)
        return f"{base}/{name}"

    return fresh


@contextmanager
def wsgidav(more: dict[str, str] | None = None) -> Iterator[Server]:
    if find_spec("wsgidav") is None:
        pytest.skip("wsgidav is not installed (PyPI: wsgidav, cheroot)")
    with open_folder() as folder:
        port, root = free_port(), folder / "files"
        root.mkdir()
        settings = {
            "host": "127.0.0.1",
            "port": port,
            "server": "cheroot",
            "provider_mapping": {"/": str(root)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "logging": {"enable": False},
        } | (more or {})
        path = folder / "wsgidav.json"
        path.write_text(json.dumps(settings))
        command = [sys.executable, "-m", "wsgidav.server.server_cli", "--config", str(path)]
        with running(command, port, folder / "log"):
            base = f"webdav://{USER}@127.0.0.1:{port}"
            yield Server("wsgidav", port, _in_folder(root, base), root, PASSWORD)


_APACHE = """
ServerRoot "{folder}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile "{folder}/pid"
ErrorLog "{folder}/log"
User www-data
Group www-data
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authn_file_module {modules}/mod_authn_file.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule auth_basic_module {modules}/mod_auth_basic.so
LoadModule dav_module {modules}/mod_dav.so
LoadModule dav_fs_module {modules}/mod_dav_fs.so
DavLockDB "{folder}/locks/db"
DocumentRoot "{folder}/files"
<Directory "{folder}/files">
    Dav On
    AuthType Basic
    AuthName depter
    AuthUserFile "{folder}/users"
    Require valid-user
</Directory>
"""


@contextmanager
def apache() -> Iterator[Server]:
    program = needed("apache2", "apache2")
    modules = Path("/usr/lib/apache2/modules")
    with open_folder() as folder:
        port = free_port()
        for name in ("files", "locks"):
            (folder / name).mkdir()
            (folder / name).chmod(0o777)
        users = needed("htpasswd", "apache2-utils")
        subprocess.run([users, "-cbs", folder / "users", USER, PASSWORD], check=True, stderr=-3)
        path = folder / "apache.conf"
        path.write_text(_APACHE.format(folder=folder, port=port, modules=modules))
        with running([program, "-f", str(path), "-D", "FOREGROUND"], port, folder / "said"):
            base = f"webdav://{USER}@127.0.0.1:{port}"
            yield Server(
                "apache", port, _in_folder(folder / "files", base), folder / "files", PASSWORD
            )


_NGINX = """
load_module {module};
user {user};
pid {folder}/pid;
error_log {folder}/log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        client_max_body_size 100m;
        location / {{
            root {folder}/files;
            dav_methods PUT DELETE MKCOL COPY MOVE;
            dav_ext_methods PROPFIND OPTIONS;
            auth_basic depter;
            auth_basic_user_file {folder}/users;
        }}
    }}
}}
"""


@contextmanager
def nginx() -> Iterator[Server]:
    program = needed("nginx", "nginx-light")
    module = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")
    if not module.exists():
        pytest.skip("nginx lists nothing without libnginx-mod-http-dav-ext (Debian)")
    import pwd

    with open_folder() as folder:
        port, user = free_port(), pwd.getpwuid(os.getuid()).pw_name
        (folder / "files").mkdir()
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        path = folder / "nginx.conf"
        path.write_text(_NGINX.format(folder=folder, port=port, module=module, user=user))
        with running([program, "-c", str(path), "-g", "daemon off;"], port, folder / "said"):
            base = f"webdav://{USER}@127.0.0.1:{port}"
            yield Server(
                "nginx", port, _in_folder(folder / "files", base), folder / "files", PASSWORD
            )


_SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile {folder}/pid
AuthorizedKeysFile {folder}/allowed
StrictModes no
UsePAM no
PasswordAuthentication yes
PermitRootLogin yes
Subsystem sftp internal-sftp
"""


def make_key(path: Path) -> None:
    """A fresh key pair, as sshd and ssh keep them."""
    path.unlink(missing_ok=True)
    maker = needed("ssh-keygen", "openssh-client")
    subprocess.run([maker, "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)


@contextmanager
def sshd(port: int = 0, folder: Path | None = None) -> Iterator[Server]:
    """Lets in the key `.ssh/id_ed25519` of the tests' own home."""
    program = needed("sshd", "openssh-server")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True, mode=0o755)
    import pwd

    with ExitStack() as stack:
        root = folder or stack.enter_context(open_folder())
        port, user = port or free_port(), pwd.getpwuid(os.getuid()).pw_name
        own = Path.home() / ".ssh" / "id_ed25519"
        own.parent.mkdir(mode=0o700, exist_ok=True)
        make_key(own)
        make_key(root / "host")
        shutil.copy(own.with_suffix(".pub"), root / "allowed")
        (root / "files").mkdir(exist_ok=True)
        path = root / "sshd.conf"
        path.write_text(_SSHD.format(folder=root, port=port))
        with running([program, "-D", "-e", "-f", str(path)], port, root / "said"):
            base = f"sftp://{user}@127.0.0.1:{port}{root}/files"
            yield Server("sftp", port, _in_folder(root / "files", base), root / "files")


def _ask_iam(port: int, **asked: str) -> str:
    """Ask the store for an account; it checks no signature yet."""
    scope = "AWS4-HMAC-SHA256 Credential=setup/20260101/us-east-1/iam/aws4_request"
    answer = httpx.post(
        f"http://{HERE}:{port}/", data=asked | {"Version": "2010-05-08"},
        headers={"Authorization": f"{scope}, SignedHeaders=host, Signature=0"},
    )  # fmt: skip
    answer.raise_for_status()
    return answer.text


def _account(port: int) -> tuple[str, str]:
    """A key and its secret, allowed everything."""
    every = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    _ask_iam(port, Action="CreateUser", UserName=USER)
    made = _ask_iam(port, Action="CreateAccessKey", UserName=USER)
    _ask_iam(
        port, Action="PutUserPolicy", UserName=USER, PolicyName="all", PolicyDocument=every
    )  # fmt: skip
    found = [re.search(f"<{name}>(.+?)</{name}>", made) for name in ("AccessKeyId", SECRET_NAME)]
    key, secret = (each[1] for each in found if each)
    return key, secret


@contextmanager
def s3() -> Iterator[Server]:
    """Checks every signature once the bucket and the account are made."""
    if find_spec("moto") is None or find_spec("flask") is None:
        pytest.skip("moto is not installed (PyPI: moto, flask, flask-cors)")
    from minio import Minio

    with open_folder() as folder:
        port = free_port()
        command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", HERE]
        unchecked = {"INITIAL_NO_AUTH_ACTION_COUNT": "4"}
        with running([*command, "-p", str(port)], port, folder / "log", unchecked):
            setup = Minio(
                f"{HERE}:{port}", access_key="setup", secret_key="-", secure=False,
                region="us-east-1",
            )  # fmt: skip
            setup.make_bucket("depter")
            key, secret = _account(port)

            def fresh(name: str) -> str:
                return f"s3://{key}@depter/{name}?endpoint=http://{HERE}:{port}&region=us-east-1"

            yield Server("s3", port, fresh, password=secret)


@contextmanager
def folder_server() -> Iterator[Server]:
    with open_folder() as folder:
        yield Server("folder", 0, _in_folder(folder, str(folder)), folder)


@contextmanager
def letter_folder() -> Iterator[Server]:
    with open_folder() as folder:
        yield Server("letters", 0, _in_folder(folder, f"eml:{folder}"), folder)


SERVERS = {
    "folder": folder_server,
    "letters": letter_folder,
    "wsgidav": wsgidav,
    "apache": apache,
    "nginx": nginx,
    "sftp": sshd,
    "s3": s3,
}
