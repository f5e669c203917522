"""The functions of XPath 1.0 and of ODK, one file a family."""

from app.surveys.xpath.functions.choices import CHOICES
from app.surveys.xpath.functions.codes import CODES
from app.surveys.xpath.functions.dates import DATES
from app.surveys.xpath.functions.family import Family, Function
from app.surveys.xpath.functions.geometry import GEOMETRY
from app.surveys.xpath.functions.logic import LOGIC
from app.surveys.xpath.functions.nodesets import NODESETS
from app.surveys.xpath.functions.numbers import NUMBERS
from app.surveys.xpath.functions.texts import TEXTS

FUNCTIONS = Family()
for _family in (LOGIC, TEXTS, NUMBERS, NODESETS, CHOICES, DATES, CODES, GEOMETRY):
    FUNCTIONS.update(_family)

__all__ = ["FUNCTIONS", "Function"]
