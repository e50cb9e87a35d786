"""The tabs of a community's page, in order."""

from django.utils.translation import gettext_lazy as _

from tenancy.slots.community_tabs import CommunityTab, tabs


def register() -> None:
    """Fills the row of tabs."""
    tabs[:] = [CommunityTab(_("Discussions"), "community", lambda request, community: community.opens)]
