"""Who finds what in the navigation: the two tracks of the workspace, the portal's masthead."""

from django.utils.translation import gettext_lazy as _

from tenancy.slots.navigation import Item, Track, tracks


def register() -> None:
    """Fills the navigation of both surfaces."""
    tracks["workspace"] = (
        Track("", items=(Item(_("Home"), "home", icon="house"),)),
        Track(
            _("Internal integration"),
            icon="arrow-right-to-line",
            items=(Item(_("Communities"), "communities", under="communities/"),),
        ),
    )
    tracks["portal"] = (
        Track(
            "",
            items=(Item(_("Overview"), "home"), Item(_("Communities"), "communities", under="communities/")),
        ),
    )
