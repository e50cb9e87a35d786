"""Handing the interest map to the leader, on purpose and on record."""

from django.utils.translation import gettext_lazy as _

from customers.preparation.prospective_community import ProspectiveCommunity
from customers.stakeholders.interest_share import InterestShare
from customers.stakeholders.mapping import InterestMap
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "no_leader_yet": _("There is nobody to share it with: the leader has not taken the community over."),
        "nothing_to_share": _("The map is empty. Interests come from notes of visits."),
    }
)


def share_interests(
    prospect: ProspectiveCommunity, found: InterestMap, *, with_names: bool, by: Person
) -> InterestShare:
    """The map as it is now, readable by the community's leaders; a line in the community's ledger says so.

    Raises RuleBroken before the hand-over or with an empty map, NotAllowed for anybody but the selector.
    """
    lines = [
        {"interest": line["interest"], "people": line["people"], "names": line["names"] if with_names else []}
        for line in found.lines
    ]
    fresh = call("share_interests", prospect.pk, {"lines": lines}, with_names)
    return InterestShare.objects.get(id=fresh)
