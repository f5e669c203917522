"""A notebook with one event of two days that has everything a report can say. All invented."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.model import RECORD_TYPES, Put
from app.storage import KdfCost, Profile, Workspace, create_workspace

CHEAP = KdfCost(memory_kib=1024, passes=1, lanes=1)
DAYS = (date(2025, 5, 12), date(2025, 5, 13))
BATKEN = "41705000000000"

PEOPLE = (
    ("Өмүрбекова", "Айгүл", "Нурлановна", "f", 1974, "lk_deputy", "Кара-Бак"),
    ("Токтосунова", "Жаңыл", "Эркин кызы", "f", 1969, "community_activist", "Самаркандек"),
    ("Исаков", "Үсөн", "Бакытбек уулу", "m", 1988, "municipal_servant", "Кара-Бак"),
    ("Абдыкадырова", "Гүлнара", "", "f", 2001, "youth", ""),
    ("Смирнова", "Ольга", "Петровна", "f", 1960, "cso", ""),
    ("Эргешова", "Өктөмкан", "", "f", None, "lk_deputy", "Ак-Татыр"),
    ("Ырысбаев", "Нурбек", "", "m", 1995, "journalist", ""),
    ("Чоюнова", "Сайрагүл", "", "u", 1980, "lk_candidate", "Үч-Коргон"),
)


class Notebook:
    """Writes invented records into a workspace, with ids that are the same in every run."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._count = 0

    def put(self, type_name: str, **values: Any) -> bytes:
        record_type = RECORD_TYPES[type_name]
        self._count += 1
        plain = hashlib.sha256(f"{type_name} {self._count}".encode()).digest()[:16]
        record_id = record_type.id_for(values) if record_type.key else plain
        self.workspace.write([Put(type_name, record_id, values)])
        return record_id


def photo(colour: str = "#78B2BE", size: tuple[int, int] = (640, 480)) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    profile = Profile(name="Жылдыз Эсенова", role="trainer", territory=BATKEN, language="ky")
    workspace = create_workspace(tmp_path / "notebook", "eight words", profile, CHEAP).workspace
    yield Notebook(workspace)
    workspace.close()


@pytest.fixture
def held(notebook: Notebook) -> Notebook:
    write_event(notebook)
    return notebook


def write_event(notebook: Notebook) -> bytes:
    """The consultative meeting in Batken, with invented people."""
    put = notebook.put
    venue = put("venue", name="«Ынтымак» конок үйү", address="Баткен ш., Раззаков көч., 12")
    project = put("project", title="Аялдардын лидерлиги", donor="Эл аралык фонд")
    event = put(
        "event",
        title="Депутат аялдар жана активисттер менен кеңешүү жолугушуусу",
        code="BAT-2025-01",
        type="consultative_meeting",
        mode="offline",
        status="held",
        date_from=DAYS[0],
        date_to=DAYS[1],
        time_from="09:00",
        time_to="16:30",
        territory=BATKEN,
        venue=venue,
        project=project,
        languages=("ky", "ru"),
        objectives=("Аймактардагы аялдардын лидерлик дараметин күчөтүү",),
        tasks=("Инклюзивдүү жолугушуу өткөрүү", "Сунуштарды чогултуу"),
        framework_items=("NPGE-2025/G01", "NPGE-2025/G02"),
        target_audience=("lk_deputy", "community_activist"),
        planned_count=30,
        attendance_by="half_day",
        results=("Он сунуш жазылды",),
    )
    _write_programme(notebook, event)
    _write_organisers(notebook, event)
    _write_people(notebook, event)
    _write_annex(notebook, event)
    return event


def _write_programme(notebook: Notebook, event: bytes) -> None:
    lines = (
        (0, "09:00", "09:30", "Катышуучуларды каттоо", ""),
        (0, "09:30", "10:00", "Ачылышы, куттуктоо", "Н. Асанова"),
        (0, "10:00", "12:00", "Улуттук пландын талкуусу", "Ж. Эсенова, тренер"),
        (1, "09:00", "11:00", "Топтордо иштөө: көйгөйлөр жана сунуштар", "Катышуучулар"),
        (1, "11:00", "11:30", "Жыйынтык чыгаруу", ""),
    )
    for day, time_from, time_to, title, speaker in lines:
        notebook.put(
            "agenda_item",
            event=event,
            day=DAYS[day],
            time_from=time_from,
            time_to=time_to,
            title=title,
            speaker=speaker,
        )


def _write_organisers(notebook: Notebook, event: bytes) -> None:
    for role, name in (
        ("organiser", "Эмгек, социалдык камсыздоо жана миграция министрлиги"),
        ("donor", "Эл аралык фонд"),
        ("partner", "«Датка» коомдук бирикмеси"),
    ):
        body = notebook.put("organisation", name=name)
        notebook.put("event_organisation", event=event, organisation=body, role=role)
    trainer = notebook.put("person", surname="Эсенова", name="Жылдыз", sex="f")
    notebook.put(
        "event_person", event=event, person=trainer, role="trainer", position="улук тренер"
    )


def _write_people(notebook: Notebook, event: bytes) -> None:
    parts = [(day, part) for day in DAYS for part in ("morning", "afternoon")]
    for number, (surname, name, patronymic, sex, year, category, village) in enumerate(PEOPLE):
        person = notebook.put(
            "person",
            surname=surname,
            name=name,
            patronymic=patronymic,
            sex=sex,
            birth_year=year,
            village=village,
            phone=f"0772 000 0{number:02}",
        )
        registration = notebook.put(
            "registration",
            event=event,
            person=person,
            category=category,
            organisation="айылдык кеңеш" if number % 2 else "",
            position="депутат" if category == "lk_deputy" else "",
            territory=BATKEN if number % 3 else None,
            age=2025 - year if year else None,
        )
        for index, (day, part) in enumerate(parts):
            notebook.put(
                "attendance",
                registration=registration,
                day=day,
                part=part,
                is_present=(number + index) % 3 != 0 and number != 5,
            )
        if number % 2 == 0:
            notebook.put("consent", person=person, given_on=DAYS[0], form="paper", scope=("data",))


def _write_annex(notebook: Notebook, event: bytes) -> None:
    put = notebook.put
    put("headcount", event=event, day=DAYS[0], category="pupil", number=600, qualifier="over")
    put("headcount", event=event, sex="f", age_group="youth", number=40, qualifier="about")
    put("reach_figure", event=event, kind="schools", value=38, qualifier="exact", territory=BATKEN)
    product = put("product", title="Окутуу боюнча колдонмо", kind="guideline", language="ky")
    put(
        "distribution", event=event, product=product, recipient="№ 4 мектеп", copies=25, day=DAYS[0]
    )
    put("note", event=event, kind="problem", theme="migration", group_name="1-топ", text="Миграция")
    put(
        "note",
        event=event,
        kind="recommendation",
        text="Кризистик борборлорду ачуу",
        framework_items=("NPGE-2025/G01",),
    )
    sha256 = notebook.workspace.attachments.put(photo())
    put("attachment", event=event, kind="photo", file=sha256, title="Флипчарт", taken_on=DAYS[1])
    put("attachment", event=event, kind="photo", file="0" * 64, title="Келе элек сүрөт")
    put("attachment", event=event, kind="scan", file=sha256, file_name="barak.pdf", size=48_200)
