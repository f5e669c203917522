"""The widgets every screen is made of: dumb, translated from outside, coloured by token."""

from app.ui.kit.balance import BalanceBar, BalanceLegend
from app.ui.kit.banner import Banner
from app.ui.kit.buttons import (
    Button,
    DangerButton,
    IconButton,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
)
from app.ui.kit.card_panel import CardPanel, CardWords
from app.ui.kit.cells import Cell, CellDelegate, Column
from app.ui.kit.chips import Chip, ChoiceChip, FilterChip
from app.ui.kit.choice_fields import (
    CheckField,
    Chips,
    ChoiceField,
    ChoicesField,
    Combo,
    Flow,
    RecordChoiceField,
    YesNoField,
)
from app.ui.kit.choice_rows import ChoiceRow, ChoiceRows
from app.ui.kit.empty import EmptyPage
from app.ui.kit.facts import Facts, Figure
from app.ui.kit.field import Field, FormRow
from app.ui.kit.filter_choice import FilterChoice, filter_said
from app.ui.kit.form import FIELDS, Form, Sources
from app.ui.kit.header import PageHeader
from app.ui.kit.keys import ActionFooter, Hint, HintRow, KeyCap, KeyHints
from app.ui.kit.layout import Beside, Box, Card, Halves, Row, Scroller, SidePanel, SoftBox, Stack
from app.ui.kit.offers import Offer
from app.ui.kit.period_choice import PeriodChoice
from app.ui.kit.pick_fields import Finder, PickField, PicksField
from app.ui.kit.progress import ProgressRow
from app.ui.kit.search import SearchField
from app.ui.kit.segments import Segments
from app.ui.kit.strip import StepStrip
from app.ui.kit.table import ListTable
from app.ui.kit.table_header import Header
from app.ui.kit.table_model import RowModel
from app.ui.kit.tabs import Tab, Tabs
from app.ui.kit.text import ElidedText, Icon, Line, Swatch, Text
from app.ui.kit.text_fields import (
    DayField,
    LongTextField,
    NumberField,
    TextField,
    TextListField,
    TimeField,
)
from app.ui.kit.toast import Toast
from app.ui.kit.wrapped_table import WrappedTable

__all__ = [
    "FIELDS",
    "ActionFooter",
    "BalanceBar",
    "BalanceLegend",
    "Banner",
    "Beside",
    "Box",
    "Button",
    "Card",
    "CardPanel",
    "CardWords",
    "Cell",
    "CellDelegate",
    "CheckField",
    "Chip",
    "Chips",
    "ChoiceChip",
    "ChoiceField",
    "ChoiceRow",
    "ChoiceRows",
    "ChoicesField",
    "Column",
    "Combo",
    "DangerButton",
    "DayField",
    "ElidedText",
    "EmptyPage",
    "Facts",
    "Field",
    "Figure",
    "FilterChip",
    "FilterChoice",
    "Finder",
    "Flow",
    "Form",
    "FormRow",
    "Halves",
    "Header",
    "Hint",
    "HintRow",
    "Icon",
    "IconButton",
    "KeyCap",
    "KeyHints",
    "Line",
    "LinkButton",
    "ListTable",
    "LongTextField",
    "NumberField",
    "Offer",
    "PageHeader",
    "PeriodChoice",
    "PickField",
    "PicksField",
    "PlainButton",
    "PrimaryButton",
    "ProgressRow",
    "QuietButton",
    "RecordChoiceField",
    "Row",
    "RowModel",
    "Scroller",
    "SearchField",
    "Segments",
    "SidePanel",
    "SoftBox",
    "Sources",
    "Stack",
    "StepStrip",
    "Swatch",
    "Tab",
    "Tabs",
    "Text",
    "TextField",
    "TextListField",
    "TimeField",
    "Toast",
    "WrappedTable",
    "YesNoField",
    "filter_said",
]
