"""What sensitivity, placebos, comparisons of arms and returns say, in words a manager can repeat."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.releases.thresholds import PRETEST_LEVEL
from analytics.uplift.answerable import ANSWERED
from analytics.uplift.released import Released
from analytics.uplift.returns import GAINED, LOST
from analytics.uplift.sentences import figure, percent, side_of_zero

PERMUTATION_LEVEL = 0.05
NO_PLACES = {
    "control_units": gettext_lazy(
        "No estimate over whole regions is shown: it needs %(needed)s regions without any member, and there are "
        "%(found)s."
    ),
    "treated_units": gettext_lazy(
        "No estimate over whole regions is shown: in no region had at least half of the customers joined, with six "
        "untouched months before."
    ),
    "units_at_most": gettext_lazy(
        "No estimate over whole regions is shown: there are %(found)s of them, and it is for up to %(needed)s."
    ),
}
ARMS = {
    "community": gettext_lazy("Customer community"),
    "other_project": gettext_lazy("Other customer project"),
    "none": gettext_lazy("Neither"),
}


def sensitivity(released: Released) -> str:
    """How much trends may differ before the effect is gone; where the pre-test fails, the range that is left."""
    found = released.sensitivity
    if found is None:
        return ""
    money = released.currency
    if released.verdict != ANSWERED:
        return _range_left(released)
    if side_of_zero(released.overall) == 0:
        return _(
            "No effect can be told even if trends were exactly alike; allowing for less only widens the range."
        )
    if found["breakdown"] is None:
        return _(
            "If members and others already drifted apart in a straight line before joining, as far as the data "
            "allow it, no effect is left that can be told from none."
        )
    numbers = {
        "bend": figure(found["breakdown"], places=2, unit=money),
        "seen": figure(found["largest_bend"], places=2, unit=money),
    }
    return (
        _(
            "The effect stays on its side of zero as long as the difference in trend bends by less than %(bend)s "
            "from one month to the next. The largest bend seen before joining, chance included, was %(seen)s."
        )
        % numbers
    )


def _range_left(released: Released) -> str:
    """What is left to say where the pre-test fails: the wide range first, for trends need not go on straight."""
    found = released.sensitivity or {}
    straight, wide = found["intervals"][0], _once_as_much(found)
    numbers = {"straight": _between(straight, released.currency)}
    if wide is None:
        return (
            _(
                "Had the difference in trend from before gone on in a straight line, %(straight)s would be left."
            )
            % numbers
        )
    numbers["wide"] = _between(wide, released.currency)
    if wide[1] <= 0 <= wide[2]:
        return (
            _(
                "If the difference in trend may go on changing from month to month as much as it did before joining, "
                "anything from %(wide)s per customer and month fits the data: not even the direction is known. Only "
                "if it had gone on in a straight line, which nobody can know, would that be %(straight)s."
            )
            % numbers
        )
    return (
        _(
            "If the difference in trend may go on changing from month to month as much as it did before joining, "
            "%(wide)s per customer and month fits the data; had it gone on in a straight line, %(straight)s."
        )
        % numbers
    )


def _once_as_much(found: dict[str, Any]) -> list[float] | None:
    """The range for changes as large as the largest before; reports that were stored earlier have none."""
    intervals = (found.get("relative") or {}).get("intervals", [])
    return next((one for one in intervals if one[0] == 1.0 and None not in one), None)


def _between(interval: list[float], money: str) -> str:
    return _("%(low)s to %(high)s") % {
        "low": figure(interval[1], unit=money, signed=True),
        "high": figure(interval[2], unit=money, signed=True),
    }


def permutation(released: Released) -> str:
    """Where only treated clusters are too few."""
    found = released.permutation
    if found is None:
        return ""
    told = {"p": f"{found['p']:.3f}", "draws": found["draws"]}
    if found["p"] < PERMUTATION_LEVEL:
        return (
            _(
                "One thing can be said of so few groups: with joining dealt out anew among them %(draws)s times, a "
                "difference as large hardly ever came up (p = %(p)s). It says that there is one, not how large."
            )
            % told
        )
    return (
        _(
            "One thing can be said of so few groups: with joining dealt out anew among them %(draws)s times, a "
            "difference as large came up often enough to be chance (p = %(p)s)."
        )
        % told
    )


def places(released: Released) -> str:
    """Why no estimate over whole regions or countries is shown; empty where one is."""
    found = released.synthetic
    if not found or any(one["overall"] for one in found.values()):
        return ""
    reason = found["region"]["reasons"][0]
    told = {"needed": figure(reason["needed"]), "found": figure(reason["found"])}
    return str(NO_PLACES[reason["rule"]]) % told


def relative(released: Released) -> str:
    """The same in units of what was seen before joining; empty for reports that were stored before it existed."""
    found = released.sensitivity and released.sensitivity.get("relative")
    if not found or released.verdict != ANSWERED or side_of_zero(released.overall) == 0:
        return ""
    if found["breakdown"] is None:
        return _(
            "If members and others may drift apart after joining as they did before, however little of that is "
            "allowed, no effect is left that can be told from none."
        )
    times = {"times": figure(found["breakdown"], places=2)}
    if found["breakdown"] >= 1:
        return (
            _(
                "It would also survive if, after joining, the difference in trend changed every month as much as it "
                "ever did between two months before (it does up to %(times)s times as much)."
            )
            % times
        )
    return (
        _(
            "Measured by what was seen before, it is less firm: if, after joining, the difference in trend changed "
            "every month by %(times)s times its largest change between two months before, zero could no longer be "
            "ruled out. So the estimate rests on members and similar customers having been on the same path."
        )
        % times
    )


def placebo_in_time(released: Released) -> str:
    """Whether something seemed to happen before anything could."""
    found = released.placebos and released.placebos["in_time"]
    if not found or found["ci"] is None:
        return _("Too few months before joining to try a placebo in time.")
    numbers = {
        "months": released.placebos["months"] if released.placebos else 0,
        "att": figure(found["att"], unit=released.currency, signed=True),
        "low": figure(found["ci"][0]),
        "high": figure(found["ci"][1]),
    }
    if found["ci"][0] <= 0 <= found["ci"][1]:
        return (
            _(
                "Had every member joined %(months)s months earlier, no effect would show in these months: %(att)s "
                "(95 %% interval %(low)s to %(high)s). So it should be."
            )
            % numbers
        )
    return (
        _(
            "Had every member joined %(months)s months earlier, an effect would show before there was any: %(att)s "
            "(95 %% interval %(low)s to %(high)s). Trust the estimate less."
        )
        % numbers
    )


def placebo_permuted(released: Released) -> str:
    """How often chance alone deals out as much."""
    found = released.placebos and released.placebos["permuted"]
    if not found:
        return _(
            "Joining dates could not be dealt out anew: nobody never joined, or no customer has every month."
        )
    numbers = {
        "draws": found["draws"],
        "p": figure(found["p"], places=3),
        "share": figure(100 * found["p"], unit="%"),
    }
    if found["p"] >= PRETEST_LEVEL:
        return (
            _(
                "With joining dates dealt out anew among customers of similar size %(draws)s times, chance alone gave "
                "a plain difference as unusual as the real one in %(share)s of the draws (p = %(p)s)."
            )
            % numbers
        )
    above = 2 * found["effect"] > found["lower"] + found["upper"]
    numbers["side"] = _("above") if above else _("below")
    return (
        _(
            "With joining dates dealt out anew among customers of similar size %(draws)s times, the real plain "
            "difference lies %(side)s what chance alone gives (p = %(p)s)."
        )
        % numbers
    )


def arms(released: Released) -> list[dict[str, Any]]:
    """The three arms, for a table; an arm too small to say has dashes."""
    return [
        {
            "label": ARMS[arm["arm"]],
            "n": figure(arm["n"]) if arm["n"] is not None else _("fewer than 30"),
            "growth": percent(arm["growth"]) if arm["growth"] is not None else "–",
            "effect": figure(arm["att"], unit=released.currency, signed=True)
            if arm["att"] is not None
            else "–",
            "interval": _("%(low)s to %(high)s") % {"low": figure(arm["ci"][0]), "high": figure(arm["ci"][1])}
            if arm["ci"] is not None
            else "–",
        }
        for arm in released.arms
    ]


def returned(released: Released) -> dict[str, Any]:
    """The return on costs as a sentence with its figures, or what is missing for it."""
    found, costs = released.returns, released.costs
    if found is None:
        return {"sentence": _lacking(costs), "facts": []}
    sentence = {
        GAINED: _("Communities are estimated to have brought more than they cost."),
        LOST: _("Communities are estimated to have brought less than they cost."),
    }.get(found.verdict, _("Not established: the interval holds both more and less than the costs."))
    interval = {"low": percent(found.interval[0]), "high": percent(found.interval[1])}
    money = released.currency
    facts = [
        {"label": _("Return on costs"), "value": percent(found.percent)},
        {"label": _("95 % interval"), "value": _("%(low)s to %(high)s") % interval},
        {
            "label": _("Effect that pays for the costs, per customer and month"),
            "value": figure(found.break_even, places=1, unit=money),
        },
        {"label": _("Costs"), "value": figure(found.cost, unit=money)},
        {"label": _("Contribution margin"), "value": figure(float(found.margin), unit="%")},
        {"label": _("Customer-months since joining"), "value": figure(found.months)},
    ]
    if costs["elsewhere"]:
        facts.append({"label": _("Costs in other currencies: left out"), "value": figure(costs["elsewhere"])})
    return {"sentence": sentence, "facts": facts}


def _lacking(costs: dict[str, Any]) -> str:
    if not costs["amount"]:
        return _("No costs are entered in the currency of the sales, so no return is shown.")
    if not costs["margin"]:
        return _("No contribution margin is entered, so no return is shown.")
    return _("Without an estimated effect there is no return to show.")
