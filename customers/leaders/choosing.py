"""From a frozen list to a centre: approval by somebody else, then the idea of a community that begins there."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from customers.leaders.chosen_centre import ChosenCentre
from customers.leaders.leader_proposal import Verdict
from customers.leaders.shortlist import Shortlist
from customers.leaders.shortlist_approval import ShortlistApproval
from customers.leaders.telling import tell_approver_of_list, tell_selector_of_list
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.permissions.roles import Role
from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "not_a_manager": _("Choose an approver from management."),
        "list_is_proposed": _("This list waits for its approver, or is approved already."),
        "list_not_approved": _("Somebody else must approve this list first."),
        "centre_is_chosen": _("This idea has its centre already. Begin another one for a second centre."),
    }
)


def approvers_of_lists(selector: Person) -> "QuerySet[Person]":
    """Colleagues of management, who see the figures of all centres; the selector left out."""
    found = Person.objects.filter(is_active=True, role_assignments__role=Role.MANAGEMENT)
    return found.exclude(id=selector.pk).distinct().order_by("display_name", "id")


def ask_for_approval(shortlist: Shortlist, *, approver: Person, reason: str, by: Person) -> ShortlistApproval:
    """Puts the list to a manager, who is told by a mail without content.

    Raises RuleBroken `approver_is_selector`, `not_a_manager`, `list_is_proposed`, `reason_missing`; NotAllowed for
    anybody who neither froze the list nor searches.
    """
    fresh = UUID(str(call("propose_shortlist", shortlist.pk, approver.pk, reason)))
    record(shortlist, "shortlist.proposed", by=by, plane=Plane.SPONSOR, approver=approver)
    tell_approver_of_list(approver, approval=fresh)
    return ShortlistApproval.objects.get(id=fresh)


def decide_list(approval: ShortlistApproval, *, verdict: str, reason: str, by: Person) -> None:
    """The approver's yes or no, or the selector's taking back, with the reason. NotAllowed for others."""
    call("decide_shortlist", approval.pk, verdict, reason)
    record(approval, f"shortlist.{verdict}", by=by, plane=Plane.SPONSOR, shortlist=approval.shortlist_id)
    if verdict != Verdict.WITHDRAWN:
        tell_selector_of_list(approval.selector, approval=approval.pk)


def choose_centre(
    shortlist: Shortlist, *, account: UUID, prospect: ProspectiveCommunity, by: Person
) -> ChosenCentre:
    """The idea begins at this centre of an approved list; segment, reason and approver go with it, no figure does.

    Raises RuleBroken `list_not_approved`, `centre_is_chosen`, `approver_is_selector`; NotAllowed for others than
    whoever searches or assigns.
    """
    fresh = call("choose_centre", shortlist.pk, account, prospect.pk)
    record(prospect, "prospect.centre_chosen", by=by, plane=Plane.SPONSOR, account=str(account))
    return ChosenCentre.objects.get(id=fresh)
