"""The estimated effect in words, and what to make of a simple figure that says something else."""

from django.utils.translation import gettext as _

from analytics.uplift.answerable import INSUFFICIENT, TRENDS_DIFFER
from analytics.uplift.released import Released
from analytics.uplift.sentences import headline, percent, side_of_zero

# A headline nearer to zero than this, in percent, counts as saying nothing.
NOTABLE = 1.0


def effect(released: Released) -> str:
    """The estimated effect as one sentence; empty where there is none to show."""
    if released.overall is None:
        return ""
    return {
        1: _("Opening a community is estimated to have raised members’ sales."),
        -1: _("Opening a community is estimated to have lowered members’ sales."),
        0: _("No effect of opening a community can be told from these data."),
    }[side_of_zero(released.overall)]


def answer(released: Released) -> str:
    """The same for lists and the home page, where there is always something to say."""
    if released.verdict == INSUFFICIENT:
        return _("Not enough data to say")
    if released.verdict == TRENDS_DIFFER:
        return _(
            "Members and others were developing differently before joining already, so no effect is stated."
        )
    return effect(released)


def summary(released: Released) -> str:
    """Headline and answer together, so that no list shows the one without the other."""
    return " ".join(filter(None, (headline(released), answer(released))))


def share_of_counterfactual(released: Released) -> str:
    """The interval against what members would have sold, as far as that is known and positive."""
    if released.overall is None or released.overall["ci"] is None or released.treated_mean is None:
        return ""
    mean = released.treated_mean
    if not all(mean - end > 0 for end in released.overall["ci"]):
        return ""
    low, high = (percent(100 * end / (mean - end)) for end in released.overall["ci"])
    return _("That is %(low)s to %(high)s of what they are estimated to have sold without it.") % {
        "low": low,
        "high": high,
    }


def disagreement(released: Released) -> str:
    """Said when a simple figure says something else than the estimate: the wrong sign, or an effect from nothing."""
    if released.overall is None:
        return ""
    side, simple = side_of_zero(released.overall), _simple(released)
    if side * simple < 0:
        return _(
            "The simple comparison points the wrong way. Members were not like the market when they joined, so "
            "their figures differ from others’ for reasons that were there before. The estimate compares "
            "them with similar customers instead."
        )
    if side == 0 and abs(simple) >= NOTABLE:
        return _(
            "The simple comparison shows a difference, but not one that can be put down to communities: compared with "
            "similar customers, members’ sales are not clearly different."
        )
    return ""


def _simple(released: Released) -> float:
    """What a reader of the page takes for the answer: the headline, or else the gap in sales."""
    if released.descriptive and released.descriptive["B2"] is not None:
        return float(released.descriptive["B2"])
    return released.naive or 0.0
