"""`depter survey`: forms taken in, filled, written out and counted."""

from __future__ import annotations

import click

from app.commands.survey_answers import answers_command
from app.commands.survey_fill import fill
from app.commands.survey_forms import add, check, list_command, restore, withdraw
from app.commands.survey_import import import_command
from app.commands.survey_results import results


@click.group()
def survey() -> None:
    """Keep surveys: any XLSForm, as ODK and KoboToolbox users make them.

    A survey is named by the id of its form (“survey list” says it); where there is only one, the
    name may be left out.
    """


for command in (
    check,
    add,
    list_command,
    fill,
    results,
    answers_command,
    import_command,
    withdraw,
    restore,
):
    survey.add_command(command)
