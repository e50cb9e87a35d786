"""The log: who may write what into it, who may read which part of it, and what goes out with it."""

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.community.community import Community
from communities.discussions.thread import Thread
from tenancy.events.event import Event
from tenancy.events.handlers import Handler, handlers
from tenancy.events.recording import NotTheActor, record
from tenancy.people.person import Person
from tenancy.tasks.queued_task import QueuedTask
from tenancy.wall.refusals import NoScope, NotAllowed
from tenancy.wall.scope import Scope
from tests.cast import Cast

DEED = "case.discussed"
Acting = Callable[[str], AbstractContextManager[Scope]]


@pytest.fixture
def two_listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(handlers, DEED, (Handler("a.tell"), Handler("b.count", queue="heavy")))


def published(cast: Cast, who: str = "member") -> None:
    """A post of the circle is recorded by one of its people."""
    record(
        Thread.objects.get(id=cast.circle_thread),
        DEED,
        by=Person.objects.get(id=getattr(cast, who)),
        community=cast.circle,
        post=cast.circle_post,
    )


def test_an_event_and_its_deliveries_are_written_by_one_statement(
    cast: Cast, acting: Acting, two_listeners: None
) -> None:
    with acting("member"):
        thread, person = Thread.objects.get(id=cast.circle_thread), Person.objects.get(id=cast.member)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            record(thread, DEED, by=person, community=cast.circle, post=cast.circle_post)
        event = Event.objects.get(verb=DEED)
        tasks = QueuedTask.objects.filter(name__in=["a.tell", "b.count"]).order_by("name")
        assert len(queries) == 1
        assert (event.subject_kind, event.subject_id) == ("communities.thread", cast.circle_thread)
        assert event.ids == {"post": str(cast.circle_post)}
        assert [(t.name, t.queue, t.kwargs) for t in tasks] == [
            ("a.tell", "realtime", {"event": str(event.id)}),
            ("b.count", "heavy", {"event": str(event.id)}),
        ]


def test_what_is_rolled_back_was_never_recorded(cast: Cast, acting: Acting, two_listeners: None) -> None:
    """I3: the row, the event and its deliveries stand or fall together."""
    with contextlib.suppress(ZeroDivisionError), acting("member"):
        published(cast)
        raise ZeroDivisionError
    with acting("member"):
        assert not Event.objects.filter(verb=DEED).exists()
        assert not QueuedTask.objects.filter(name="a.tell").exists()


@pytest.mark.parametrize(("who", "sees"), [("physician", 1), ("operator", 1), ("member", 1), ("outsider", 0)])
def test_the_log_of_a_circle_is_read_by_its_leader_the_operator_and_who_acted(
    cast: Cast, acting: Acting, who: str, sees: int
) -> None:
    with acting("member"):
        published(cast)
    with acting(who):
        assert Event.objects.of_community(Community(id=cast.circle)).filter(verb=DEED).count() == sees


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "rival"])
def test_staff_read_nothing_of_the_log_of_a_circle(cast: Cast, acting: Acting, who: str) -> None:
    """A11.18."""
    with acting("member"):
        published(cast)
    with acting(who):
        assert not Event.objects.filter(community_id=cast.circle).exists()


@pytest.mark.parametrize(
    ("who", "sees"), [("admin", 1), ("manager", 1), ("rep", 0), ("physician", 0), ("rival", 0)]
)
def test_the_sponsors_log_is_read_by_its_administrators_and_who_acted(
    cast: Cast, acting: Acting, who: str, sees: int
) -> None:
    with acting("manager"):
        manager = Person.objects.get(id=cast.manager)
        record(manager, "role.given", by=manager, plane="sponsor", role="medical")
    with acting(who):
        assert Event.objects.of_sponsor().filter(verb="role.given").count() == sees


def test_a_members_act_never_enters_the_sponsors_log(cast: Cast, acting: Acting) -> None:
    member = Person(id=cast.member, tenant_id=cast.ardenne)
    with pytest.raises(NotAllowed), acting("member"):
        record(member, "post.published", by=member, plane="sponsor")


def test_nobody_records_in_the_name_of_another(cast: Cast, acting: Acting) -> None:
    with pytest.raises(NotTheActor), acting("member"):
        published(cast, "physician")


def test_nothing_is_recorded_outside_a_scope(cast: Cast) -> None:
    with pytest.raises(NoScope):
        record(Community(id=cast.circle), "thread.opened", by=None)
