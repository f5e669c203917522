"""An invented event with everything an event can have, for the tests of its tabs."""

from datetime import date, timedelta

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from app.actions import events, group_work
from app.actions.attachments import NewFile, add_files
from app.actions.records import new
from app.model.programme import read_line
from app.storage import Workspace

PROGRAMME = (
    "9.00-9.30 Катышуучуларды каттоо",
    "9.30-9.45 Ачылышы, куттуктоо / Ойдонова Г. Т., депутат",
    "9.45-10.30 Бюджет цикли / Чыгарылганов Н. К.",
    "10.30-12.00 Бюджеттик угуулар / Ойдонова Б. М.",
    "12.00-13.00 Түшкү тамак",
    "13.00-14.30 Топтордо иштөө / 4 топ",
    "14.30-15.15 Топтордун презентациясы",
    "15.00-15.30 Суроо-жооп, талкуу",
    "15.30-16.00 Жыйынтык чыгаруу",
)


def fill_event(workspace: Workspace, today: date | None = None) -> bytes:
    """Write the event; its second day is today. Answers its id."""
    day = today or date.today()
    made = events.create_event(
        workspace,
        {
            "title": "Аялдардын лидерлиги жана бюджет",
            "type": "training",
            "mode": "offline",
            "date_from": day - timedelta(days=1),
            "date_to": day + timedelta(days=1),
            "territory": "41705000000000",
            "venue_text": "Ак-Татыр",
            "planned_count": 30,
            "objectives": ["Бюджет жөнүндө билимди арттыруу"],
            "framework_items": ["NPGE-2025/G09"],
            "target_audience": ["lk_deputy"],
        },
    )
    event = made.id
    events.add_lines(workspace, event, day, [read_line(line) for line in PROGRAMME])
    events.add_organisation(workspace, event, "Ойдон чыгарылган академия", "organiser")
    events.add_leader(workspace, event, "Ойдонова Бурул", "trainer")
    for surname, name, sex in (("Ойдонова", "Айгүл", "f"), ("Чыгарылганов", "Эркин", "m")):
        person = new("person", {"surname": surname, "name": name, "sex": sex})
        registration = new("registration", {"event": event, "person": person.id})
        workspace.write([person, registration])
    group_work.add_note(workspace, event, {"kind": "problem", "text": "Мектепке жол жок."})
    group_work.add_note(
        workspace,
        event,
        {"kind": "idea", "text": "Жолду оңдоо.", "framework_items": ["NPGE-2025/G01"]},
    )
    photo = NewFile("flip.jpg", "photo", "image/jpeg", picture(), day)
    add_files(workspace, "event", event, [photo])
    events.hand_over(workspace, event, "Депутаттарга колдонмо", {"copies": 30})
    return event


def picture(width: int = 320, height: int = 200) -> bytes:
    """A photo of nothing, as a camera would give it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#c8a040"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpeg")).write(image)
    return bytes(data.data())
