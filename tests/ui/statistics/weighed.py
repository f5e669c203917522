"""What tests of figures, quotas and bodies share: a body, and where the window went."""

from app.model import Put, new_id
from app.storage import Workspace
from app.ui.shell import Shell


def add_body(workspace: Workspace, **values: object) -> bytes:
    body = new_id()
    known = {"title": "Айылдык кеңеш", "kind": "kenesh", "size": 21, "women": 4, "men": 17}
    workspace.write([Put("body", body, {**known, **values})])
    return body


def went(shell: Shell) -> list[tuple[str, dict[str, object]]]:
    gone: list[tuple[str, dict[str, object]]] = []
    shell.context.went.connect(lambda name, where: gone.append((name, where)))
    return gone
