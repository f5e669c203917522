"""Scope over the decrypted bytes: nobody below gets a stranger's name; settlements travel."""

import io
import zipfile
from pathlib import Path

import pyrage
import pytest
import zstandard

from app.actions import surveys
from app.actions.conflicts import settle
from app.exchange import export, merge, own_card
from app.exchange.scope import OneByOne
from app.model import (
    RECORD_TYPES,
    ActionPlan,
    Note,
    Person,
    Put,
    ResolutionItem,
    Submission,
    SurveyFile,
    SurveyVersion,
    new_id,
)
from app.model.kinds import Privacy
from app.storage import Workspace
from app.storage.questions.conflicts import count
from tests.exchange.conftest import Notebooks
from tests.storage.plans import tell
from tests.storage.surveys import document, fill, village_form

STRANGER = ("Чоочунова", "Бейтааныш", "0700999888")


def add(ws: Workspace, surname: str, **values: object) -> bytes:
    person = new_id()
    ws.write([Put("person", person, {"surname": surname, **values})])
    return person


def inside(package: Path, receiver: Workspace) -> bytes:
    """Every byte of a package as its receiver can read it, unpacked."""
    header, _, body = package.read_bytes().split(b"\n", 2)
    identity = pyrage.x25519.Identity.from_str(receiver.identity.age_identity)
    archive = zipfile.ZipFile(io.BytesIO(pyrage.decrypt(body, [identity])))
    found = [header]
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".zst"):
            content = zstandard.ZstdDecompressor().stream_reader(content).read()
        found.append(name.encode() + content)
    return b"\n".join(found)


def test_a_trainer_who_receives_a_package_back_gets_no_strangers_name(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, other = notebook("Айша"), notebook("Бермет")
    centre = notebook("Гүлнара", "coordinator")
    add(other, STRANGER[0], name=STRANGER[1], phone=STRANGER[2])
    mine = add(trainer, "Меникова")
    for sender in (trainer, other):
        merge(centre, [export(sender, [own_card(centre)], tmp_path).path])
    for everything in (False, True):
        back = export(centre, [own_card(trainer)], tmp_path, everything=everything)
        content = inside(back.path, trainer)
        for word in (*STRANGER, "Бермет"):
            assert word.encode() not in content
        (outcome,) = merge(trainer, [back.path])
        assert outcome.refusal is None
    assert [found.id for found in trainer.find(Person)] == [mine]


def test_a_settlement_goes_down_to_whom_it_concerns(notebook: Notebooks, tmp_path: Path) -> None:
    trainer, centre = notebook("Айша"), notebook("Гүлнара", "coordinator")
    mine = add(trainer, "Меникова")
    merge(centre, [export(trainer, [own_card(centre)], tmp_path).path])
    trainer.write([Put("person", mine, {"surname": "Биринчиева"})])
    centre.write([Put("person", mine, {"surname": "Экинчиева"})])
    merge(centre, [export(trainer, [own_card(centre)], tmp_path).path])
    settle(centre, "person", mine, "surname", "Биринчиева")
    merge(trainer, [export(centre, [own_card(trainer)], tmp_path).path])
    assert count(centre) == count(trainer) == 0
    (found,) = trainer.find(Person)
    assert found.surname == "Биринчиева"


def test_what_was_left_out_is_not_claimed_and_still_comes_up_the_ladder(
    notebook: Notebooks, tmp_path: Path
) -> None:
    """A package down claims nothing, so what it left out is not taken for known later."""
    trainer, unit = notebook("Айша"), notebook("Тынчтык", "unit")
    centre = notebook("Гүлнара", "coordinator")
    add(centre, STRANGER[0])
    merge(trainer, [export(centre, [own_card(trainer)], tmp_path).path])
    merge(unit, [export(trainer, [own_card(unit)], tmp_path).path])
    add(unit, "Бөлүмова")
    merge(centre, [export(unit, [own_card(centre)], tmp_path).path])
    assert {found.surname for found in centre.find(Person)} == {STRANGER[0], "Бөлүмова"}
    assert not unit.find(Person, surname=STRANGER[0])


def test_several_below_each_get_a_package_of_their_own(notebook: Notebooks, tmp_path: Path) -> None:
    centre = notebook("Гүлнара", "coordinator")
    cards = [own_card(notebook(name)) for name in ("Айша", "Бермет")]
    with pytest.raises(OneByOne):
        export(centre, cards, tmp_path)
    assert not list(tmp_path.glob("*.depter"))


def test_between_colleagues_everything_is_shared_on_purpose(
    notebook: Notebooks, tmp_path: Path
) -> None:
    one, two = notebook("Айша"), notebook("Бермет")
    add(one, "Меникова")
    merge(two, [export(one, [own_card(two)], tmp_path).path])
    assert [found.surname for found in two.find(Person)] == ["Меникова"]


def test_a_form_goes_down_with_its_contents_and_no_answer_does(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, other = notebook("Айша"), notebook("Бермет")
    centre = notebook("Гүлнара", "coordinator")
    source = ("village.xlsx", b"the workbook itself")
    files = {"places.csv": b"name,label\nbatken,Batken\n"}
    added = surveys.add_form(centre, village_form(), source=source, files=files)
    merge(other, [export(centre, [own_card(other)], tmp_path).path])
    draft = surveys.begin(other, added.version, document(), {"code": STRANGER[1]})
    draft = surveys.attach(other, draft, "her.jpg", STRANGER[2].encode())
    said = document(said=STRANGER[0], photo="her.jpg")
    surveys.keep_draft(other, draft)
    fill(other, added.version, said, {"code": STRANGER[1]})
    merge(centre, [export(other, [own_card(centre)], tmp_path).path])
    assert len(centre.find(Submission)) == 1
    for everything in (False, True):
        down = export(centre, [own_card(trainer)], tmp_path, everything=everything)
        content = inside(down.path, trainer)
        assert not [word for word in STRANGER if word.encode() in content]
        merge(trainer, [down.path])
    assert trainer.find(Submission) == []
    (version,) = trainer.find(SurveyVersion)
    assert version.xform is not None
    assert trainer.attachments.get(version.xform).decode() == village_form().xform
    kept = {one.name: trainer.attachments.get(str(one.file)) for one in trainer.find(SurveyFile)}
    assert kept == {**files, source[0]: source[1]}


def test_contents_go_down_once_a_receipt_has_come_and_whole_again_on_demand(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, centre = notebook("Айша"), notebook("Гүлнара", "coordinator")
    source = ("village.xlsx", b"the workbook itself")
    surveys.add_form(centre, village_form(), source=source)
    first = export(centre, [own_card(trainer)], tmp_path)
    unheard = export(centre, [own_card(trainer)], tmp_path)
    assert source[1] in inside(first.path, trainer)
    assert source[1] in inside(unheard.path, trainer)
    merge(trainer, [first.path])
    merge(centre, [export(trainer, [own_card(centre)], tmp_path).path])
    light = export(centre, [own_card(trainer)], tmp_path)
    assert source[1] not in inside(light.path, trainer)
    whole = export(centre, [own_card(trainer)], tmp_path, everything=True)
    assert source[1] in inside(whole.path, trainer)


def test_nothing_that_goes_down_has_a_personal_field() -> None:
    below = [one for one in RECORD_TYPES.values() if one.goes_down]
    assert {"resolution", "resolution_item"} <= {one.type_name for one in below}
    assert {
        (one.type_name, name)
        for one in below
        for name, kind in one.kinds().items()
        if kind.privacy is not Privacy.PUBLIC
    } == set()


def test_a_resolution_goes_down_and_nobody_s_plan_or_words_do(
    notebook: Notebooks, tmp_path: Path
) -> None:
    trainer, centre = notebook("Айша"), notebook("Гүлнара", "coordinator")
    tell(centre)
    back = export(centre, [own_card(trainer)], tmp_path)
    content = inside(back.path, trainer)
    for word in ("Асанова", "Токтосунова", "Балдар караусуз калат", "Айыл өкмөтү", "Ак-Татыр"):
        assert word.encode() not in content
    merge(trainer, [back.path])
    assert [point.text for point in trainer.find(ResolutionItem)] == [
        "Бала бакчага кошумча топ ачуу"
    ]
    assert (trainer.find(ActionPlan), trainer.find(Note), trainer.find(Person)) == ([], [], [])
