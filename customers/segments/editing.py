"""The rule editor's form: posted fields become rules, a button changes their shape."""

import math
from collections.abc import Mapping
from itertools import count, takewhile
from typing import Any

from customers.segments.facts import BY_KEY, NUMBER, OPERATORS
from customers.segments.rules import ATTRACTIVENESS, Rules, blank_condition, blank_segment

Segments = list[dict[str, Any]]


def posted_rules(posted: Mapping[str, str]) -> Rules:
    """The rules as the fields of the page say; what cannot be a value is left without one."""
    places = takewhile(lambda at: f"segment-{at}-key" in posted, count())
    return {"segments": [_segment(posted, f"segment-{at}") for at in places]}


def _segment(posted: Mapping[str, str], at: str) -> dict[str, Any]:
    places = takewhile(lambda n: f"{at}-condition-{n}-fact" in posted, count())
    said = posted.get(f"{at}-attractiveness", "")
    return {
        "key": posted[f"{at}-key"],
        "name": posted.get(f"{at}-name", "").strip()[:80],
        "attractiveness": said if said in ATTRACTIVENESS else "medium",
        "criteria": posted.get(f"{at}-criteria", "").strip()[:400],
        "conditions": [_condition(posted, f"{at}-condition-{n}") for n in places],
    }


def _condition(posted: Mapping[str, str], at: str) -> dict[str, Any]:
    fact = posted[f"{at}-fact"]
    if fact not in BY_KEY:
        return blank_condition()
    kind = BY_KEY[fact].kind
    said = posted.get(f"{at}-op", "")
    operator = said if said in OPERATORS[kind] else next(iter(OPERATORS[kind]))
    value = None if operator == "known" else _value(kind, posted.get(f"{at}-value", ""))
    return {"fact": fact, "op": operator, "value": value}


def _value(kind: str, text: str) -> float | list[str] | None:
    if kind == NUMBER:
        return _number(text)
    return list(dict.fromkeys(word for part in text.split(",") if (word := part.strip()[:120])))[:50] or None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number) or abs(number) > 1e15:
        return None
    return int(number) if number == int(number) else number


def reshaped(rules: Rules, do: str) -> Rules:
    """The rules after a button: `add`, `remove:1`, `up:1`, `down:1`, `add:1` or `remove:1:0` (a condition).

    What names nothing changes nothing.
    """
    what, *places = do.split(":")
    numbers = [int(place) for place in places if place.isascii() and place.isdigit()]
    segments = [dict(segment) for segment in rules["segments"]]
    if what == "add" and not numbers:
        segments.append(blank_segment())
    elif numbers and numbers[0] < len(segments):
        _change(segments, what, *numbers[:2])
    return {"segments": segments}


def _change(segments: Segments, what: str, at: int, condition: int | None = None) -> None:
    asked = list(segments[at]["conditions"])
    if what == "add":
        segments[at]["conditions"] = [*asked, blank_condition()]
    elif what == "remove" and condition is not None:
        segments[at]["conditions"] = [one for n, one in enumerate(asked) if n != condition]
    elif what == "remove":
        del segments[at]
    elif what in ("up", "down"):
        to = at - 1 if what == "up" else at + 1
        if 0 <= to < len(segments):
            segments[at], segments[to] = segments[to], segments[at]
