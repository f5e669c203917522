"""What a notebook may hold beside its first event, for reports: each written by one function."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from app.actions.surveys import add_form
from app.paths import resource
from app.storage import Workspace, coverage
from app.surveys import convert
from tests.reports.conftest import Notebook

OSH = "41706000000000"


def write_plan(notebook: Notebook) -> None:
    """A resolution and a plan of an invented village, with what makes them hard to lay out."""
    put = notebook.put
    event = put("event", title="Кеңешүү жолугушуусу", date_from=date(2025, 5, 12))
    resolution = put(
        "resolution",
        title="II Улуттук планды талкуулоонун жыйынтыгы боюнча",
        event=event,
        framework="NPGE-2025",
        preamble="Катышуучулар\n\nмаанисин белгилешти.",
        analysis="Талкуу көрсөттү.",
        conclusion="Сунуштар эске алынат.",
        addressed_to=("Министрлик",),
        status="adopted",
        adopted_on=date(2025, 5, 23),
        votes_for=41,
        votes_against=0,
    )
    points = (
        ("goal", "NPGE-2025/G07", None, False, "Пробация системасын киргизүү:"),
        ("goal", "NPGE-2025/G07", None, True, "айыл коомдоруна өткөрүп берүү;"),
        ("goal", "NPGE-2025/G07", None, True, "каржылоону караштыруу."),
        ("goal", "NPGE-2025/G07", None, False, "Жергиликтүү активисттерди тартуу"),
        ("direction", "NAP1325-2025/D1", "national", False, "Эрте эскертүү системасы"),
        ("direction", "NAP1325-2025/D1", "local", False, "Медиацияга окутуу"),
    )
    for number, (section, heading, level, is_part, text) in enumerate(points, 1):
        put(
            "resolution_item",
            resolution=resolution,
            section=section,
            heading=heading,
            level=level,
            is_part=is_part,
            text=text,
            sequence=number * 10,
            framework_items=(heading,),
        )
    plan = put(
        "action_plan",
        title="Ак-Татыр айыл аймагынын планы",
        territory="41705000000000",
        period_from=date(2026, 1, 1),
        period_to=date(2027, 12, 31),
        status="approved",
        decision_number="14",
        decision_date=date(2026, 6, 12),
        decision_body="Ак-Татыр айылдык кеңеши",
        event=event,
        results=("Аялдардын жумуштуулугу өстү",),
    )
    first = put(
        "plan_measure",
        action_plan=plan,
        sequence=10,
        text="Тигүү цехине 12 аялды окутуу",
        framework_items=("NPGE-2025/G01",),
        responsible="Айыл өкмөтү",
        partners=("Кесиптик лицей",),
        starts_on=date(2026, 2, 1),
        deadline=date(2026, 3, 1),
        budget=180_000.0,
        budget_source="local_budget",
        budget_status="approved",
        budget_decision="14",
        expected_results=("12 аял иштейт",),
        participants="Жумушсуз аялдар",
        status="in_progress",
    )
    put(
        "plan_measure",
        action_plan=plan,
        sequence=20,
        text="Бала бакчага кошумча топ",
        framework_items=("NPGE-2025/G04",),
        budget=640_000.0,
        budget_source="republican_budget",
        budget_status="requested",
    )
    put(
        "monitoring_entry",
        plan_measure=first,
        day=date(2026, 2, 20),
        progress=60,
        spent=90_000.0,
        note="Жети аял окуп жатат",
        obstacles="Тигүү машинеси жетишпейт",
    )
    put(
        "stakeholder",
        event=event,
        kind="state",
        name="Айыл өкмөтү",
        interests="План аткарылсын",
        influence=5,
        interest=4,
        attitude="supporter",
        cooperation=("Биргелешкен отурум",),
    )
    put("stakeholder", event=event, kind="informal", name="Аксакалдар", contact="0772 000 111")


def write_second_event(notebook: Notebook) -> None:
    """Beside the meeting in Batken one in Osh, with problems, votes, two resolutions, contacts."""
    put = notebook.put
    osh = put(
        "event",
        title="Ош шаарындагы жолугушуу",
        code="OSH-2025-01",
        type="consultative_meeting",
        status="held",
        date_from=date(2025, 5, 15),
        territory=OSH,
        objectives=("Аймактардагы аялдардын лидерлик дараметин күчөтүү",),
    )
    office = put("organisation", name="Аймактык бөлүм", phone="+996 312 00 00 00")
    put("event_organisation", event=osh, organisation=office, role="organiser")
    said = {"event": osh, "kind": "recommendation", "framework_items": ("NPGE-2025/G01",)}
    put("note", **said, text="Микрокредит берүү", votes=12)
    put("note", **said, text="Цех ачуу", votes=31)
    put("note", **said, text="Цех ачуу")
    put("note", event=osh, kind="recommendation", text="Бардык аймакка", territory="41700000000000")
    put("note", event=osh, kind="problem", theme="migration", text="Ата-энелер алыста")
    put("note", event=osh, kind="barrier", text="Жолдун жоктугу")
    for number, (section, heading) in enumerate(
        (("goal", "NPGE-2025/G07"), ("direction", "NAP1325-2025/D1"))
    ):
        resolution = put(
            "resolution",
            title=f"Резолюция {number + 1}",
            framework=heading.split("/")[0],
            conclusion=f"Корутунду {number + 1}",
            status="adopted",
            adopted_on=date(2025, 5, 23),
        )
        put(
            "resolution_item",
            resolution=resolution,
            section=section,
            heading=heading,
            level=None if section == "goal" else "local",
            text=f"Пункт {number + 1}",
        )


def meet(workspace: Workspace, device: bytes, name: str, territory: str = "") -> None:
    row = (device, name, "trainer", territory, b"k", "age1", "{}", "2026")
    workspace.change(lambda c: c.execute("INSERT INTO peer VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row))


def arrive(
    workspace: Workspace,
    device: bytes,
    number: int,
    days_ago: int,
    after: bytes = b"",
    upto: bytes = b"",
) -> None:
    at = (datetime.now(UTC) - timedelta(days=days_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    row = (f"{number:032}{device.hex():>32}", device, number, "", at, at, f"{number}.depter", "{}")

    def write(c: Any) -> None:
        found = c.execute(
            "INSERT INTO package (hash, device, number, previous, made_at, received_at, "
            "file_name, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING package",
            row,
        ).fetchone()
        if upto:
            c.execute(
                "INSERT INTO package_interval VALUES (?, ?, ?, ?)", (*found, device, after, upto)
            )
            coverage.add(c, [coverage.Interval(device, after, upto)])

    workspace.change(write)


def stamp(number: int, device: bytes) -> bytes:
    return number.to_bytes(8) + device


def write_senders(notebook: Notebook) -> None:
    """One who sends, one of whom numbers 2 and 3 are missing, one silent, one never heard of."""
    workspace = notebook.workspace
    for number, name in enumerate(("Асанова", "Бекова", "Осмонова", "Үсөнова"), 1):
        meet(workspace, bytes([number]) * 8, name, "41705000000000" if number == 1 else "")
    arrive(workspace, b"\1" * 8, 1, 3)
    arrive(workspace, b"\1" * 8, 2, 2)
    begins = stamp(0, bytes(8))
    arrive(workspace, b"\2" * 8, 1, 9, begins, stamp(10, b"\2" * 8))
    arrive(workspace, b"\2" * 8, 4, 5, stamp(30, b"\2" * 8), stamp(40, b"\2" * 8))
    arrive(workspace, b"\3" * 8, 1, 50)


def add_answers(notebook: Notebook, count: int, **facts: object) -> None:
    """Filled forms of feedback: each answer is told by the number of its form."""
    content = resource("forms", "event_feedback.xlsx").read_bytes()
    version = add_form(notebook.workspace, convert(content, "event_feedback.xlsx")).version
    for at in range(count):
        said = {
            "sex": "f" if at % 3 else "m",
            "age_group": ("youth", "adult", "older")[at % 3],
        }
        rated = {"is_useful": 5 - at % 2, "is_clear": 5 if at % 8 else 1}
        about = "".join(f"<{name}>{value}</{name}>" for name, value in said.items())
        rating = "".join(f"<{name}>{value}</{name}>" for name, value in rated.items())
        words = escape(f"Сүйлөгөн сөз {at}")
        document = (
            f"<data><about>{about}</about><rating>{rating}</rating>"
            f"<overall_part><overall>{at % 4 + 2}</overall><how_better>{words}</how_better>"
            "</overall_part></data>"
        )
        values = {"survey_version": version, "collected_on": "2026-11-18", "instance": document}
        notebook.put("submission", **{**values, **facts})
