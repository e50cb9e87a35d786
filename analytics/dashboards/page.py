"""The programme page: its charts and tables, each under a title that states the finding."""

from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.dashboards import programme
from analytics.dashboards.programme import FEWEST, TARGET, TARGET_MONTHS, Lag, Survival
from tenancy.people.person import Person

Table = dict[str, Any]


def programme_page(reader: Person) -> dict[str, Any]:
    """Everything on the page; each part is None where there is nothing to show yet."""
    today = timezone.localdate()
    places = programme.customer_communities(reader)
    formed = programme.formed_by_month(places, today=today)
    trained = programme.trained_by_month(today=today)
    found = programme.lags(places)
    survived = programme.survival(reader, today=today)
    drawn = _formed(formed) if formed else None
    return {
        "formed": drawn,
        "standing": f"{drawn['title']}. {_survival_title(survived)}." if drawn else "",
        "trained": _trained(trained) if trained else None,
        "stages": [{"label": stage.label, "value": n} for stage, n in programme.by_stage(places) if n],
        "survival": survival_table(survived) if formed else None,
        "survival_title": _survival_title(survived),
        "lag": lag_table(found) if found else None,
        "lag_title": _lag_title(found),
        "total": len(places),
    }


def csv_table(reader: Person, name: str) -> Table | None:
    """The columns and rows of one table of the page as they are on it; None for an unknown name."""
    today = timezone.localdate()
    places = programme.customer_communities(reader)
    made = {
        "formed": lambda: _formed_table(programme.formed_by_month(places, today=today)),
        "trained": lambda: _trained_table(programme.trained_by_month(today=today)),
        "survival": lambda: survival_table(programme.survival(reader, today=today)),
        "lag": lambda: lag_table(programme.lags(places)),
    }
    return made[name]() if name in made else None


def _formed(line: list[tuple[Any, int]]) -> dict[str, Any]:
    months = [month for month, _n in line]
    target = programme.target_line(months)
    formed, expected = line[-1][1], target[-1]
    if formed >= expected:
        title = _("%(title)s: on or above the line of %(target)d in %(months)d months")
    else:
        title = _("%(title)s: below the line of %(target)d in %(months)d months")
    said = ngettext("%(n)d community formed", "%(n)d communities formed", formed) % {"n": formed}
    return {
        "title": title % {"title": said, "target": TARGET, "months": TARGET_MONTHS},
        "data": {
            "x": [_month(month) for month in months],
            "series": [
                {"name": _("formed"), "values": [n for _m, n in line]},
                {"name": _("line"), "values": target},
            ],
            "from_zero": True,
        },
        "n": formed,
        "table": _formed_table(line),
    }


def _formed_table(line: list[tuple[Any, int]]) -> Table:
    target = programme.target_line([month for month, _n in line])
    return {
        "columns": [
            {"label": _("Month")},
            {"label": _("Formed so far"), "numeric": True},
            {"label": _("Line"), "numeric": True},
        ],
        "rows": [
            {"cells": [_month(month), n, number_format(goal)]}
            for (month, n), goal in zip(line, target, strict=True)
        ],
    }


def _trained(line: list[tuple[Any, int]]) -> dict[str, Any]:
    n = line[-1][1]
    return {
        "title": ngettext("%(n)d person is trained", "%(n)d persons are trained", n) % {"n": n},
        "data": {
            "x": [_month(month) for month, _n in line],
            "series": [{"name": _("trained"), "values": [count for _m, count in line]}],
            "from_zero": True,
        },
        "n": n,
        "table": _trained_table(line),
    }


def _trained_table(line: list[tuple[Any, int]]) -> Table:
    return {
        "columns": [{"label": _("Month")}, {"label": _("Trained so far"), "numeric": True}],
        "rows": [{"cells": [_month(month), n]} for month, n in line],
    }


def survival_table(found: list[Survival]) -> Table:
    """Formed long enough ago, still active at that age, and for how many the stage then is not recorded."""
    return {
        "columns": [
            {"label": _("Age")},
            {"label": _("Formed that long ago"), "numeric": True},
            {"label": _("Active at that age"), "numeric": True},
            {"label": _("Share"), "numeric": True},
            {"label": _("Stage then not recorded"), "numeric": True},
        ],
        "rows": [
            {
                "cells": [
                    _("%(months)d months") % {"months": one.months},
                    one.formed,
                    one.active if one.known else "",
                    f"{round(100 * one.active / one.known)} %" if one.known else "",
                    one.formed - one.known,
                ]
            }
            for one in found
        ],
    }


def _survival_title(found: list[Survival]) -> str:
    known = [one for one in found if one.known]
    if not known:
        return _("No community is six months old yet")
    last = known[-1]
    return _("%(active)d of %(known)d were still active after %(months)d months") % {
        "active": last.active,
        "known": last.known,
        "months": last.months,
    }


def lag_table(found: list[Lag]) -> Table:
    """Days from training to kick-off by district, with what held kick-offs up."""
    return {
        "columns": [
            {"label": _("District")},
            {"label": _("Communities"), "numeric": True},
            {"label": _("Median days"), "numeric": True},
            {"label": _("Fastest"), "numeric": True},
            {"label": _("What held it up")},
        ],
        "rows": [
            {
                "cells": [
                    row["district"] or _("no district"),
                    row["n"],
                    number_format(round(row["median"]))
                    if row["median"] is not None
                    else _("under %d") % FEWEST,
                    row["fastest"] if row["fastest"] is not None else "",
                    ", ".join(f"{cause} ({n})" for cause, n in row["causes"]),
                ]
            }
            for row in programme.by_district(found)
        ],
    }


def _lag_title(found: list[Lag]) -> str:
    if not found:
        return ""
    days = [lag.days for lag in found]
    return _("From training to kick-off: %(median)d days in the middle case, %(fastest)d in the fastest") % {
        "median": round(median(days)),
        "fastest": days[0],
    }


def _month(month: Any) -> str:
    return str(date_format(month, "YEAR_MONTH_FORMAT"))
