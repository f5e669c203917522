"""Whatever is answered, added and removed, in whatever order, a filling is what its form says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from app.surveys import Entry, Filling, Kind, answers_of, read_form
from tests.examples import examples
from tests.surveys.forms import ask, bind, xform

CHOICES = (
    '<instance id="work"><list><item><name>farm</name><label>Farm</label><from>16</from></item>'
    "<item><name>shop</name><label>Shop</label><from>18</from></item>"
    "<item><name>pension</name><label>Pension</label><from>60</from></item></list></instance>"
)
HOUSE = (
    '<place/><count/><person jr:template=""><name/><age/><adult/><work/>'
    '<child jr:template=""><given/><number/></child><children/></person><total/><oldest/><names/>'
    "<crowd/>"
)
BINDS = (
    bind("count", "int", constraint=". <= 9"),
    bind("person/age", "int", constraint=". >= 0 and . < 130"),
    bind("person/adult", calculate="if(../age >= 18, 'yes', 'no')"),
    bind("person/work", relevant="../age >= 16", required="../adult = 'yes'"),
    bind("person/child", relevant="../adult = 'yes'"),
    bind("person/child/number", calculate="concat(position(../..), '.', position(..))"),
    bind("person/children", "int", calculate="count-non-empty(../child/given)"),
    bind("total", "int", calculate="sum(/data/person/age)"),
    bind("oldest", "int", calculate="max(/data/person[age != '']/age)"),
    bind("names", calculate="join(' ', /data/person[position() <= /data/count]/name)"),
    bind("crowd", relevant="/data/total > 100", required="true()"),
)
WORK = (
    "<itemset nodeset=\"instance('work')/list/item[from &lt;= current()/../age]\">"
    '<value ref="name"/><label ref="label"/></itemset>'
)
BODY = (
    ask("place")
    + ask("count")
    + '<group ref="/data/person"><label>Person</label><repeat nodeset="/data/person">'
    + ask("person/name")
    + ask("person/age", "How old is <output value='../name'/>?")
    + ask("person/work", tag="select1", inner=WORK)
    + '<group ref="/data/person/child"><label>Child</label><repeat nodeset="/data/person/child">'
    + ask("person/child/given", "Child <output value='../number'/>")
    + "</repeat></group></repeat></group>"
    + ask("crowd", "<output value='/data/total'/> years in all")
)
FORM = read_form(xform(HOUSE, BINDS, BODY, CHOICES), lambda _name: None)

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("add", "add", "remove", "answer", "answer", "answer")),
        st.integers(0, 60),
        st.integers(0, 90),
    ),
    max_size=40,
)


def do(filling: Filling, deed: str, which: int, value: int) -> None:
    """Do one thing of the many that can be done now."""
    entries = [entry for entry in filling.entries() if entry.is_relevant]
    if deed == "answer":
        questions = [entry for entry in entries if entry.is_question]
        entry = questions[which % len(questions)]
        filling.answer(entry.position, answer_to(entry, value))
        return
    repeats = [e for e in entries if e.kind is Kind.REPEAT and (deed == "add" or e.count)]
    if repeats:
        repeat = repeats[which % len(repeats)]
        if deed == "add":
            filling.add_repeat(repeat.position, 1 + value % (repeat.count + 1))
        else:
            filling.remove_repeat(repeat.position, 1 + value % repeat.count)


def answer_to(entry: Entry, value: int) -> str | int:
    if entry.choices:
        codes = ["", *(choice.value for choice in entry.choices)]
        return codes[value % len(codes)]
    if entry.kind is Kind.SELECT_ONE:
        return ""
    if entry.kind is Kind.INTEGER:
        return value if value % 7 else ""
    return f"a{value}" if value % 5 else ""


def seen(filling: Filling) -> list[Entry]:
    """All there is to see, except for where a page was last looked at from."""
    return [replace(entry, level=0) for entry in filling.entries()]


@examples(60)
@given(DEEDS)
def test_computing_what_a_change_touches_comes_to_what_computing_everything_does(deeds):
    filling = Filling(FORM, seed=1)
    for deed in deeds:
        do(filling, *deed)
    again = Filling.resume(FORM, filling.document(), seed=1)
    assert again.document() == filling.document()
    assert seen(again) == seen(filling)
    assert again.problems() == filling.problems()


@examples(60)
@given(DEEDS)
def test_what_changed_is_told_and_nothing_else_looks_different(deeds):
    filling = Filling(FORM, seed=1)
    for deed, which, value in deeds:
        questions = [e for e in filling.entries() if e.is_question and e.is_relevant]
        if deed != "answer":
            do(filling, deed, which, value)
            continue
        entry = questions[which % len(questions)]
        before = {entry.position: entry for entry in filling.entries()}
        changed = filling.answer(entry.position, answer_to(entry, value))
        after = {entry.position: entry for entry in filling.entries()}
        differing = {p for p in before if before[p] != after.get(p)} - changed
        assert {p for p in differing if after[p].kind is not Kind.REPEAT} == set()


@examples(60)
@given(DEEDS)
def test_a_submission_that_is_opened_again_is_what_was_sent(deeds):
    filling = Filling(FORM, seed=1)
    for deed in deeds:
        do(filling, *deed)
    sent = filling.submission()
    again = Filling.resume(FORM, sent, seed=1)
    assert again.submission() == sent
    values = [
        [e.value for e in seen(f) if e.is_relevant and e.is_question] for f in (filling, again)
    ]
    assert values[0] == values[1]


@dataclass
class Person:
    """What the test itself knows of somebody in the house."""

    name: str = ""
    age: int | None = None
    work: str = ""
    children: list[str] = field(default_factory=list)

    @property
    def is_adult(self) -> bool:
        return self.age is not None and self.age >= 18


PEOPLE = st.lists(
    st.builds(
        Person,
        name=st.sampled_from(("", "Айгүл", "Бермет")),
        age=st.none() | st.integers(0, 90),
        work=st.sampled_from(("", "farm", "shop", "pension")),
        children=st.lists(st.sampled_from(("", "Нур", "Кубат")), max_size=2),
    ),
    max_size=4,
)


@examples(60)
@given(PEOPLE, st.data())
def test_what_is_sent_is_what_the_form_says_of_the_answers_given(people, data):
    """The order of answering does not matter; answers to what was hidden again are not sent."""
    filling = Filling(FORM, seed=1)
    for _ in people:
        filling.add_repeat("/data/person")
    for number, person in enumerate(people, 1):
        at = f"/data/person[{number}]"
        filling.answer(f"{at}/age", 70)  # everything can be answered first
        filling.answer(f"{at}/work", person.work)
        for index, child in enumerate(person.children, 1):
            filling.add_repeat(f"{at}/child")
            filling.answer(f"{at}/child[{index}]/given", child)
    for number in data.draw(st.permutations(range(len(people)))):
        at, person = f"/data/person[{number + 1}]", people[number]
        filling.answer(f"{at}/age", "" if person.age is None else person.age)
        filling.answer(f"{at}/name", person.name)
    sent = [
        (answer.path.removeprefix("/data/"), *answer.indexes, answer.value)
        for answer in answers_of(FORM, filling.submission())
        if "meta" not in answer.path
    ]
    assert sent == list(expected(people))


def expected(people: list[Person]) -> list[tuple[object, ...]]:
    said: list[tuple[object, ...]] = []
    for number, person in enumerate(people, 1):
        offered = {"farm": 16, "shop": 18, "pension": 60}
        may_work = person.age is not None and person.age >= offered.get(person.work, 200)
        facts = [("name", person.name), ("age", "" if person.age is None else str(person.age))]
        facts += [("adult", "yes" if person.is_adult else "no")]
        facts += [("work", person.work if may_work else "")]
        said += [(f"person/{name}", number, value) for name, value in facts if value]
        for index, child in enumerate(person.children if person.is_adult else (), 1):
            if child:
                said.append(("person/child/given", number, index, child))
            said.append(("person/child/number", number, index, f"{number}.{index}"))
        named = sum(map(bool, person.children)) if person.is_adult else 0
        said.append(("person/children", number, str(named)))
    ages = [person.age for person in people if person.age is not None]
    said.append(("total", str(sum(ages))))
    return said + ([("oldest", str(max(ages)))] if ages else [])
