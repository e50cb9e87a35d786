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
    """Members, market and similar customers by months since joining."""
    lines = released.indexed or {"event_times": [], "members": [], "market": [], "matched": None}
    columns = [_("Months since joining"), _("Members"), _("Market")]
    series = [lines["event_times"], lines["members"], lines["market"]]
    if lines["matched"]:
        columns.append(_("Similar customers"))
        series.append(lines["matched"])
    return Table(columns, [list(row) for row in zip(*series, strict=True)])


def placebo(released: Released) -> Table:
    """The estimate, and what shows when members are moved back in time."""
    rows: list[list[Cell]] = []
    in_time = released.placebos and released.placebos["in_time"]
    if released.overall and in_time:
        for label, one in ((_("Estimate"), released.overall), (_("Six months too early"), in_time)):
            rows.append([label, one["att"], *(one["ci"] or (None, None))])
    return Table([_("Tried"), _("Effect"), _("95 % from"), _("95 % to")], rows)


def arms(released: Released) -> Table:
    """Communities, other projects and neither."""
    rows: list[list[Cell]] = [
        [arm["arm"], arm["n"], arm["growth"], arm["att"], *(arm["ci"] or (None, None))]
        for arm in released.arms
    ]
    columns = [_("Arm"), _("Customers"), _("Growth in percent"), _("Effect"), _("95 % from"), _("95 % to")]
    return Table(columns, rows)


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
    rows += _opinions(released) + _synthetic(released)
    return Table([_("Estimator"), _("Effect"), _("95 % from"), _("95 % to"), _("Why it may differ")], rows)


def _opinions(released: Released) -> list[list[Cell]]:
    found = released.opinions
    if found is None:
        return []
    parts = found["decomposition"]
    forbidden = figure(100 * parts["forbidden_weight"], unit="%") if parts else _("n/a")
    reasons = {
        "imputation": _(
            "Predicts members’ untreated months from all untreated months at once; often more precise, and more "
            "exposed to trends that differed long before."
        ),
        "entropy": _(
            "Weighs others so that their averages before equal the members’, without a model of joining."
        ),
        "matching": _(
            "Three customers of nearly the same odds of joining stand for each member; members without such are left "
            "out."
        ),
        "twfe": _(
            "Shown as a warning: %(share)s of it compares members with those who had joined before "
            "them, and it takes no account of who was chosen."
        )
        % {"share": forbidden},
    }
    names = {
        "imputation": _("Imputation (Borusyak, Jaravel and Spiess)"),
        "entropy": _("Entropy balancing (Hainmueller)"),
        "matching": _("Matching within a caliper"),
        "twfe": _("Two-way fixed effects"),
    }
    return [
        [names[one], found[one]["att"], *(found[one]["ci"] or (None, None)), why]
        for one, why in reasons.items()
        if one in found
    ]


def _synthetic(released: Released) -> list[list[Cell]]:
    """Whole regions and countries, where enough of them never opened."""
    names = {
        "region": _("Synthetic difference in differences, whole regions"),
        "country": _("Synthetic difference in differences, whole countries"),
    }
    why = _(
        "Another question: per customer of the %(treated)s places where at least half had joined, whether the customer "
        "joined or not, against a weighted mix of the %(controls)s places without any member."
    )
    return [
        [names[level], found["overall"]["att"], *(found["overall"]["ci"] or (None, None)), why % found]
        for level, found in (released.synthetic or {}).items()
        if found["overall"]
    ]


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
    """The month in which a cohort joined, by name; small cohorts have none in common."""
    if cohort["first_treated"] is None:
        return _("Small cohorts together")
    return month_name(released.months[cohort["first_treated"] - 1])


TABLES: dict[str, Callable[[Released], Table]] = {
    "event-study": event_study,
    "cohorts": cohorts,
    "indexed": indexed,
    "estimators": estimators,
    "placebo": placebo,
    "arms": arms,
}
