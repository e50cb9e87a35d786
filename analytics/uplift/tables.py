"""The tables behind the charts of a report: what the page shows as table is what the CSV holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.uplift.released import Released
from analytics.uplift.sentences import CONTROLS, METHODS, figure, month_name

Cell = Any


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows with plain numbers."""

    columns: list[str]
    rows: list[list[Cell]]

    def drawn(self) -> dict[str, Any]:
        """As `components/table.html` draws it: numbers in the reader's language."""
        numeric = [
            bool(self.rows) and not isinstance(self.rows[0][at], str) for at in range(len(self.columns))
        ]
        return {
            "columns": [
                {"label": label, "numeric": one} for label, one in zip(self.columns, numeric, strict=True)
            ],
            "rows": [{"cells": [_shown(cell) for cell in row]} for row in self.rows],
        }


def _shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    return (
        figure(cell, places=1 if isinstance(cell, float) else 0)
        if isinstance(cell, int | float)
        else str(cell)
    )


def event_study(released: Released) -> Table:
    """Effects by months since joining."""
    columns = [
        _("Months since joining"),
        _("Effect"),
        _("95 % from"),
        _("95 % to"),
        _("Uniform from"),
        _("Uniform to"),
        _("Members"),
    ]
    return Table(
        columns,
        [
            [
                point["label"],
                point["att"],
                *(point["ci"] or (None, None)),
                *(point["band"] or (None, None)),
                point["n"],
            ]
            for point in released.event_study
        ],
    )


def cohorts(released: Released) -> Table:
    """Effects by cohort and calendar month; blank where there are too few or no month to compare with."""
    months = [month_name(month) for month in released.months]
    return Table(
        [_("Joined"), _("Members"), *months],
        [[joined(released, cohort), cohort["members"], *cohort["effects"]] for cohort in released.cohorts],
    )


def indexed(released: Released) -> Table:
    """Members and market by months since joining."""
    lines = released.indexed or {"event_times": [], "members": [], "market": []}
    rows = zip(lines["event_times"], lines["members"], lines["market"], strict=True)
    return Table([_("Months since joining"), _("Members"), _("Market")], [list(row) for row in rows])


def estimators(released: Released) -> Table:
    """The same question asked in several ways, and why the answers differ."""
    rows: list[list[Cell]] = []
    if released.naive is not None:
        rows.append(
            [
                _("Naive difference"),
                released.naive,
                None,
                None,
                _(
                    "Members minus others in the same months. Members were chosen for their potential: "
                    "choice and effect are mixed."
                ),
            ]
        )
    for one in released.variants:
        name = f"{METHODS[one['est_method']]}; {CONTROLS[one['control_group']]}"
        if one["main"]:
            name = _("%(name)s (shown above)") % {"name": name}
        rows.append([name, one["att"], *(one["ci"] or (None, None)), _why(one)])
    return Table([_("Estimator"), _("Effect"), _("95 % from"), _("95 % to"), _("Why it may differ")], rows)


def _why(variant: dict[str, Any]) -> str:
    if variant["att"] is None:
        return _("Cannot be computed on these data.")
    return {
        "unconditional": _(
            "Assumes that members and others would have moved alike whatever they were like before."
        ),
        "reg": _(
            "Predicts what members would have sold from their early figures; relies on that prediction."
        ),
        "dr": _("Weighs others to be like members and predicts as well; right if one of the two is."),
    }[variant["est_method"]]


def joined(released: Released, cohort: dict[str, Any]) -> str:
    """The month in which a cohort joined, by name."""
    return month_name(released.months[cohort["first_treated"] - 1])


TABLES: dict[str, Callable[[Released], Table]] = {
    "event-study": event_study,
    "cohorts": cohorts,
    "indexed": indexed,
    "estimators": estimators,
}
