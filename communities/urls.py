"""Addresses of the communities' pages, the same in both surfaces."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("communities.community.urls")),
    path("", include("communities.discussions.urls")),
    path("", include("communities.seats.urls")),
    path("", include("communities.invitations.urls")),
    path("", include("communities.privacy.urls")),
    path("", include("communities.ledger.urls")),
    path("", include("communities.pulse.urls")),
    path("", include("communities.goals.urls")),
    path("", include("communities.leading.urls")),
    path("", include("communities.recognition.urls")),
    path("", include("communities.roles.urls")),
    path("", include("communities.solutions.urls")),
    path("", include("communities.meetings.urls")),
    path("", include("communities.actions.urls")),
]
