"""Notes of recognition as pages show them: a community's, one's own, and those shown to a supervisor."""

from typing import Any

from django.utils.translation import gettext as _

from communities.community.community import Community
from communities.community.kinds import INTERNAL_KINDS, Kind
from communities.community.standing import acting_person, placed
from communities.recognition.recognition import GivenAs, Occasion, Recognition, RecognitionQuerySet
from communities.recognition.recognition_copy import RecognitionCopy
from tenancy.people.person import Party
from tenancy.permissions.roles import Role
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

CARD = 3


def capacity(request: ActedRequest, community: Community) -> GivenAs | None:
    """In which capacity the reader may thank here: as a member, of a community of practice also as a colleague who
    uses what it found, or as its sponsor; None where not at all.
    """
    if placed(community).opens:
        return GivenAs.MEMBER
    if community.kind != Kind.INDUCED_COP or acting_person(request).party != Party.STAFF:
        return None
    sponsors = {Role.MANAGEMENT, Role.PROGRAMME_OFFICE} & set(request.actor.roles)
    return GivenAs.SPONSOR if sponsors else GivenAs.USER


def notes_page(request: ActedRequest, notes: RecognitionQuerySet) -> dict[str, Any]:
    """One page of notes, newest first, with whom they thank. Two queries."""
    occasion = request.GET.get("for", "")
    if occasion in Occasion.values:
        notes = notes.filter(occasion=occasion)
    found, following = newest_first(drawn(notes), after=request.GET.get("after", ""), size=25)
    kept = f"for={occasion}&" if occasion else ""
    return {
        "notes": [line_of(request, note) for note in found],
        "occasions": _occasions(occasion),
        "chosen": occasion,
        "next_url": f"?{kept}after={following}" if following else "",
        "previous_url": f"?{kept}" if request.GET.get("after") else "",
    }


def drawn(notes: RecognitionQuerySet) -> RecognitionQuerySet:
    """The notes with everything that a line shows."""
    return notes.select_related("given_by", "solution", "community").prefetch_related("recipients__person")


def line_of(request: ActedRequest, note: Recognition) -> dict[str, Any]:
    """A note as `communities/recognition/note.html` draws it."""
    me = acting_person(request)
    people = [one.person for one in note.recipients.all()]
    thanked = any(person.id == me.id for person in people)
    place = {"community": note.community.slug, "recognition": note.id}
    return {
        "note": note,
        "people": sorted(people, key=lambda person: person.display_name),
        "url": address(request, "recognitions", community=note.community.slug),
        "back_url": address(request, "recognition_withdrawal", **place) if note.given_by_id == me.id else "",
        "show_url": (
            address(request, "recognition_copies", **place)
            if thanked and note.kind in INTERNAL_KINDS and me.party == Party.STAFF
            else ""
        ),
    }


def received(request: ActedRequest) -> RecognitionQuerySet:
    """What the reader was thanked for, in all her communities."""
    return Recognition.objects.filter(recipients__person=acting_person(request)).standing()


def thanks_card(request: ActedRequest) -> dict[str, Any] | None:
    """The latest thanks on the home page; None where there are none."""
    notes = [line_of(request, note) for note in drawn(received(request)).order_by("-at")[:CARD]]
    return {"notes": notes, "url": address(request, "my_recognition")} if notes else None


def shown_to(request: ActedRequest) -> list[RecognitionCopy]:
    """What colleagues have shown to the reader as their supervisor."""
    copies = RecognitionCopy.objects.filter(supervisor=acting_person(request), withdrawn_at=None)
    return list(copies.select_related("person", "recognition__given_by", "recognition__solution")[:50])


def _occasions(chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"?for={value}" if value else "?", "current": value == chosen}
        for value, label in [("", _("All")), *Occasion.choices]
    ]
