"""Beginning, changing and ending the preparation of a community that does not exist yet."""

from datetime import date, datetime

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.naming import slug_for
from communities.community.starting import start_community
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.wall.functions import call
from tenancy.wall.refusals import RuleBroken


def begin(
    name: str,
    *,
    concern: str,
    country: str,
    kick_off_on: date | None,
    selector: Person,
    by: Person,
    at: datetime,
) -> ProspectiveCommunity:
    """An idea, whose leader the selector looks for."""
    prospect = ProspectiveCommunity(
        name=name,
        concern=concern,
        country=country,
        kick_off_on=kick_off_on,
        selector=selector,
        created_by=by,
        at=at,
    )
    prospect.save()
    record(prospect, "prospect.begun", by=by, plane=Plane.SPONSOR, selector=selector)
    return prospect


def describe(prospect: ProspectiveCommunity, **words: object) -> None:
    """Other words for it, another day."""
    for field, value in words.items():
        setattr(prospect, field, value)
    prospect.save(update_fields=list(words))


def begin_draft(prospect: ProspectiveCommunity, *, by: Person) -> Community:
    """The shell of the community, in the selector's hands until the leader takes it over.

    Raises RuleBroken where a draft was begun before, NotAllowed for anybody but the selector.
    """
    if prospect.community_id is not None:
        raise RuleBroken("draft_begun")
    made = start_community(
        Kind.CUSTOMER, slug=_free_slug(prospect.name), name=prospect.name, purpose=prospect.concern
    )
    call("link_prospect", prospect.pk, made.pk)
    record(prospect, "prospect.drafted", by=by, plane=Plane.SPONSOR, draft=made)
    return made


def _free_slug(name: str) -> str:
    wanted = slug_for(name) or "community"
    taken = set(Community.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return wanted if wanted not in taken else f"{wanted}-{len(taken) + 1}"


def hand_on(prospect: ProspectiveCommunity, *, to: Person, by: Person) -> None:
    """Another selector goes on with the search. Raises RuleBroken while a proposal is open."""
    call("hand_on_search", prospect.pk, to.pk)
    record(prospect, "prospect.handed_on", by=by, plane=Plane.SPONSOR, to=to)


def give_up(prospect: ProspectiveCommunity, *, reason: str, by: Person, at: datetime) -> None:
    """Ends the preparation; nothing is lost, and it can be taken up again."""
    prospect.closed_at, prospect.closing_reason = at, reason
    prospect.save(update_fields=["closed_at", "closing_reason"])
    record(prospect, "prospect.given_up", by=by, plane=Plane.SPONSOR)


def take_up(prospect: ProspectiveCommunity, *, by: Person) -> None:
    """Goes on with what was given up."""
    prospect.closed_at, prospect.closing_reason = None, ""
    prospect.save(update_fields=["closed_at", "closing_reason"])
    record(prospect, "prospect.taken_up", by=by, plane=Plane.SPONSOR)
