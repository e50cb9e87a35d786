"""A health check on paper: what its page shows to this reader, as PDF. The same check gives the same bytes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from analytics.health.health_run import HealthRun, Word
from tenancy.surfaces.paper import Paper, begun

WIDTHS = (74, 26, 26, 44)


def paper(values: Mapping[str, Any], *, findings: Iterable[Mapping[str, Any]]) -> bytes:
    """From the values of the page and its findings, each with what is done about it."""
    run: HealthRun = values["run"]
    assert run.finished_at is not None  # only finished checks have a page
    checked = _("checked %(day)s") % {"day": date_format(run.finished_at)}
    community = str(values["community"])
    pdf = begun(
        about=f"{community} · {values['period']} · {_('definitions')} {run.definitions}",
        title=f"{community}, {values['period']}",
        at=run.finished_at,
    )
    pdf.say(f"{checked} · {_('definitions')} {run.definitions}", small=True)
    pdf.say(f"{pgettext('health', 'Word')}: {Word(run.word).label if run.word else '–'}", bold=True)
    pdf.say(values["reason"])
    found = list(findings)
    _findings(pdf, _("Findings"), [one for one in found if not one["is_performance"]])
    _findings(
        pdf,
        _("Performance"),
        [one for one in found if one["is_performance"]],
        note=_("goals and results: never part of the word above"),
    )
    for table in values["tables"]:
        _indicators(pdf, table)
    pdf.say(str(values["people"]), small=True)
    return bytes(pdf.output())


def _findings(pdf: Paper, heading: str, findings: list[Mapping[str, Any]], *, note: str = "") -> None:
    if not findings:
        return
    pdf.heading(heading)
    pdf.say(note, small=True)
    for one in findings:
        pdf.say(str(one["title"]), bold=True)
        pdf.say(str(one["evidence"]))
        pdf.say(_("Likely cause: %(cause)s") % {"cause": one["cause"]} if one["cause"] else "", small=True)
        pdf.say(_("Next step: %(step)s") % {"step": one["step"]} if one["step"] else "", small=True)
        if one.get("owner"):
            pdf.say(_acted(one), small=True)


def _acted(one: Mapping[str, Any]) -> str:
    words = _("Corrective action: %(owner)s") % {"owner": one["owner"]}
    if one.get("due"):
        words += _(", due %(day)s") % {"day": date_format(one["due"])}
    return f"{words}. {one['outcome']}" if one.get("outcome") else words


def _indicators(pdf: Paper, table: Mapping[str, Any]) -> None:
    pdf.heading(str(table["label"]))
    rows = [[str(row[name]) for name in ("label", "value", "before", "others")] for row in table["rows"]]
    columns = [_("Indicator"), _("Now"), _("Before"), _("Like communities, middle half")]
    pdf.tabled(columns, rows, widths=WIDTHS)
