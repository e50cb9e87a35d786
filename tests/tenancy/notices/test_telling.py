"""Who is told of what, and how often."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from communities.discussions.follow import Follow
from communities.discussions.posting import reply
from communities.discussions.thread import Thread
from tenancy.events.event import Event
from tenancy.notices.notification import Notification
from tenancy.people.person import Person
from tenancy.wall.functions import call
from tenancy.wall.refusals import NotAllowed
from tenancy.wall.scope import Scope
from tests.cast import Cast
from tests.draining import drain

Acting = Callable[[str], AbstractContextManager[Scope]]
SECRET = "nobody reads this in a notice"


def say(cast: Cast, acting: Acting, who: str = "member", body: str = SECRET) -> None:
    """A reply in the circle's thread."""
    with acting(who):
        person = Person.objects.get(id=getattr(cast, who))
        reply(Thread.objects.get(id=cast.circle_thread), body=body, by=person, at=timezone.now())


def follow(cast: Cast, acting: Acting, who: str, level: str = "following") -> None:
    """Says what a person wants to hear of the circle's thread."""
    with acting(who):
        Follow(
            person_id=getattr(cast, who),
            community_id=cast.circle,
            thread_id=cast.circle_thread,
            level=level,
            since=timezone.now(),
        ).save()


def told(acting: Acting, who: str) -> list[str]:
    """The verbs of a person's notices."""
    with acting(who):
        return list(Notification.objects.values_list("verb", flat=True))


@pytest.fixture(autouse=True)
def nothing_before(cast: Cast) -> None:
    """What the cast did is told first, so that each test counts its own."""
    drain()


def test_who_opened_a_thread_is_told_of_a_reply_and_its_writer_is_not(cast: Cast, acting: Acting) -> None:
    before = len(told(acting, "physician"))
    say(cast, acting)
    drain()
    assert told(acting, "physician")[: -before or None] == ["post.published"]
    assert "post.published" not in told(acting, "member")


def test_an_item_is_told_once_however_often_its_delivery_is_run(cast: Cast, acting: Acting) -> None:
    """02, section 6: an item is told once."""
    say(cast, acting)
    drain()
    once = told(acting, "physician")
    with acting("member"):
        event = Event.objects.filter(verb="post.published").latest("at")
        with connection.cursor() as cursor:
            cursor.execute("select set_config('app.purpose', 'task:again', true)")
        assert call("tell", event.id) == 0
    assert told(acting, "physician") == once


def test_who_muted_a_thread_is_told_nothing(cast: Cast, acting: Acting) -> None:
    before = told(acting, "physician")
    follow(cast, acting, "physician", "muted")
    say(cast, acting)
    drain()
    assert told(acting, "physician") == before


def test_a_notice_holds_nothing_of_what_was_written(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client]
) -> None:
    """02, section 6: content-free for customer communities."""
    say(cast, acting)
    drain()
    page = client_of("physician").get(f"{cast.surface_of('physician')}notices/").content.decode()
    assert "A reply in a thread that you follow" in page
    assert SECRET not in page
    with acting("physician"):
        assert SECRET not in str(list(Notification.objects.values()))


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider", "newcomer", "rival"])
def test_who_may_not_read_the_thread_is_not_told_of_it(cast: Cast, acting: Acting, who: str) -> None:
    """A11.18."""
    before = told(acting, who)
    say(cast, acting)
    drain()
    assert told(acting, who) == before


def test_nobody_tells_anybody_outside_of_a_task(cast: Cast, acting: Acting) -> None:
    say(cast, acting)
    with pytest.raises(NotAllowed), acting("member"):
        call("tell", Event.objects.latest("at").id)


def test_a_notice_leads_to_its_post_and_counts_as_read_then(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client]
) -> None:
    say(cast, acting)
    drain()
    with acting("physician"):
        notice = Notification.objects.unread().latest("at")
    client = client_of("physician")
    answer = client.get(f"{cast.surface_of('physician')}notices/{notice.id}/")
    assert "/posts/" in answer.headers["Location"]
    with acting("physician"):
        assert not Notification.objects.unread().filter(id=notice.id).exists()


def test_somebody_elses_notice_does_not_exist(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client]
) -> None:
    say(cast, acting)
    drain()
    with acting("physician"):
        notice = Notification.objects.latest("at")
    assert client_of("member").get(f"{cast.surface_of('member')}notices/{notice.id}/").status_code == 404


def test_all_can_be_marked_as_read_and_the_frame_counts_without_a_query_of_its_own(
    cast: Cast, acting: Acting, client_of: Callable[[str], Client]
) -> None:
    say(cast, acting)
    drain()
    client, place = client_of("physician"), cast.surface_of("physician")
    assert client.get(f"{place}notices/").context["unread"] > 0
    client.post(f"{place}notices/reading/")
    assert client.get(f"{place}notices/").context["unread"] == 0
