"""Charts: what is drawn is what the numbers say, in words too, in either look and at any width."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.kit.charts import (
    Bar,
    BarChart,
    Bin,
    Chart,
    ChartTable,
    Gain,
    GainChart,
    LikertChart,
    RowsChart,
    SpreadChart,
    Steps,
)
from app.ui.kit.charts.likert import ink_on
from app.ui.kit.elide import watch_cuts
from app.ui.theme import look

LONG = "Комиссияда жыйырма бир мүчө бар, анын ичинде кеминде канча аял болушу керек"
ENDLESS = " ".join([LONG] * 9)


def bars() -> BarChart:
    chart = BarChart(("Жооп", "n", "%"))
    chart.set_bars([Bar("Суу", 0.8, "20", "80 %"), Bar("Жол", 0.2, "5", "20 %")])
    return chart


def likert() -> LikertChart:
    chart = LikertChart()
    rows = [Steps("Пайдалуу", (0, 5, 15), ("0", "5", "15"), "n = 20")]
    chart.set_steps(["жок", "кыйын", "ооба"], rows, "Айтылган")
    return chart


def gains() -> GainChart:
    chart = GainChart()
    chart.set_gains(
        [Gain("Бюджет", 0.25, 0.75, "25", "75", "+50"), Gain("Салык", 1, 0.5, "100", "50", "−50")],
        ("Суроо", "Чейин", "Кийин", "Өсүш"),
    )
    return chart


def spread() -> SpreadChart:
    chart = SpreadChart()
    chart.set_bins([Bin("0–9", 3, "3"), Bin("10–19", 6, "6")], ("Жаш", "n"))
    return chart


def rows() -> RowsChart:
    chart = RowsChart()
    words = ("Жооп", "n", "Катышуучулардын ичинен")
    chart.set_table(
        ChartTable(words, (("Таза суу жана жакшы жол", "20", "80 %"), ("Жол", "5", "20 %")))
    )
    return chart


CHARTS = (bars, likert, gains, spread, rows)


@pytest.mark.parametrize("make", [bars, likert, spread, rows])
def test_each_part_of_a_chart_is_opened_by_keys_and_by_a_press(make: type, qtbot: QtBot) -> None:
    chart: Chart = make()
    qtbot.addWidget(chart)
    chart.set_openable(True)
    chart.resize(500, chart.height_at(500))
    chart.show()
    opened: list[int] = []
    chart.opened.connect(opened.append)
    boxes = chart.boxes(500)
    for at, box in enumerate(boxes):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        assert opened[-1] == at
        assert chart.box_words(at)
    for _ in boxes:
        QTest.keyClick(chart, Qt.Key.Key_Up)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened[-1] == 0
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert opened[-1] == 1
    assert chart.accessibleDescription() == chart.box_words(1)


def test_a_chart_that_cannot_be_opened_takes_no_keyboard(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    assert chart.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_figures_stand_below_each_other_whether_they_bear_a_sign_or_not(qtbot: QtBot) -> None:
    chart = RowsChart()
    qtbot.addWidget(chart)
    chart.set_table(ChartTable(("", "n"), (("Суу", "20*"), ("Жол", "20"))))
    image, (first, second) = chart.picture(300), chart.boxes(300)
    scale = image.devicePixelRatio()

    def inked(box: QRectF) -> list[int]:
        """The columns of points that bear ink, over the width of the figures."""
        top, bottom = round(box.top() * scale) + 2, round(box.bottom() * scale) - 4
        ground = image.pixelColor(image.width() // 2, top)
        return [
            x
            for x in range(image.width() // 2, image.width())
            if any(image.pixelColor(x, y) != ground for y in range(top, bottom))
        ]

    signed, plain = inked(first), inked(second)
    assert signed[: len(plain)] == plain
    assert signed[-1] > plain[-1]
    assert "20*" in chart.accessibleName()


def test_steps_from_the_good_end_have_their_colours_turned(qtbot: QtBot) -> None:
    chart = likert()
    qtbot.addWidget(chart)
    rows = [Steps("Пайдалуу", (15, 5, 0), ("15", "5", "0"), "n = 20")]
    chart.set_steps(["ооба", "кыйын", "жок"], rows, is_descending=True)
    image = chart.picture(600)
    assert share_of(image, "likert5") > share_of(image, "likert3") > 0


def share_of(image: QImage, token: str) -> float:
    """How much of a picture has the colour of a token."""
    wanted = look().colour(token).rgb()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(image.pixel(x, y) == wanted for x, y in points) / len(points)


@pytest.fixture
def dark() -> Iterator[None]:
    look().wear("dark")
    yield
    look().wear("light")


@pytest.mark.parametrize("make", CHARTS)
def test_a_chart_says_its_numbers_to_a_screen_reader(make: type, qtbot: QtBot) -> None:
    chart: Chart = make()
    qtbot.addWidget(chart)
    table = chart.table()
    assert all(len(row) == len(table.headers) for row in table.rows)
    for row in table.rows:
        assert row[0] in chart.accessibleName()
        assert row[1] in chart.accessibleName()
    assert chart.table().as_text().split("\n")[1].split("\t") == list(table.rows[0])


@pytest.mark.parametrize("make", CHARTS)
@pytest.mark.parametrize("width", [280, 500, 1100])
def test_a_chart_is_as_high_as_it_needs_at_any_width(make: type, width: int, qtbot: QtBot) -> None:
    chart: Chart = make()
    qtbot.addWidget(chart)
    chart.show()
    chart.resize(width, chart.height())
    assert chart.height() == chart.height_at(width)
    with watch_cuts() as cuts:
        chart.grab()
    assert cuts == []


def test_long_words_take_lines_and_only_endless_ones_are_cut(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    low = chart.height_at(400)
    chart.set_bars([Bar(LONG, 1, "1")])
    assert chart.height_at(400) > low / 2
    with watch_cuts() as cuts:
        chart.picture(400)
        assert cuts == []
        chart.set_bars([Bar(" ".join([LONG] * 2), 1, "1")])
        chart.picture(760)
        assert cuts == []
        chart.set_bars([Bar(ENDLESS, 1, "1")])
    assert cuts


def test_a_bar_is_as_long_as_its_share(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    image = chart.picture(500)
    accent = look().colour("accent").rgb()
    rows = [28, 28 + 2 * 28]
    long = [sum(image.pixel(x, y) == accent for x in range(image.width())) for y in rows]
    assert long[0] / long[1] == pytest.approx(4, rel=0.05)


def test_what_is_kept_back_is_hatched_and_no_bar_tells_its_size(qtbot: QtBot) -> None:
    pictures = []
    for length in (0.01, 0.9):
        chart = bars()
        qtbot.addWidget(chart)
        chart.set_bars([Bar("Суу", length, "<5", is_hidden=True)])
        pictures.append(chart.picture(400))
    assert pictures[0] == pictures[1]
    assert share_of(pictures[0], "unknown") > 0
    assert share_of(pictures[0], "accent") == 0


def test_a_right_answer_has_a_tick_and_not_only_a_colour(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    chart.set_bars([Bar("Кеңеш", 0.5, "5", is_right=True), Bar("Аким", 0.5, "5", is_right=False)])
    image = chart.picture(400)
    assert share_of(image, "ok") > 0
    assert share_of(image, "chart2") > 0
    chart.set_bars([Bar("Кеңеш", 0.5, "5", is_right=True, right_word="туура")])
    assert "Кеңеш (туура)" in chart.accessibleName()


def test_steps_are_stacked_in_their_colours(qtbot: QtBot) -> None:
    chart = likert()
    qtbot.addWidget(chart)
    image = chart.picture(600)
    full, some = share_of(image, "likert5"), share_of(image, "likert3")
    assert full / some == pytest.approx(3, rel=0.2)


def test_a_statement_that_is_kept_back_shows_no_steps(qtbot: QtBot) -> None:
    chart = likert()
    qtbot.addWidget(chart)
    chart.set_steps(["жок", "ооба"], [Steps("Айтылган", (None, None), ("*", "*"), "n < 5")])
    image = chart.picture(600)
    assert share_of(image, "unknown") > 0
    assert chart.table().rows == (("Айтылган", "*", "*", "n < 5"),)


def test_a_gain_is_green_and_a_loss_red(qtbot: QtBot) -> None:
    up, down = Gain("а", 0.2, 0.3, "20", "30", "+10"), Gain("б", 0.3, 0.2, "30", "20", "−10")
    assert (up.tone, down.tone) == ("ok", "bad")
    assert Gain("в", 0.3, 0.3, "30", "30", "0").tone == "text2"


def test_an_empty_chart_takes_no_room_and_does_not_fail(qtbot: QtBot) -> None:
    for make in (BarChart, LikertChart, GainChart, SpreadChart, RowsChart):
        chart = make()
        qtbot.addWidget(chart)
        assert chart.height_at(500) == 0
        chart.renew()
        chart.grab()


def test_the_numbers_in_steps_can_be_read_in_the_light_look() -> None:
    _can_be_read()


def test_the_numbers_in_steps_can_be_read_in_the_dark_look(dark: None) -> None:
    _can_be_read()


def _can_be_read() -> None:
    for step in range(1, 6):
        ground = look().colour(f"likert{step}")
        assert _contrast(look().colour(ink_on(ground)), ground) >= 4.5, step


def _contrast(ink: QColor, ground: QColor) -> float:
    high, low = sorted((_light(ink), _light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
