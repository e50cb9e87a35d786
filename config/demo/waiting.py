"""What waits for somebody on the first day: requests, invitations, verifications, drafts, notices."""

from typing import Any

from communities.community.kinds import EntryRoute, MemberRole, MemberState, PrivacyLevel
from communities.discussions.draft import Draft
from communities.discussions.follow import Follow, FollowLevel
from communities.privacy.privacy_proposal import PrivacyProposal
from config.demo.place import Place
from config.demo.reading import table
from config.demo.seating import seat
from config.demo.world import World
from portal.verification.verification_request import RequestState, VerificationRequest
from tenancy.events.event import Event, Plane
from tenancy.notices.notification import Notification
from tenancy.people.person import Party, Person

ACCOUNTS_OF_PEOPLE = ("feldkamp", "carrasco", "marchand", "zielinska", "vogelsang", "fumagalli", "brennan")


def leave_waiting(world: World, places: dict[str, Place]) -> None:
    """Everything that the nine accounts find to decide."""
    facts = table("waiting")
    for request in facts["requests"]:
        _request(world, places[request["community"]], request)
    for invited in facts["invited"]:
        place = places[invited["community"]]
        at = world.clock.ago(invited["ago"])
        seat(
            world, place, world.people[invited["who"]], at=at, role=invited.get("role", MemberRole.MEMBER),
            state=MemberState.INVITED, by=place.leader,
        )  # fmt: skip
    for newcomer in facts["newcomers"]:
        _newcomer(world, newcomer)
    for draft in facts["drafts"]:
        _draft(world, places[draft["community"]], draft)
    _proposal(world, places["sepsis-erste-stunden"])
    for place in places.values():
        _follow(world, place)
        _notify(world, place)


def _request(world: World, place: Place, facts: dict[str, Any]) -> None:
    person = world.people.get(facts["who"]) or _stranger(world, place, facts["role"])
    route = EntryRoute.VOLUNTEERED if person.party == Party.STAFF else EntryRoute.INVITED
    by = world.people[facts["by"]] if "by" in facts else None
    at = world.clock.ago(facts["ago"])
    seat(
        world, place, person, at=at, state=MemberState.REQUESTED, route=route, by=by, motivation=facts["why"]
    )
    event = _event(world, place, "seat.requested", "communities.community", place.community.id, person, at)
    _notice(world, event, place.leader)


def _stranger(world: World, place: Place, role: str) -> Person:
    return next(person for person in world.staff[role] if person not in place.members)


def _newcomer(world: World, facts: dict[str, Any]) -> None:
    """Somebody who has asked the operator for verification."""
    at = world.clock.ago(facts["ago"])
    person = world.person(
        Party.CUSTOMER,
        facts["name"],
        since=at,
        verified=False,
        country=facts["country"],
        place=facts["place"],
        organisation=facts["organisation"],
        profession=facts["profession"],
        job_function=facts["profession"],
    )
    world.rows.add(
        VerificationRequest(
            **world.keys(),
            person_id=person.id,
            party=person.party,
            registration_number=facts["number"],
            country=facts["country"],
            profession=facts["profession"],
            note=facts.get("note", ""),
            state=RequestState.PENDING,
            asked_at=at,
        )
    )


def _draft(world: World, place: Place, facts: dict[str, Any]) -> None:
    thread = place.threads.get(facts.get("thread", ""))
    world.rows.add(
        Draft(
            **world.keys(),
            person_id=world.people[facts["who"]].id,
            community_id=place.community.id,
            thread_id=thread.id if thread else None,
            title=facts.get("title", ""),
            body=facts["body"].strip(),
            saved_at=world.clock.ago(facts["ago"]),
        )
    )


def _proposal(world: World, place: Place) -> None:
    world.rows.add(
        PrivacyProposal(
            **world.keys(),
            community_id=place.community.id,
            from_level=PrivacyLevel.AGGREGATES,
            to_level=PrivacyLevel.SUMMARY,
            proposed_by_id=place.leader.id,
            proposed_at=world.clock.ago("3d6h"),
        )
    )


def _follow(world: World, place: Place) -> None:
    """The accounts follow the threads in which they have written last."""
    for key in ACCOUNTS_OF_PEOPLE:
        person = world.people[key]
        threads = [place.threads[title] for title, posts in place.posts.items() if _wrote(person, posts)]
        for thread in sorted(threads, key=lambda one: one.last_post_at)[-6:]:
            world.rows.add(
                Follow(
                    **world.keys(),
                    person_id=person.id,
                    community_id=place.community.id,
                    thread_id=thread.id,
                    level=FollowLevel.FOLLOWING,
                    since=thread.created_at,
                )
            )


def _wrote(person: Person, posts: list[Any]) -> bool:
    return any(post.author_id == person.id for post in posts)


def _notify(world: World, place: Place) -> None:
    """Notices of the last ten days for those accounts whose threads were answered; the oldest are read."""
    since = world.clock.ago("10d")
    accounts: dict[Any, Person] = {world.people[key].id: world.people[key] for key in ACCOUNTS_OF_PEOPLE}
    for posts in place.posts.values():
        asker = accounts.get(posts[0].author_id)
        for post in posts[1:]:
            if asker and post.created_at > since and post.author_id != asker.id:
                author = next(p for p in place.members if p.id == post.author_id)
                event = _event(
                    world, place, "post.published", "communities.post", post.id, author, post.created_at
                )
                event.ids = {"thread": str(post.thread_id), "number": post.number}
                _notice(world, event, asker)


def _event(world: World, place: Place, verb: str, kind: str, subject: Any, by: Person, at: Any) -> Event:
    return world.rows.add(
        Event(
            **world.keys(),
            plane=Plane.COMMUNITY,
            verb=verb,
            community_id=place.community.id,
            subject_kind=kind,
            subject_id=subject,
            by_id=by.id,
            ids={},
            at=at,
        )
    )


def _notice(world: World, event: Event, to: Person) -> None:
    old = event.at < world.clock.ago("4d")
    world.rows.add(
        Notification(
            **world.keys(),
            person_id=to.id,
            event_id=event.id,
            verb=event.verb,
            community_id=event.community_id,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            ids=event.ids,
            at=event.at,
            read_at=event.at if old else None,
        )
    )
