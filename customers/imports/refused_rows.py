"""What an import refused: counted by kind, shown page by page."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from customers.imports.import_job import ImportJob
from customers.imports.words import advice

PAGE = 50
FIRST_LINES = 3


def errors_of(job: ImportJob) -> Iterator[dict[str, Any]]:
    """Every refusal of the job: line, field, code, message, original row; in the file's order."""
    yield from job.report.get("errors", [])


def kinds_of(job: ImportJob) -> list[dict[str, Any]]:
    """Each kind of refusal with how often it occurs and its first lines, the most frequent first."""
    kinds: dict[str, dict[str, Any]] = {}
    for error in errors_of(job):
        kind = kinds.setdefault(
            error["code"], {"code": error["code"], "count": 0, "first": [], "advice": advice(error["code"])}
        )
        kind["count"] += 1
        if len(kind["first"]) < FIRST_LINES:
            kind["first"].append(line_of(error))
    return sorted(kinds.values(), key=lambda kind: -kind["count"])


def page_of_errors(job: ImportJob, *, code: str, after: int) -> tuple[list[dict[str, Any]], int]:
    """The page behind the first `after` refusals of this kind ("" for any); then where the next begins, or 0."""
    wanted = (error for error in errors_of(job) if not code or error["code"] == code)
    found = list(islice(wanted, after, after + PAGE + 1))
    return [line_of(error) for error in found[:PAGE]], after + PAGE if len(found) > PAGE else 0


def line_of(error: dict[str, Any]) -> dict[str, Any]:
    """A refusal as a line of a table; the original as it stood in the file."""
    return {
        "line": error["line"],
        "field": error["field"],
        "value": value_of(error),
        "message": error["message"],
        "original": original_of(error),
    }


def value_of(error: dict[str, Any]) -> str:
    """The cell that was refused, empty where the whole row was."""
    original = error["original"]
    return str(original.get(error["field"]) or "").removeprefix("!") if isinstance(original, dict) else ""


def original_of(error: dict[str, Any]) -> str:
    """The row in one line."""
    original = error["original"]
    cells = original.values() if isinstance(original, dict) else original
    return " · ".join(str(cell).removeprefix("!") for cell in cells if cell not in (None, ""))[:300]


def mendable(job: ImportJob) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the file of refused rows: what is wrong, then the row, to be mended and sent again."""
    errors = list(errors_of(job))
    fields = list(
        dict.fromkeys(name for e in errors if isinstance(e["original"], dict) for name in e["original"])
    )
    fields = [name for name in fields if any(_told(error, name) for error in errors)]
    rows = [
        [str(e["line"]), e["field"], e["code"], e["message"], *(_told(e, name) for name in fields)]
        for e in errors
    ]
    return ["error_line", "error_field", "error_code", "error_message", *fields], rows


def _told(error: dict[str, Any], field: str) -> str:
    original = error["original"]
    return str(original.get(field) or "").removeprefix("!") if isinstance(original, dict) else ""
