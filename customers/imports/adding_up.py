"""The reconciliation as a sales controller reads it: what was there, what the file brings, what is there now."""

from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from customers.imports.import_job import ImportJob

MOST_MONTHS = 36
# In the order of the sum: before + file - rejected - … = after.
PARTS: tuple[tuple[str, int], ...] = (
    ("before", 1),
    ("file", 1),
    ("rejected", -1),
    ("duplicates", -1),
    ("older", -1),
    ("rounding", 1),
    ("replaced", -1),
    ("elsewhere", 1),
    ("after", 1),
)


def words_of(part: str) -> str:
    """What a column of the reconciliation is called."""
    return {
        "before": _("Stored before"),
        "file": _("In the file"),
        "rejected": _("Rejected"),
        "duplicates": _("Exact duplicates"),
        "older": _("Older than known"),
        "rounding": _("Rounding"),
        "replaced": _("Replaced"),
        "elsewhere": _("Changed by others meanwhile"),
        "after": _("Stored after"),
    }[part]


def table_of(job: ImportJob, kind: str) -> dict[str, Any]:
    """`totals` by currency or `months` by month and currency; parts that are zero everywhere are left out."""
    rows = job.report.get(kind, [])
    shown = [(part, sign) for part, sign in PARTS if _matters(part, rows)]
    lead = ["currency"] if kind == "totals" else ["month", "currency"]
    heads = [_("Currency")] if kind == "totals" else [_("Month"), _("Currency")]
    return {
        "heads": heads,
        "figures": [("− " if sign < 0 else "") + words_of(part) for part, sign in shown],
        "rows": [
            {"lead": [row[name] for name in lead], "cells": [_amount(row[part]) for part, _sign in shown]}
            for row in rows[-MOST_MONTHS:]
        ],
        "more": max(0, len(rows) - MOST_MONTHS),
    }


def columns_and_rows(job: ImportJob) -> tuple[list[str], list[list[str]]]:
    """All months for a file, amounts exact."""
    rows = job.report.get("months", [])
    shown = [part for part, _sign in PARTS if _matters(part, rows)]
    return ["month", "currency", *shown], [
        [row["month"], row["currency"], *(row[p] for p in shown)] for row in rows
    ]


def _matters(part: str, rows: list[dict[str, Any]]) -> bool:
    if part in ("before", "file", "after"):
        return bool(rows) and part in rows[0]
    return any(Decimal(row.get(part) or 0) for row in rows)


def _amount(text: str) -> str:
    return formats.number_format(Decimal(text), use_l10n=True, force_grouping=True)
