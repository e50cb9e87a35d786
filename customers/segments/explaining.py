"""Why an account is in its segment, and why not in the others."""

from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from customers.segments.facts import BY_KEY, WORDS
from customers.segments.rules import value_written, written
from tenancy.wall.functions import call_rows


@dataclass(frozen=True, slots=True)
class Judged:
    """One condition, the value that was used, and whether it held."""

    text: str
    found: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Considered:
    """One segment of the rules as it was considered for the account."""

    rank: int
    name: str
    is_this: bool
    conditions: list[Judged] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        """Whether all its conditions held."""
        return all(one.holds for one in self.conditions)


def explanation_of(account: UUID) -> list[Considered]:
    """All segments in their order with conditions and values of the last run; empty before the first run.

    NotAllowed for whoever does not see the account. Values of sales are withheld from those who see accounts
    but not sales.
    """
    rows = call_rows("explain_segment", account)
    return [_considered(list(group)) for _rank, group in groupby(rows, key=lambda row: row[0])]


def _considered(rows: list[tuple[object, ...]]) -> Considered:
    rank, _key, name, *_rest, is_this = rows[0]
    judged = [_judged(row) for row in rows if row[3] is not None]
    return Considered(int(str(rank)), str(name), bool(is_this), judged)


def _judged(row: tuple[object, ...]) -> Judged:
    _rank, _key, _name, _n, fact, operator, value, found, holds, hidden, _this = row
    key, op = str(fact), str(operator)
    known = _typed(key, found)
    said = _("not shown: sales are read by those who oversee them") if hidden else value_written(key, known)
    return Judged(written({"fact": key, "op": op, "value": _typed(key, value)}), said, bool(holds))


def _typed(fact: str, value: object) -> object:
    if value in (None, "null"):
        return None
    if BY_KEY[fact].kind == WORDS:
        return value
    return float(str(value))


def why_not(considered: list[Considered]) -> str:
    """One sentence on the segment before the account's own: the first reason why not; "" where there is none."""
    for one in reversed([one for one in considered if not one.is_this and not one.fits]):
        if any(other.is_this and other.rank < one.rank for other in considered):
            continue
        failed = next(condition for condition in one.conditions if not condition.holds)
        return _("Not in “{name}”, because this does not hold: {condition} (found: {found}).").format(
            name=one.name, condition=failed.text, found=failed.found
        )
    return ""
