"""What the one search box finds beside posts, communities and people, in order."""

from django.utils.translation import gettext_lazy as _

from communities.meetings.finding import find_meetings
from communities.solutions.finding import find_solutions
from customers.deep_dives.finding import find_dives
from customers.needs.finding import find_ideas, find_needs
from customers.notes.finding import find_notes
from tenancy.permissions.permission import Permission
from tenancy.slots.search import SearchKind, kinds


def register() -> None:
    """Fills the list of kinds. What belongs to the firm is found by whoever may open its page."""
    kinds[:] = [
        SearchKind(key="solutions", label=_("Solutions"), find=find_solutions, in_communities=True),
        SearchKind(key="meetings", label=_("Meetings"), find=find_meetings, in_communities=True),
        SearchKind(key="needs", label=_("Needs"), find=find_needs, permission=Permission.USE_WORKSPACE),
        SearchKind(key="ideas", label=_("Ideas"), find=find_ideas, permission=Permission.USE_WORKSPACE),
        SearchKind(
            key="notes", label=_("Visit notes"), find=find_notes, permission=Permission.READ_CUSTOMERS
        ),
        SearchKind(
            key="deep_dives",
            label=_("Customer Deep Dives"),
            find=find_dives,
            permission=Permission.READ_CUSTOMERS,
        ),
    ]
