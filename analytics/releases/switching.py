"""A community keeps a figure to itself, or lets it go again."""

from analytics.releases.figures import BY_KEY
from communities.community.community import Community
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call


def switch(community: Community, *, figure: str, off: bool, by: Person) -> None:
    """Off: it does not leave any more, what is in preview included. On: from the next month's release on.

    For leader and deputy; NotAllowed otherwise. What has crossed already stays known.
    """
    call("switch_release", community.pk, figure, off, BY_KEY[figure].noted_label)
    record(community, "release.switched", by=by, community=community, figure=figure, off=off)
