"""What every seats page loads first."""

from django.http import Http404
from django.utils import timezone

from communities.community.community import Community
from communities.seats.standing import Standing, standing_of
from tenancy.people.person import Person
from tenancy.wall.middleware import ActedRequest


def me(request: ActedRequest) -> Person:
    """The person who asks."""
    if request.actor.person is None:
        raise Http404
    return request.actor.person


def arrive(request: ActedRequest, slug: str) -> Standing:
    """How the reader stands to the community of this address; Http404 where she may not know of it."""
    person = me(request)
    community = Community.objects.visible_to(person).filter(slug=slug).first()
    if community is None:
        raise Http404
    return standing_of(person, community, on=timezone.now().date())
