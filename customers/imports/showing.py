"""An import as its pages show it: steps, columns, progress, outcome."""

from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.imports.import_job import ImportJob, State
from customers.imports.probing import Look
from customers.imports.words import field_words
from tenancy.slots.imports import objects

TONES = {State.COMPLETE: "good", State.FAILED: "act", State.ABORTED: "watch"}


def steps_of(job: ImportJob) -> list[dict[str, Any]]:
    """File, columns, dry run, import: what is done and what comes now."""
    tried = job.state == State.COMPLETE and job.dry_run
    stored = not job.dry_run and job.state != State.OPEN
    running = job.state in (State.UPLOADED, State.RUNNING)
    rejected = ngettext("{n} row rejected", "{n} rows rejected", job.failed).format(n=number(job.failed))
    known = tried or stored
    steps = [
        (_("File"), _("{n} rows").format(n=number(job.received)) if job.received else "", "done"),
        (_("Columns"), "", "now" if job.state == State.OPEN else "done"),
        (_("Dry run"), rejected if known else "", "done" if known else "now" if running else "next"),
        (
            _("Import"),
            str(job.get_state_display()) if stored else "",
            "done" if stored and job.state == State.COMPLETE else "now" if known else "next",
        ),
    ]
    return [{"label": label, "note": note, "state": state} for label, note, state in steps]


def columns_of(job: ImportJob, seen: Look) -> list[dict[str, Any]]:
    """Each heading with its first values, the field it becomes, and whether that is only a guess."""
    said = job.mapping
    return [
        {
            "heading": heading,
            "samples": seen.samples.get(heading, ""),
            "field": said.get(heading, seen.mapped.get(heading, "")),
            "guess": seen.guessed.get(heading, ""),
        }
        for heading in seen.headings
    ]


def fields_of(job: ImportJob) -> list[dict[str, Any]]:
    """The fields that a column may become, required ones first."""
    found = sorted(objects[job.object].columns, key=lambda column: not column.required)
    return [{"name": c.name, "words": field_words(c.name), "required": c.required} for c in found]


def left_out(columns: list[dict[str, Any]]) -> list[str]:
    """Headings that become nothing."""
    return [column["heading"] for column in columns if not column["field"]]


def preview_of(seen: Look) -> dict[str, Any]:
    """The first rows as they are taken."""
    return {"heads": [field_words(name) for name in seen.fields], "rows": seen.rows}


def progress_of(job: ImportJob, *, now: datetime) -> dict[str, Any]:
    """How far it is: rows, percent, seconds left."""
    percent = job.percent
    done = job.successful + job.failed if job.batches else job.rows_read
    seconds = 0
    if job.started_at and 3 <= percent < 100:
        seconds = round((now - job.started_at).total_seconds() * (100 - percent) / percent)
    return {
        "percent": percent,
        "rows": number(done),
        "received": number(job.received) if job.received else "",
        "left": left_words(seconds) if seconds else "",
        "reading": not job.batches,
    }


def left_words(seconds: int) -> str:
    """The time that is left, roughly."""
    if seconds < 90:
        return ngettext("about {n} second left", "about {n} seconds left", seconds).format(n=seconds)
    minutes = round(seconds / 60)
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)


def outcome_of(job: ImportJob) -> list[dict[str, Any]]:
    """Rows by what became of them; the last line is what was received, and the others add up to it."""
    report = job.report
    named = [(_("New"), "new"), (_("Changed"), "changed"), (_("The same as before"), "unchanged")]
    within = [
        {"cells": [label, number(int(report[name]))], "sub": True} for label, name in named if name in report
    ]
    return [
        {"cells": [_("Taken") if job.dry_run else _("Stored"), number(job.successful)]},
        *within,
        {"cells": [_("Rejected"), number(job.failed)], "tone": "act" if job.failed else ""},
        {"cells": [_("Not processed"), number(job.unprocessed)], "tone": "watch" if job.unprocessed else ""},
        {"cells": [_("Rows in the file"), number(job.received)], "total": True},
    ]


def number(value: int) -> str:
    """With the reader's thousands separator."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)
