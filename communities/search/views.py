"""The search page."""

from typing import Any
from uuid import UUID

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
from tenancy.slots.search import kinds_for
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

MOST_LISTED = 200
FEW, MOST_OF_KIND = 5, 50
PLAIN = ("", "posts", "communities", "people")
NOTHING = Found([], [], [])


@require_GET
@requires(Permission.SIGNED_IN)
def search(request: ActedRequest) -> HttpResponse:
    """Posts, communities, people and whatever else the reader may see, in one place; `kind` keeps to one of them."""
    person = acting_person(request)
    words = " ".join(request.GET.get("q", "").split())[:200]
    language = request.GET.get("language", "")
    places = list(Community.objects.visible_to(person).only("id", "tenant_id", "slug", "name")[:MOST_LISTED])
    chosen = next((one for one in places if one.slug == request.GET.get("within")), None)
    within = chosen.id if chosen else None
    kind = request.GET.get("kind", "")
    found = find(words, reader=person, within=within, language=language) if kind in PLAIN else NOTHING
    others = _others(request, words, within, kind) if not language else []
    values = {
        "kinds": _kinds(request, within, kind),
        "kind": kind,
        "others": others,
        "nothing": found.nothing and not others,
        "search_query": words,
        "within": chosen.slug if chosen else "",
        "places": places,
        "language": language,
        "languages": settings.LANGUAGES,
        "found": found,
        "posts": _posts(request, found, words) if kind in ("", "posts") else [],
        "communities": _communities(request, found) if kind in ("", "communities") else [],
        "people": [_person(one) for one in found.people] if kind in ("", "people") else [],
    }
    return render(request, "communities/search/search.html", values)


def _others(request: ActedRequest, words: str, within: UUID | None, kind: str) -> list[dict[str, Any]]:
    """What other subjects found, each kind with its hits; a few of each, more where one kind is chosen."""
    if not words:
        return []
    wanted = [one for one in kinds_for(request, within=within) if kind in ("", one.key)]
    most = MOST_OF_KIND if kind else FEW
    found = [(one, one.find(request, words, most, within)) for one in wanted]
    return [
        {
            "key": one.key,
            "label": one.label,
            "hits": [{"hit": hit, "parts": excerpt(hit.text, words)} for hit in hits],
            "more": len(hits) == FEW and not kind,
        }
        for one, hits in found
        if hits
    ]


def _kinds(request: ActedRequest, within: UUID | None, chosen: str) -> list[dict[str, Any]]:
    offered = [("", _("Everything")), ("posts", _("Posts"))]
    if within is None:
        offered += [("communities", _("Communities")), ("people", _("People"))]
    offered += [(one.key, str(one.label)) for one in kinds_for(request, within=within)]
    return [{"key": key, "label": label, "current": key == chosen} for key, label in offered]


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
