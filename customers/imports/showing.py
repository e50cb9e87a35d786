"""An import as its page shows it: steps, columns, reconciliation, refused rows."""

from collections.abc import Sequence
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from customers.imports.import_job import ImportJob, State
from tenancy.slots.imports import objects

MOST_SHOWN = 50


def steps_of(job: ImportJob) -> list[dict[str, Any]]:
    """File, columns, dry run, import: what is done and what comes now."""
    done, readable = job.state == State.COMPLETE, bool(job.report) and "refused" not in job.report
    mapped = _("{n} mapped").format(n=len(job.read.get("columns", {})))
    rejected = _("{n} rows rejected").format(n=job.failed)
    return [
        {"label": _("File"), "note": _("{n} rows").format(n=job.received), "state": "done"},
        {"label": _("Columns"), "note": mapped if readable else "", "state": "done" if readable else "now"},
        {
            "label": _("Dry run"),
            "note": rejected if readable else "",
            "state": "done" if readable else "next",
        },
        {"label": _("Import"), "note": "", "state": "done" if done else "now" if readable else "next"},
    ]


def columns_of(job: ImportJob, samples: dict[str, str]) -> list[dict[str, Any]]:
    """Each heading with its first values, the field it becomes, and the one that is suggested."""
    used = job.read.get("columns", {}) if "refused" not in job.report else job.mapping
    suggested = job.read.get("suggestions", {}) | job.report.get("suggestions", {})
    return [
        {
            "heading": heading,
            "samples": samples.get(heading, ""),
            "field": used.get(heading, ""),
            "suggestion": suggested.get(heading, "") if heading not in used else "",
        }
        for heading in job.columns
    ]


def fields_of(job: ImportJob) -> list[str]:
    """The fields that a column may become."""
    return [column.name for column in objects[job.object].columns]


def outcome_of(job: ImportJob) -> list[dict[str, Any]]:
    """Rows by what becomes of them, in the table component's form; the last one is the sum."""
    report = job.report
    if "received" not in report:
        return []
    named = [(_("New"), "new"), (_("Changed"), "changed"), (_("The same as before"), "unchanged")]
    rows = [{"cells": [label, _number(report[name])]} for label, name in named if name in report]
    return [
        *rows,
        {"cells": [_("Rows taken"), _number(report["successful"])]},
        {"cells": [_("Rejected"), _number(report["failed"])]},
        {"cells": [_("Rows in the file"), _number(report["received"])], "total": True},
    ]


def totals_of(job: ImportJob) -> list[dict[str, Any]]:
    """Sums by currency: before, in the file, rejected, after."""
    return [
        {"cells": [total["currency"], *(total[name] for name in ("before", "file", "rejected", "after"))]}
        for total in job.report.get("totals", [])
    ]


def problems_of(job: ImportJob) -> list[dict[str, Any]]:
    """The first refused rows."""
    return [
        {"cells": [_number(error["line"]), error["field"], _value(error), error["message"]]}
        for error in job.report.get("errors", [])[:MOST_SHOWN]
    ]


def failed_rows(job: ImportJob) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the file of refused rows: line, what is wrong, and the row as it was staged."""
    errors: Sequence[dict[str, Any]] = job.report.get("errors", [])
    fields = [name for name in fields_of(job) if any(_cell(error, name) for error in errors)]
    rows = [
        [
            str(error["line"]),
            error["field"],
            error["code"],
            error["message"],
            *(_cell(error, f) for f in fields),
        ]
        for error in errors
    ]
    return ["line", "field", "code", "message", *fields], rows


def _cell(error: dict[str, Any], field: str) -> str:
    original = error["original"]
    return str(original.get(field) or "").removeprefix("!") if isinstance(original, dict) else ""


def _value(error: dict[str, Any]) -> str:
    if isinstance(error["original"], list):
        return ", ".join(map(str, error["original"]))[:80]
    return _cell(error, error["field"])[:80]


def _number(value: int) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)
