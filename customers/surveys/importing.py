"""Answers of a study on paper: one line a respondent, one column a question."""

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from customers.surveys.item import Scale, SurveyItem
from customers.surveys.wave import SurveyWave
from tenancy.wall.functions import call

LARGEST = 5 * 1024 * 1024
MOST_PROBLEMS = 20
YES, NO = {"1", "yes", "y", "true", "ja", "oui", "si", "sí"}, {"0", "no", "n", "false", "nein", "non"}


class BadAnswers(ValueError):
    """The file cannot be taken; `problems` say line, column and what to write."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read_answers(content: bytes, items: list[SurveyItem]) -> list[dict[str, Any]]:
    """The rows of a CSV file whose headings are the questions' codes; empty cells are unanswered.

    All or nothing: raises BadAnswers with the first problems. Several choices are separated by “|”.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadAnswers([_("The file is not written in UTF-8. Save it again as CSV UTF-8.")]) from None
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    headings = [heading.strip() for heading in next(reader, [])]
    known = {item.code: item for item in items}
    if strangers := [heading for heading in headings if heading not in known]:
        raise BadAnswers([_("No question has the code “{code}”.").format(code=name) for name in strangers])
    rows, problems = _rows(reader, [known[heading] for heading in headings])
    if problems or not rows:
        raise BadAnswers(problems[:MOST_PROBLEMS] or [_("The file holds no answers.")])
    return rows


def _rows(reader: Any, items: list[SurveyItem]) -> tuple[list[dict[str, Any]], list[str]]:
    rows, problems = [], []
    for line, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = {}
        if len(cells) > len(items):
            problems.append(_("Line {line} has more cells than headings.").format(line=line))
        for item, cell in zip(items, cells, strict=False):
            if cell.strip():
                try:
                    row[item.code] = _read(item, cell.strip())
                except ValueError:
                    problems.append(_problem(line, item, cell))
        rows.append(row)
    return rows, problems


def _problem(line: int, item: SurveyItem, cell: str) -> str:
    return _("Line {line}, {code}: “{cell}” is no answer to this question ({scale}).").format(
        line=line, code=item.code, cell=cell[:40], scale=item.get_scale_display()
    )


def _read(item: SurveyItem, cell: str) -> Any:
    """The answer in a cell; ValueError for what is none."""
    match item.scale:
        case Scale.FIVE:
            return _one_of(int(cell), range(1, 6))
        case Scale.YES_NO:
            return _one_of(cell.lower(), YES | NO) in YES
        case Scale.NUMBER:
            return _finite(cell)
        case Scale.SINGLE:
            return _one_of(cell, item.choices)
        case Scale.MULTIPLE:
            return [_one_of(part.strip(), item.choices) for part in cell.split("|")]
    return cell[:2000]


def _one_of(value: Any, allowed: Any) -> Any:
    if value not in allowed:
        raise ValueError(value)
    return value


def _finite(cell: str) -> float:
    number = float(cell.replace(",", "."))
    if not -1e9 < number < 1e9:
        raise ValueError(cell)
    return number


def bring_in(wave: SurveyWave, rows: list[dict[str, Any]]) -> int:
    """Stores the rows in one statement; RuleBroken("survey_closed"), NotAllowed."""
    return int(call("import_survey_answers", wave.id, {"rows": rows}))
