"""A person's own language, time zone and appearance."""

import zoneinfo
from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from tenancy.people.person import Person
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.resolving import Actor
from tenancy.wall.scope import acting_for

THEMES = ("system", "light", "dark")


class PreferenceMiddleware:
    """Speaks the signed-in person's language in her time zone; cookies and headers decide for others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = cast(ActedRequest, request).actor.person
        if person is None:
            return self.get_response(request)
        if person.language in dict(settings.LANGUAGES):
            translation.activate(person.language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(zone_of(person)):
            return self.get_response(request)


def zone_of(person: Person) -> zoneinfo.ZoneInfo:
    """The person's time zone; UTC where the stored name means nothing on this machine."""
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("UTC")


def prefer(actor: Actor, **preferences: str) -> None:
    """Stores `language` or `theme` on every person that the signed-in user is."""
    for place in actor.places:
        with acting_for(UUID(place["tenant_id"]), UUID(place["id"])):
            Person.objects.filter(id=place["id"]).update(**preferences)
