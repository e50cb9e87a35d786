"""The search page."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from communities.community.community import Community
from communities.community.standing import acting_person
from communities.discussions.post import Post
from communities.discussions.presenting import described
from communities.discussions.sanitising import plain_text
from communities.search.finding import Found, find
from communities.search.highlighting import excerpt
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

MOST_LISTED = 200


@require_GET
@requires(Permission.SIGNED_IN)
def search(request: ActedRequest) -> HttpResponse:
    """Posts, communities and people that the reader may see, in one place."""
    person = acting_person(request)
    words = " ".join(request.GET.get("q", "").split())[:200]
    language = request.GET.get("language", "")
    places = list(Community.objects.visible_to(person).only("id", "tenant_id", "slug", "name")[:MOST_LISTED])
    chosen = next((one for one in places if one.slug == request.GET.get("within")), None)
    found = find(words, reader=person, within=chosen.id if chosen else None, language=language)
    values = {
        "search_query": words,
        "within": chosen.slug if chosen else "",
        "places": places,
        "language": language,
        "languages": settings.LANGUAGES,
        "found": found,
        "posts": _posts(request, found, words),
        "communities": _communities(request, found),
        "people": [_person(one) for one in found.people],
    }
    return render(request, "communities/search/search.html", values)


def _posts(request: ActedRequest, found: Found, words: str) -> list[dict[str, Any]]:
    return [_post(request, post, words) for post in found.posts]


def _post(request: ActedRequest, post: Post, words: str) -> dict[str, Any]:
    return {
        "title": post.thread.title,
        "url": address(request, "post", community=post.community.slug, post=post.id),
        "parts": excerpt(plain_text(post.body_html), words),
        "author": post.author.display_name if post.author else _("Former member"),
        "community": post.community.name,
        "at": post.created_at,
        "lang": post.language,
        "number": post.number,
    }


def _communities(request: ActedRequest, found: Found) -> list[dict[str, Any]]:
    return [
        {
            "label": one.name,
            "url": address(request, "community", community=one.slug),
            "note": str(one.get_kind_display()),
        }
        for one in found.communities
    ]


def _person(person: Person) -> dict[str, Any]:
    return {"name": person.display_name, "party": person.party, "note": described(person)}
