"""A report in one minute: what is known, what is not, and what to do next."""

from typing import Any

from django.utils.translation import gettext as _

from analytics.uplift.answerable import INSUFFICIENT, TRENDS_DIFFER
from analytics.uplift.released import Released
from analytics.uplift.returns import GAINED
from analytics.uplift.sentences import NEEDED, figure, side_of_zero

ADJUSTED = ("imputation", "entropy", "matching")


def in_short(released: Released) -> list[dict[str, str]]:
    """Three answers with their headings, never more than the figures carry."""
    return [
        {"label": _("What is known"), "text": _known(released)},
        {"label": _("What is not known"), "text": _unknown(released)},
        {"label": _("What to do next"), "text": _next(released)},
    ]


def _known(released: Released) -> str:
    if released.verdict == INSUFFICIENT:
        return _("That there are too few customers or months behind any figure. Nothing more.")
    if released.verdict == TRENDS_DIFFER:
        return _(
            "Members and the customers they are compared with went different ways before anybody joined."
        )
    side, ends = side_of_zero(released.overall), _ends(released)
    if side == 0:
        return (
            _(
                "An effect below %(low)s or above %(high)s per customer and month would not fit these data "
                "(95 %% interval)."
            )
            % ends
        )
    if side > 0:
        return (
            _(
                "By the estimate members sold %(low)s to %(high)s more per customer and month than similar customers "
                "(95 %% interval)."
            )
            % ends
        )
    return (
        _(
            "By the estimate members sold %(high)s to %(low)s less per customer and month than similar customers "
            "(95 %% interval)."
        )
        % ends
    )


def _ends(released: Released) -> dict[str, str]:
    """The ends of the interval, without a sign where the sentence has the direction."""
    assert released.overall is not None
    low, high = released.overall["ci"]
    if low <= 0 <= high:
        money = released.currency
        return {
            "low": figure(low, unit=money, signed=True),
            "high": figure(high, unit=money, signed=True),
        }
    return {name: figure(abs(end), unit=released.currency) for name, end in (("low", low), ("high", high))}


def _unknown(released: Released) -> str:
    if released.verdict == INSUFFICIENT:
        return _(
            "Whether communities change sales. That no figure is shown says nothing for or against them."
        )
    if released.verdict == TRENDS_DIFFER:
        return _(
            "Whether communities changed sales, and in which direction: the headline cannot tell either."
        )
    agreeing = _agreement(released)
    if side_of_zero(released.overall) == 0:
        return " ".join(
            [
                _("Whether there is a smaller effect, and in which direction: this is not proof of none."),
                agreeing,
            ]
        ).strip()
    path = _("What brought it about, and whether members would have left the path of others by themselves.")
    return " ".join(filter(None, (path, _dependence(released), agreeing)))


def _dependence(released: Released) -> str:
    """How little the paths may part for the effect to be gone; empty where it survives what was seen before."""
    found = released.sensitivity and released.sensitivity.get("relative")
    if not found or (found["breakdown"] is not None and found["breakdown"] >= 1):
        return ""
    if not found["breakdown"]:
        return _("Were trends to part after joining as they did before, no effect could be told from none.")
    return _(
        "Were trends to part after joining by %(times)s times the largest change seen before, the effect could not be "
        "told from none."
    ) % {"times": figure(found["breakdown"], places=2)}


def _agreement(released: Released) -> str:
    """How the other estimates that adjust for what members were like stand to the one that leads."""
    others, same, opposite = _votes(released)
    if not others:
        return ""
    numbers = {"all": others, "same": same, "opposite": opposite}
    if side_of_zero(released.overall) == 0:
        return _("Other adjusted estimates that cannot tell one either: %(same)s of %(all)s.") % numbers
    if opposite:
        return (
            _(
                "Other adjusted estimates clearly on the same side of zero: %(same)s of %(all)s, on the other side: "
                "%(opposite)s."
            )
            % numbers
        )
    return _("Other adjusted estimates clearly on the same side of zero: %(same)s of %(all)s.") % numbers


def _votes(released: Released) -> tuple[int, int, int]:
    """Other adjusted estimates, those on the leading one's side of zero, and those on the opposite one."""
    side, others = side_of_zero(released.overall), [side_of_zero(one) for one in _others(released)]
    return len(others), others.count(side), others.count(-side) if side else 0


def _others(released: Released) -> list[dict[str, Any]]:
    """Estimates other than the leading one; unadjusted ones and two-way fixed effects are no second opinion."""
    variants = [
        one
        for one in released.variants
        if one["est_method"] != "unconditional" and not one["main"] and one["ci"]
    ]
    found = released.opinions or {}
    return [*variants, *(one for name in ADJUSTED if (one := found.get(name)) and one["ci"])]


def _next(released: Released) -> str:
    if released.verdict == INSUFFICIENT:
        rules = [reason["rule"] for reason in released.reasons if reason["rule"] in NEEDED]
        changes = [str(NEEDED[rule][1]) for rule in rules]
        return _("Do not decide on sales figures yet. What is needed: %(changes)s.") % {
            "changes": "; ".join(changes)
        }
    if released.verdict == TRENDS_DIFFER:
        return _(
            "Do not decide on sales figures. Open the next communities on dates that do not depend on how sales run, "
            "for instance drawn by lot among suitable customers: then the comparison is fair."
        )
    side, (others, same, _opposite) = side_of_zero(released.overall), _votes(released)
    if side == 0:
        return _("Decide on other grounds, or wait: each month and each opening makes the interval narrower.")
    if 2 * same <= others:
        return _(
            "Do not build on this estimate alone: others that are as good do not confirm it. Open the next communities "
            "on dates that do not depend on how sales run; then the comparison is fair."
        )
    return _when_confirmed(released, side)


def _when_confirmed(released: Released, side: int) -> str:
    if side < 0:
        return _(
            "Before opening more, ask leaders and representatives what changed for these customers. Do not show "
            "the headline without this estimate."
        )
    if released.returns is None:
        return _("Enter costs and contribution margin, to see whether it pays.")
    if released.returns.verdict == GAINED:
        return _(
            "Go on opening, on dates that do not depend on how sales run, and compare again in half a year."
        )
    return _("It is not established that it pays. Look at costs before opening more.")
