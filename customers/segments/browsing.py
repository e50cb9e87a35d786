"""Reading segments for pages: the segments with their accounts, one segment, what a draft would change."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.accounts.account import Account
from customers.segments.drafting import Move
from customers.segments.facts import DIGITAL
from customers.segments.rules import ATTRACTIVENESS, Rules, written
from customers.segments.segment_membership import SegmentMembership, SegmentMembershipQuerySet
from customers.segments.segment_rules import SegmentRules
from tenancy.people.person import Person

PAGE = 50
COLUMNS = ("source", "external_id", "name", "type", "region", "country")


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment on the overview."""

    key: str
    name: str
    accounts: int
    attractiveness: str = ""
    criteria: str = ""
    conditions: tuple[str, ...] = ()


def segments_of(person: Person, rules: SegmentRules | None) -> list[Listed]:
    """The segments in the rules' order with the accounts that this person sees in each. One query.

    Without the rules (a representative's view) only segments that hold own accounts are there.
    """
    counted = dict(
        SegmentMembership.objects.visible_to(person)
        .current()
        .order_by()
        .values_list("key")
        .annotate(n=Count("id"))
    )
    if rules is None:
        names = SegmentMembership.objects.visible_to(person).current().order_by("key", "-since")
        named = names.distinct("key").values_list("key", "name")
        return [Listed(key, name, counted.get(key, 0)) for key, name in named]
    return [_listed(segment, counted) for segment in rules.rules["segments"]]


def _listed(segment: Mapping[str, Any], counted: Mapping[str, int]) -> Listed:
    return Listed(
        segment["key"],
        segment["name"],
        counted.get(segment["key"], 0),
        str(ATTRACTIVENESS[segment["attractiveness"]]),
        segment["criteria"],
        tuple(written(condition) for condition in segment["conditions"]) or (_("everybody left over"),),
    )


def members_of(person: Person, key: str, *, words: str = "") -> SegmentMembershipQuerySet:
    """Current memberships in the segment, by account name; `words` narrows as in the list of accounts."""
    found = SegmentMembership.objects.visible_to(person).current().filter(key=key).select_related("account")
    if words:
        found = found.filter(account__in=Account.objects.visible_to(person).matching(words[:100]))
    return found.order_by("account__name", "account_id")


def page_after(
    members: SegmentMembershipQuerySet, last: UUID | None
) -> tuple[list[SegmentMembership], UUID | None]:
    """Up to PAGE memberships behind the account with this id, and the account to go on from."""
    if last is not None and (before := Account.objects.filter(id=last).first()) is not None:
        members = members.filter(
            Q(account__name__gt=before.name) | Q(account__name=before.name, account_id__gt=before.id)
        )
    rows = list(members[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].account_id if len(rows) > PAGE else None


def changed_by(moves: list[Move], rules: Rules) -> dict[str, Any]:
    """What the draft would change: per segment accounts now and then, the moves, and a sentence."""
    now: dict[str, int] = defaultdict(int)
    then: dict[str, int] = defaultdict(int)
    names = {move.from_key: move.from_name for move in moves} | {"": _("no segment")}
    names |= {
        s["key"]: s["name"] or _("segment {place}").format(place=at)
        for at, s in enumerate(rules["segments"], 1)
    }
    for move in moves:
        now[move.from_key] += move.accounts
        then[move.to_key] += move.accounts
    moved = [move for move in moves if move.from_key != move.to_key]
    keys = [*(s["key"] for s in rules["segments"]), *(k for k in now if k and k not in _keys(rules)), ""]
    return {
        "sentence": _sentence(sum(move.accounts for move in moved), sum(move.accounts for move in moves)),
        "segments": [{"name": names[key], "now": now[key], "then": then[key]} for key in keys],
        "moves": [
            {"was": names[move.from_key], "now": names[move.to_key], "accounts": move.accounts}
            for move in sorted(moved, key=lambda move: -move.accounts)
        ],
    }


def _keys(rules: Rules) -> set[str]:
    return {segment["key"] for segment in rules["segments"]}


def _sentence(moved: int, accounts: int) -> str:
    if not accounts:
        return _("There are no accounts yet.")
    return ngettext(
        "%(n)d of %(all)d accounts would move.", "%(n)d of %(all)d accounts would move.", moved
    ) % {"n": moved, "all": accounts}


def known_words(person: Person) -> dict[str, list[str]]:
    """Values that occur, for the hints beside conditions. One query for each kind."""
    columns = {"type": "type", "region": "region", "country": "country", "crm_segment": "segment"}
    visible = Account.objects.visible_to(person).order_by()
    known = {
        fact: sorted(visible.exclude(**{column: ""}).values_list(column, flat=True).distinct()[:60])
        for fact, column in columns.items()
    }
    professions = visible.exclude(contacts__profession="").exclude(contacts__profession=None)
    known["profession"] = sorted(professions.values_list("contacts__profession", flat=True).distinct()[:60])
    known["digital"] = list(DIGITAL)
    return known
