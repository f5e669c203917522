"""The saved questions: each figure the program keeps an eye on, declared once.

A question says which facts it is about, how they become a figure, which record stands behind each
fact, and by what they can be broken down. The figure and the list of its records are made of the
same source, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.storage.questions.figures_of_capacity import OF_CAPACITY
from app.storage.questions.figures_of_people import OF_EVENTS
from app.storage.questions.figures_of_plans import FROM_PROBLEMS_TO_PLANS
from app.storage.questions.saved_question import SavedQuestion

QUESTIONS: Mapping[str, SavedQuestion] = {
    question.key: question for question in (*OF_EVENTS, *FROM_PROBLEMS_TO_PLANS, *OF_CAPACITY)
}
"""Every saved question by its key, in the order in which they are listed."""
