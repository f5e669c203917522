"""A form with each thing the window has to show, written down as pyxform would write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FORM_ID = "village"
WORDS = {
    "hello": ("Саламатсызбы! Бул ойдон чыгарылган анкета.", "Здравствуйте! Анкета вымышлена."),
    "school": ("Айылда мектеп барбы?", "Есть ли в селе школа?"),
    "way": ("Мектепке жол", "Дорога в школу"),
    "age": ("Жашыңыз канчада?", "Сколько вам лет?"),
    "age_hint": ("Толук жаш", "Полных лет"),
    "problems": ("Курч көйгөйлөр", "Острые проблемы"),
    "table": ("Абалы кандай", "Каково состояние"),
    "water": ("Таза суу", "Чистая вода"),
    "road": ("Жол", "Дорога"),
    "member": ("Үй-бүлө мүчөсү", "Член семьи"),
    "name": ("Аты ким?", "Как зовут?"),
    "day": ("Кайсы күнү?", "В какой день?"),
    "words": ("Өз сөзүңүз", "Своими словами"),
    "yes": ("Ооба", "Да"),
    "no": ("Жок", "Нет"),
    "work": ("Жумуш", "Работа"),
    "thirst": ("Суу", "Вода"),
    "violence": ("Зомбулук", "Насилие"),
    "part": ("Үй-бүлө", "Семья"),
}
KYRGYZ, RUSSIAN = "Кыргызча (ky)", "Русский (ru)"
_QUESTIONS = ("hello", "school", "way", "age", "problems", "day", "words")


def _itext() -> str:
    languages = []
    for at, name in enumerate((KYRGYZ, RUSSIAN)):
        texts = "".join(
            f'<text id="{key}"><value>{words[at]}</value></text>' for key, words in WORDS.items()
        )
        default = ' default="true()"' if not at else ""
        languages.append(f'<translation lang="{name}"{default}>{texts}</translation>')
    return f"<itext>{''.join(languages)}</itext>"


def _label(key: str) -> str:
    return f"<label ref=\"jr:itext('{key}')\"/>"


def _items(*keys: str) -> str:
    return "".join(f"<item>{_label(key)}<value>{key}</value></item>" for key in keys)


def _binds() -> str:
    return (
        '<bind nodeset="/data/hello" type="string" readonly="true()"/>'
        '<bind nodeset="/data/school" type="string" required="true()"/>'
        '<bind nodeset="/data/way" type="int" relevant="/data/school = \'no\'"/>'
        '<bind nodeset="/data/age" type="int" constraint=". &gt;= 14 and . &lt;= 110" '
        'jr:constraintMsg="14–110"/>'
        '<bind nodeset="/data/problems" type="string" '
        'constraint="count-selected(.) &lt;= 2" jr:constraintMsg="2"/>'
        '<bind nodeset="/data/state/water" type="string"/>'
        '<bind nodeset="/data/state/road" type="string"/>'
        '<bind nodeset="/data/member/name" type="string" required="true()"/>'
        '<bind nodeset="/data/day" type="date"/>'
        '<bind nodeset="/data/words" type="string"/>'
    )


def _body() -> str:
    line = '<select1 ref="/data/state/{0}" appearance="list-nolabel">{1}{2}</select1>'
    lines = "".join(line.format(key, _label(key), _items("yes", "no")) for key in ("water", "road"))
    return (
        f'<input ref="/data/hello">{_label("hello")}</input>'
        f'<select1 ref="/data/school">{_label("school")}{_items("yes", "no")}</select1>'
        f'<input ref="/data/way">{_label("way")}</input>'
        f'<input ref="/data/age">{_label("age")}<hint ref="jr:itext(\'age_hint\')"/></input>'
        f'<select ref="/data/problems">{_label("problems")}'
        f"{_items('work', 'thirst', 'violence')}</select>"
        f'<group ref="/data/state" appearance="field-list">{_label("table")}'
        f'<select1 ref="/data/state/heading" appearance="label">{_label("table")}'
        f"{_items('yes', 'no')}</select1>{lines}</group>"
        f'<group ref="/data/member">{_label("member")}<repeat nodeset="/data/member">'
        f'<input ref="/data/member/name">{_label("name")}</input></repeat></group>'
        f'<input ref="/data/day">{_label("day")}</input>'
        f'<input ref="/data/words" appearance="multiline">{_label("words")}</input>'
    )


def xform(version: str = "1") -> str:
    """The form: note, choice, skipped number, bounded number, several, table, repeat, day, text."""
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" '
        'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">'
        f"<h:head><h:title>Айыл | Село | Village</h:title><model>{_itext()}"
        f'<instance><data id="{FORM_ID}" version="{version}">'
        "<hello/><school/><way/><age/><problems/><state><heading/><water/><road/></state>"
        '<member jr:template=""><name/></member><day/><words/>'
        "<meta><instanceID/></meta></data></instance>"
        f"{_binds()}</model></h:head><h:body>{_body()}</h:body></h:html>"
    )


def long_xform(count: int) -> str:
    """A form of so many numbers, each asked only when the one before is more than ten."""
    names = [f"q{at}" for at in range(count)]
    binds = '<bind nodeset="/data/q0" type="int"/>' + "".join(
        f'<bind nodeset="/data/{name}" type="int" relevant="/data/q0 &gt; {at % 20}"/>'
        for at, name in enumerate(names[1:], 1)
    )
    body = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" '
        'xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Узун</h:title><model><instance>'
        f'<data id="long" version="1">{"".join(f"<{name}/>" for name in names)}'
        f"<meta><instanceID/></meta></data></instance>{binds}</model></h:head>"
        f"<h:body>{body}</h:body></h:html>"
    )


@dataclass(frozen=True)
class Made:
    """A form as it is handed over to be kept."""

    xform: str
    title: str = "Айыл | Село | Village"
    form_id: str = FORM_ID
    version: str = "1"
    itemsets: Mapping[str, bytes] = field(default_factory=dict)
