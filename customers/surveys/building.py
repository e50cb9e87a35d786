"""The survey builder: posted questions, and what its buttons do with them."""

from collections.abc import Mapping
from itertools import count, takewhile
from typing import Any
from uuid import uuid4

from customers.needs.functions import Function
from customers.surveys.bank import BANK, BY_CODE, as_item
from customers.surveys.item import Measure, Scale

Items = list[dict[str, Any]]
MOST = 60


def posted_items(posted: Mapping[str, str]) -> Items:
    """The questions as the fields of the page say."""
    places = takewhile(lambda at: f"item-{at}-code" in posted, count())
    return [_item(posted, f"item-{at}") for at in places][:MOST]


def _item(posted: Mapping[str, str], at: str) -> dict[str, Any]:
    scale, measure = posted.get(f"{at}-scale", ""), posted.get(f"{at}-measure", "")
    function = posted.get(f"{at}-function", "")
    choices = (line.strip()[:120] for line in posted.get(f"{at}-choices", "").splitlines())
    return {
        "code": posted[f"{at}-code"],
        "text": posted.get(f"{at}-text", "").strip()[:400],
        "scale": scale if scale in Scale.values else Scale.FIVE.value,
        "choices": list(dict.fromkeys(choice for choice in choices if choice)),
        "aspect": posted.get(f"{at}-aspect", "").strip()[:120],
        "measure": measure if measure in Measure.values else "",
        "function": function if function in Function.values else "",
    }


def reshaped(items: Items, do: str, *, bank: str = "") -> Items:
    """The questions after a button: `add`, `bank` (the chosen one), `remove:1`, `up:1`, `down:1`."""
    changed = list(items)
    what, _colon, place = do.partition(":")
    at = int(place) if place.isascii() and place.isdigit() else -1
    if what == "add":
        changed.append(blank_item())
    elif what == "bank" and bank in BY_CODE and bank not in {item["code"] for item in items}:
        changed.append(as_item(bank))
    elif what == "remove" and 0 <= at < len(changed):
        del changed[at]
    elif what in ("up", "down") and 0 <= at < len(changed):
        to = at - 1 if what == "up" else at + 1
        if 0 <= to < len(changed):
            changed[at], changed[to] = changed[to], changed[at]
    return changed


def blank_item() -> dict[str, Any]:
    """A question that is being added; its code stays when it is worded anew."""
    code = f"q_{uuid4().hex[:8]}"
    return {"code": code, "text": "", "scale": Scale.FIVE.value, "choices": []} | {
        "aspect": "",
        "measure": "",
        "function": "",
    }


def offered(items: Items) -> list[tuple[str, str]]:
    """What the bank still has for this survey."""
    used = {item["code"] for item in items}
    return [(one.code, one.text) for one in BANK if one.code not in used]
