"""Reading the members' ledger."""

from typing import Any

from django.db.models import QuerySet

from communities.community.community import Community
from communities.ledger.ledger_line import Crossing, LedgerLine
from tenancy.people.person import Person

SIDES = ("sponsor", "members", "both")


def lines_of(
    community: Community, *, reader: Person, crossing: str = "", side: str = ""
) -> "QuerySet[LedgerLine]":
    """The lines that this reader may see: members all, whoever caused a line that one."""
    lines = LedgerLine.objects.visible_to(reader).filter(community=community)
    if crossing in Crossing.values:
        lines = lines.filter(crossing=crossing)
    if side in SIDES:
        lines = lines.filter(receiver_side=side)
    return lines


def drawn(line: LedgerLine) -> dict[str, Any]:
    """A line as the ledger component draws it."""
    return {
        "at": line.at,
        "what": line.what,
        "to": line.receiver,
        "side": "sponsor" if line.receiver_side == "sponsor" else "member",
        "why": line.why,
        "by": line.by_name,
        "refused": line.crossing == Crossing.REFUSED,
    }
