"""A rule set as it is stored, and in words.

`{"segments": [{"key", "name", "attractiveness", "criteria", "conditions": [{"fact", "op", "value"}]}]}`: an
account belongs to the first segment all of whose conditions hold; one without conditions takes everybody left.
What is unknown about an account holds no condition.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.segments.facts import BY_KEY, OPERATORS, WORDS

Rules = dict[str, Any]
ATTRACTIVENESS = {
    "high": gettext_lazy("High: approach first"),
    "medium": gettext_lazy("Medium"),
    "low": gettext_lazy("Low: serve on request"),
}
MOST_SEGMENTS, MOST_CONDITIONS = 20, 12


def empty_rules() -> Rules:
    """What a first draft begins with."""
    return {"segments": [blank_segment() | {"key": "first"}]}


def blank_segment() -> dict[str, Any]:
    """A segment that is being added; its key stays when it is renamed."""
    return {
        "key": uuid4().hex[:8],
        "name": "",
        "attractiveness": "medium",
        "criteria": "",
        "conditions": [],
    }


def blank_condition() -> dict[str, Any]:
    """A condition that is being added."""
    return {"fact": "sales_12m", "op": "at_least", "value": None}


def written(condition: Mapping[str, Any]) -> str:
    """The condition in words: “Growth of sales is at least 5 %”."""
    fact = BY_KEY[condition["fact"]]
    operator = str(OPERATORS[fact.kind][condition["op"]])
    if condition["op"] == "known":
        return f"{fact.label} {operator}"
    return f"{fact.label} {operator} {value_written(condition['fact'], condition['value'])}"


def value_written(fact: str, value: Any) -> str:
    """A value with its unit, as readers write it."""
    about = BY_KEY[fact]
    if value is None or value == []:
        return _("unknown")
    if about.kind == WORDS:
        return ", ".join(value)
    number = formats.number_format(_shortened(value), use_l10n=True, force_grouping=True)
    return f"{number}\u00a0{about.unit}" if about.unit else number


def _shortened(value: float) -> float:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def problems_of(rules: Rules) -> list[str]:
    """What is missing before the draft can be published, in words."""
    found = []
    names = [segment["name"].strip() for segment in rules["segments"]]
    if not names:
        found.append(_("There is no segment yet."))
    if len({name.casefold() for name in names}) < len(names):
        found.append(_("Two segments have the same name."))
    for place, segment in enumerate(rules["segments"], start=1):
        name = segment["name"] or _("Segment {place}").format(place=place)
        if not segment["name"].strip():
            found.append(_("Segment {place} needs a name in plain words.").format(place=place))
        if not segment["criteria"].strip():
            found.append(_("“{name}” does not say why it is attractive or not.").format(name=name))
        if any(not _is_whole(condition) for condition in segment["conditions"]):
            found.append(_("“{name}” has a condition without a value.").format(name=name))
    return found


def _is_whole(condition: Mapping[str, Any]) -> bool:
    return condition["op"] == "known" or condition["value"] not in (None, [])


def differences(old: Rules, new: Rules) -> list[str]:
    """What the newer rules change, in words and in their order."""
    before = {segment["key"]: (at, segment) for at, segment in enumerate(old["segments"], start=1)}
    found = []
    for at, segment in enumerate(new["segments"], start=1):
        if segment["key"] not in before:
            found.append(_("New segment “{name}”.").format(name=segment["name"]))
        else:
            found.extend(_changes(*before.pop(segment["key"]), at, segment))
    found.extend(_("“{name}” is gone.").format(name=gone["name"]) for _at, gone in before.values())
    return found or [_("Nothing but the note changed.")]


def _changes(old_at: int, old: Mapping[str, Any], at: int, new: Mapping[str, Any]) -> list[str]:
    found, name = [], new["name"]
    if old["name"] != name:
        found.append(_("“{old}” is now called “{name}”.").format(old=old["name"], name=name))
    if old_at != at:
        found.append(_("“{name}” moved from place {old} to {at}.").format(name=name, old=old_at, at=at))
    was, now = _conditions(old), _conditions(new)
    found.extend(
        _("“{name}” also asks: {condition}.").format(name=name, condition=one)
        for one in now
        if one not in was
    )
    found.extend(
        _("“{name}” no longer asks: {condition}.").format(name=name, condition=one)
        for one in was
        if one not in now
    )
    if (old["attractiveness"], old["criteria"]) != (new["attractiveness"], new["criteria"]):
        found.append(_("The criteria of “{name}” changed.").format(name=name))
    return found


def _conditions(segment: Mapping[str, Any]) -> list[str]:
    return [written(condition) for condition in segment["conditions"]]
