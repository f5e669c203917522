"""Questions about events."""

from app.model import Note, Put, new_id
from app.storage import Workspace
from app.storage.questions.events import read_notes


def test_notes_come_in_the_order_they_were_written_down_also_within_one_moment(
    ws: Workspace,
) -> None:
    event = new_id()
    texts = [f"Көйгөй {number}" for number in range(30)]
    ws.write([Put(Note.type_name, new_id(1_000), {"event": event, "text": text}) for text in texts])
    assert [note.text for note in read_notes(ws, event).notes] == texts
