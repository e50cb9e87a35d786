"""The programme page on paper: its sentences and tables, as PDF. The same day and data give the same bytes."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenancy.surfaces.paper import Paper, begun

FIRST, OTHERS, LAST = 44, 26, 60


def paper(values: dict[str, Any], *, firm: str, today: date) -> bytes:
    """From the values of the page."""
    day = date_format(today)
    pdf = begun(
        about=f"{firm} · {day}",
        title=_("How the programme of customer communities stands"),
        at=datetime.combine(today, time(), UTC),
    )
    pdf.say(
        _("Stages and dates only, as of %(day)s: nothing here comes from inside a community.") % {"day": day},
        small=True,
    )
    if not values["total"]:
        pdf.say(_("No customer community yet"), bold=True)
        return bytes(pdf.output())
    _sections(pdf, values)
    pdf.heading(_("By stage"))
    rows = [[str(stage["label"]), str(stage["value"])] for stage in values["stages"]]
    pdf.tabled([_("Stage"), _("Communities")], rows, widths=(FIRST, OTHERS))
    return bytes(pdf.output())


def _sections(pdf: Paper, values: dict[str, Any]) -> None:
    _charted(pdf, _("Formed"), values["formed"])
    pdf.say(
        _("Formed counts beginnings. Whether they live is the next question.") if values["formed"] else "",
        small=True,
    )
    _tabled(
        pdf,
        values["survival_title"],
        values["survival"],
        note=_(
            "Active: in initiation, active or sustaining at that age; not in renewal, not closed. Only communities "
            "that have reached the age are counted."
        ),
    )
    _tabled(
        pdf,
        values["lag_title"],
        values["lag"],
        note=_(
            "From the steward's first completed training to the hand-over. Medians from three communities on."
        ),
    )
    _charted(pdf, _("Trained"), values["trained"])


def _charted(pdf: Paper, heading: str, figure: dict[str, Any] | None) -> None:
    """What a chart shows: its finding as sentence, its table below."""
    if figure is not None:
        pdf.heading(heading)
        pdf.say(str(figure["title"]), bold=True)
        _rows(pdf, figure["table"])


def _tabled(pdf: Paper, title: str, table: dict[str, Any] | None, *, note: str) -> None:
    if table is not None:
        pdf.heading(title)
        pdf.say(note, small=True)
        _rows(pdf, table)


def _rows(pdf: Paper, table: dict[str, Any]) -> None:
    columns = [str(column["label"]) for column in table["columns"]]
    rows = [[str(cell) for cell in row["cells"]] for row in table["rows"]]
    numeric = [column.get("numeric") for column in table["columns"]]
    last = LAST if not numeric[-1] else OTHERS
    pdf.tabled(columns, rows, widths=(FIRST, *[OTHERS] * (len(columns) - 2), last))
