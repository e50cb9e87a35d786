"""What the report says in words. Each sentence claims what its figures carry and no more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.uplift.answerable import ANSWERED
from analytics.uplift.released import Released
from tenancy.surfaces.numbers import written

NEEDED: dict[str, tuple[Any, Any]] = {
    "members": (
        gettext_lazy("Members with an opening or invitation date"),
        gettext_lazy("More openings, or more sales history of those there are"),
    ),
    "controls": (
        gettext_lazy("Customers to compare with"),
        gettext_lazy("Sales of customers who have not joined"),
    ),
    "pre_months": (
        gettext_lazy("Months before joining with 10 members or more"),
        gettext_lazy("Sales of earlier months"),
    ),
    "post_months": (
        gettext_lazy("Months after joining with 10 members or more"),
        gettext_lazy("Time: each month adds one"),
    ),
    "treated_clusters": (
        gettext_lazy("Groups that joined together"),
        gettext_lazy("Openings in more groups"),
    ),
    "standard_error": (
        gettext_lazy("Estimates whose error can be told"),
        gettext_lazy("Sales that are not all alike"),
    ),
    "estimated": (
        gettext_lazy("Members for whom comparable customers were found"),
        gettext_lazy("Fewer adjustments: some groups have nobody to compare with"),
    ),
}
METHODS = {
    "unconditional": gettext_lazy("Callaway–Sant’Anna, unadjusted"),
    "reg": gettext_lazy("Callaway–Sant’Anna, outcome regression"),
    "dr": gettext_lazy("Callaway–Sant’Anna, doubly robust"),
}
CONTROLS = {
    "never": gettext_lazy("customers who never joined"),
    "notyet": gettext_lazy("customers who had not joined by then"),
}
COVARIATES = {
    "log_early_sales": gettext_lazy("log of early sales"),
    "region": gettext_lazy("region"),
    "segment": gettext_lazy("segment"),
    "country": gettext_lazy("country"),
    "type": gettext_lazy("type of customer"),
}


def figure(value: float | None, *, places: int = 0, unit: str = "", signed: bool = False) -> str:
    """A number in the reader's language with a true minus, currency before and other units after it."""
    if value is None:
        return _("n/a")
    return written(value, places, unit=unit, signed=signed)


def percent(value: float | None) -> str:
    """A signed percentage with one decimal."""
    return figure(value, places=1, unit="%", signed=True)


def headline(released: Released) -> str:
    """The paper's form of the descriptive figure; empty where it must not be shown or is undefined."""
    readings = released.descriptive
    if readings is None or readings["B2"] is None:
        return ""
    form = (
        _(
            "Members’ sales developed %(gap)s better than the market over %(window)s months (members "
            "%(members)s, market %(market)s)."
        )
        if readings["B2"] >= 0
        else _(
            "Members’ sales developed %(gap)s worse than the market over %(window)s months (members "
            "%(members)s, market %(market)s)."
        )
    )
    return form % {
        "gap": figure(abs(readings["B2"]), places=1, unit="%"),
        "members": percent(readings["member_growth"]),
        "market": percent(readings["market_growth"]),
        "window": released.window,
    }


def before_joining(released: Released) -> str:
    """The pre-test in words."""
    test = released.pretest
    if test is None or test["p"] is None:
        return _("Before joining: trends could not be tested.")
    numbers = {
        "w": figure(test["W"], places=1),
        "df": test["df"],
        "p": "= " + figure(test["p"], places=3) if test["p"] >= 0.001 else _("below 0.001"),
    }
    if released.verdict == ANSWERED:
        return (
            _(
                "Before joining: no difference in trend was found (W = %(w)s, df %(df)s, p %(p)s). A "
                "non-significant "
                "test does not prove the assumption."
            )
            % numbers
        )
    return _("Trend differences existed before joining (W = %(w)s, df %(df)s, p %(p)s).") % numbers


def event_study_title(released: Released) -> str:
    """The finding of the event study, judged by the uniform band."""
    if released.verdict != ANSWERED:
        return _("Sales of members and others developed differently before joining already")
    after = [point for point in released.event_study if point["label"] >= 0 and point["band"]]
    above = sum(point["band"][0] > 0 for point in after)
    below = sum(point["band"][1] < 0 for point in after)
    if not above and not below:
        return _("No single month after joining stands out from zero")
    if above and below:
        return _("Some months after joining lie above zero, some below")
    form = (
        ngettext(
            "In %(n)s month after joining the effect is above zero",
            "In %(n)s months after joining the effect is above zero",
            above,
        )
        if above
        else ngettext(
            "In %(n)s month after joining the effect is below zero",
            "In %(n)s months after joining the effect is below zero",
            below,
        )
    )
    return form % {"n": above or below}


def cohorts_title(released: Released) -> str:
    """How many cohorts lie on the side of the whole, on average."""
    known = [cohort["average"] for cohort in released.cohorts if cohort["average"] is not None]
    gains = {
        "gaining": sum(average > 0 for average in known),
        "losing": sum(average < 0 for average in known),
        "all": len(known),
    }
    if side_of_zero(released.overall) == 0:
        return (
            _("%(gaining)s of %(all)s cohorts lie above zero on average; together no effect can be told")
            % gains
        )
    if side_of_zero(released.overall) < 0:
        return _("%(losing)s of %(all)s cohorts lie below zero on average") % gains
    return _("%(gaining)s of %(all)s cohorts lie above zero on average") % gains


def indexed_title(released: Released) -> str:
    """Where members, market and similar customers ended."""
    assert released.indexed is not None
    lines = [name for name in ("members", "market", "matched") if released.indexed[name]]
    ends = {name: figure(released.indexed[name][-1]) for name in lines}
    if "matched" in ends:
        return (
            _("Members ended at %(members)s, similar customers at %(matched)s, the market at %(market)s")
            % ends
        )
    return _("Members ended at %(members)s, the market at %(market)s") % ends


def side_of_zero(estimate: Mapping[str, Any] | None) -> int:
    """1 or -1 where the interval of an estimate leaves zero out above or below, else 0."""
    low, high = (estimate and estimate["ci"]) or (0.0, 0.0)
    return int(low > 0) - int(high < 0)


def problem(text: str) -> str:
    """Why no report came of a run."""
    if text.startswith("cohort:"):
        return _(
            "The members differ from those of an earlier report by only a few accounts. Two such reports, compared, "
            "would tell what single accounts did, so this one is not made. Run it when at least ten more joined."
        )
    if text.startswith("panel: nobody joined"):
        return _(
            "There is nobody to compare yet: the report needs customers whose community was opened, or who were "
            "invited, after the first months of sales, and others who had not joined by then."
        )
    if text == "cancelled":
        return _("Stopped by hand before it was finished.")
    return text or _("The computation stopped. Run it again from the list.")


def month_name(month: str) -> str:
    """ "2024-03" as the reader's language abbreviates it."""
    year, number = month.split("-")
    return str(date_format(date(int(year), int(number), 1), "M Y"))
