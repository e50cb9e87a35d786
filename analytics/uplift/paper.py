"""A report on paper: what the page says, as PDF. The same report gives the same bytes."""

from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from analytics.uplift import event_plot
from analytics.uplift.tables import Table
from analytics.uplift.uplift_run import UpliftRun
from tenancy.surfaces.paper import Paper


def paper(run: UpliftRun, values: dict[str, Any], tables: dict[str, Table]) -> bytes:
    """The PDF of a finished run, from the values of its page and the tables behind its charts."""
    about = f"{_('Inputs')} {run.inputs_hash[:16]} · {_('code')} {run.code_version}"
    pdf = Paper(about=about, title=_("Uplift report"))
    pdf.set_creation_date(datetime.combine(run.until_month, time(), UTC))
    pdf.titled(_("Do customer communities change sales?"))
    pdf.say(values["period"], small=True)
    for one in values["in_short"]:
        pdf.say(f"{one['label']}: {one['text']}")
    _descriptive(pdf, values)
    if values["refused"]:
        _refusal(pdf, values)
    else:
        _effect(pdf, values, tables)
    _facts(pdf, _("Data quality"), values["quality"])
    _method(pdf, values)
    return bytes(pdf.output())


def _descriptive(pdf: Paper, values: dict[str, Any]) -> None:
    if values["refused"]:
        return
    pdf.heading(_("Descriptive"))
    pdf.say(values["headline"], bold=True)
    if not values["readings"]:
        pdf.say(_("Not enough members with both windows to say"))
        return
    pdf.say(_("Descriptive: members were chosen, so this is not the effect of the community."))
    rows = [[row["id"], row["formula"], row["compared"], row["value"]] for row in values["readings"]]
    pdf.tabled([_("Reading"), _("Formula"), _("Compares"), _("Value")], rows, widths=(18, 50, 70, 24))
    pdf.say(values["windows"], small=True)


def _refusal(pdf: Paper, values: dict[str, Any]) -> None:
    pdf.heading(_("Not enough data to say"))
    rows = [
        [str(row["label"]), str(row["needed"]), str(row["found"]), str(row["change"])]
        for row in values["missing"]
    ]
    columns = [_("What a figure needs"), _("Needed"), _("There are"), _("What would change it")]
    pdf.tabled(columns, rows, widths=(60, 18, 20, 70))
    pdf.say(values["permutation"])


def _effect(pdf: Paper, values: dict[str, Any], tables: dict[str, Table]) -> None:
    pdf.heading(_("Estimated effect") if values["estimate"] else _("Instead of an effect"))
    pdf.say(values["effect"] or values["before_joining"], bold=True)
    if values["estimate"]:
        each = _("per customer and month")
        pdf.say(f"{values['estimate']['value']} {each}; {values['estimate']['interval']}. {values['share']}")
        pdf.say(values["disagreement"], bold=True)
        pdf.say(values["before_joining"])
    pdf.say(values["sensitivity"])
    pdf.say(values["relative"])
    event_plot.draw(pdf, values["released"].event_study, caption=_("Effect by months since joining"))
    if "estimators" in tables:
        pdf.heading(_("Estimators, and why they differ"))
        _drawn(pdf, tables["estimators"], widths=(48, 18, 18, 18, 72))
        pdf.say(values["places"], small=True)
    if values["placebos"]:
        pdf.heading(_("Placebos"))
        for sentence in values["placebos"]:
            pdf.say(sentence)
    if values["arms"]:
        pdf.heading(_("Communities, other customer projects, and neither"))
        columns = [
            _("Arm"),
            _("Customers"),
            _("Growth, descriptive"),
            _("Estimated effect"),
            _("95 % interval"),
        ]
        rows = [
            [str(arm[name]) for name in ("label", "n", "growth", "effect", "interval")]
            for arm in values["arms"]
        ]
        pdf.tabled(columns, rows, widths=(50, 26, 28, 28, 30))
    if values["returned"]:
        _facts(
            pdf, _("Return on costs"), values["returned"]["facts"], sentence=values["returned"]["sentence"]
        )


def _facts(pdf: Paper, title: str, facts: list[dict[str, Any]], *, sentence: str = "") -> None:
    pdf.heading(title)
    pdf.say(sentence, bold=True)
    if facts:
        pdf.tabled(["", ""], [[str(fact["label"]), str(fact["value"])] for fact in facts], widths=(120, 30))


def _drawn(pdf: Paper, table: Table, *, widths: tuple[int, ...]) -> None:
    drawn = table.drawn()
    columns = [column["label"] for column in drawn["columns"]]
    pdf.tabled(columns, [[str(cell) for cell in row["cells"]] for row in drawn["rows"]], widths=widths)


def _method(pdf: Paper, values: dict[str, Any]) -> None:
    pdf.heading(_("How this was made"))
    for fact in values["method"]:
        pdf.say(f"{fact['label']}: {fact['value']}", small=True)
    pdf.say(
        _(
            "It holds if, without the opening, members and the customers they are compared with would have developed "
            "alike. That cannot be proved from data. Callaway and Sant’Anna (2021), Journal of Econometrics 225; "
            "Borusyak, Jaravel and Spiess (2024), Review of Economic Studies 91; Goodman-Bacon (2021), Journal of "
            "Econometrics 225; Rambachan and Roth (2023), Review of Economic Studies 90."
        ),
        small=True,
    )
    for warning in values["released"].warnings:
        pdf.say(warning, small=True)
