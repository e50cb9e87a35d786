"""Changing what may leave a community: its privacy level and what the steward may do."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.stewardship import DELEGATIONS, Stewardship
from communities.privacy.privacy_proposal import PrivacyProposal
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "no_change": _("Choose another level than today’s."),
        "one_proposal_at_a_time": _("Another change is waiting for its second signature."),
        "no_proposal": _("This proposal was decided already."),
        "second_person_needed": _("The second signature must be another member’s."),
        "proposer_left": _("Whoever proposed this no longer leads here."),
    }
)
DELEGATED = {
    "may_edit_look": "look and texts of the shell",
    "may_manage_meetings": "meeting logistics",
    "may_raise_requests": "service requests",
    "may_manage_invitations": "invitations",
    "may_see_names": "names of members who consent",
}


def propose_level(community: Community, *, level: str, by: Person) -> bool:
    """A leader proposes another level. False when it came from outside: then only a ledger line is left.

    Raises RuleBroken `no_change`, `one_proposal_at_a_time`; NotAllowed for a member who does not lead.
    """
    if call("propose_privacy", community.pk, level) == "refused":
        return False
    record(community, "privacy.proposed", by=by, community=community, level=level)
    return True


def cosign(proposal: PrivacyProposal, *, by: Person) -> None:
    """A second member signs; the level counts from now on for what is written from now on."""
    call("cosign_privacy", proposal.pk)
    record(proposal, "privacy.changed", by=by, community=proposal.community_id, level=proposal.to_level)


def withdraw(proposal: PrivacyProposal, *, by: Person) -> None:
    """A leader takes the proposal back."""
    call("withdraw_privacy", proposal.pk)
    record(proposal, "privacy.withdrawn", by=by, community=proposal.community_id)


def delegate(community: Community, *, switches: Mapping[str, bool], by: Person) -> None:
    """A leader says what the steward may do; each change is a ledger line. The row policy refuses others."""
    rows = Stewardship.objects.filter(community=community)
    held = rows.order_by("since").first()
    changed = [name for name in DELEGATIONS if held and getattr(held, name) != switches[name]]
    if not changed:
        return
    rows.update(**{name: switches[name] for name in changed})
    for name in changed:
        deed = "May from now on: " if switches[name] else "May no longer: "
        _note(community, crossing="delegation", what=deed + DELEGATED[name], why="The leader decided")
    named = Membership.objects.active().filter(community=community, named_to_sponsor=True).count()
    if "may_see_names" in changed and switches["may_see_names"] and named:
        _note(
            community,
            crossing="named_member",
            what=f"Names of {named} members",
            why="They consented, and the leader delegated names",
        )
    record(community, "delegation.changed", by=by, community=community)


def _note(community: Community, *, crossing: str, what: str, why: str) -> None:
    call("note_crossing", community.pk, crossing, what, "the steward", "sponsor", why)
