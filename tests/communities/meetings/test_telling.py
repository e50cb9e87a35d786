"""Who hears of a meeting or an action: whom it concerns, once, without a word of what it is about."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from communities.actions.promising import open_action
from communities.community.community import Community
from communities.meetings.planning import cancel_meeting, invite
from tenancy.notices.notification import Notification
from tests.cast import CANARY, Cast
from tests.communities.conftest import Acting, Plan, person
from tests.draining import drain

Browser = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("committed")


def told(acting: Acting, who: str) -> list[str]:
    with acting(who) as scope:
        mine = Notification.objects.filter(person_id=scope.person_id)
        verbs = mine.values_list("verb", flat=True)
        return sorted(verb for verb in verbs if verb.startswith(("meeting.", "action.")))


def test_the_invited_hear_of_it_once_and_find_it(
    cast: Cast, acting: Acting, client_of: Browser, plan: Plan
) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"):
        invite(meeting, persons=None, by=person(cast.physician))
    drain()
    assert [told(acting, who) for who in ("member", "physician", "newcomer", "outsider", "rep")] == [
        ["meeting.invited"],
        [],
        [],
        [],
        [],
    ]
    page = client_of("member").get(f"{cast.surface_of('member')}notices/").content.decode()
    assert "You are invited to a meeting" in page
    assert CANARY not in page
    with acting("member"):
        notice = Notification.objects.get(verb="meeting.invited").id
    answer = client_of("member").get(f"{cast.surface_of('member')}notices/{notice}/")
    assert str(meeting.id) in answer["Location"]


def test_the_invited_hear_that_it_is_cancelled(cast: Cast, acting: Acting, plan: Plan) -> None:
    meeting = plan("circle", days=3)
    with acting("physician"):
        cancel_meeting(meeting, why="Strike", by=person(cast.physician), at=timezone.now())
    drain()
    assert told(acting, "member") == ["meeting.cancelled", "meeting.invited"]


def test_the_owner_hears_of_her_action(cast: Cast, acting: Acting, client_of: Browser) -> None:
    with acting("physician"):
        place, by = Community.objects.get(id=cast.circle), person(cast.physician)
        today = timezone.localdate()
        made = open_action(
            place, title="Yours", owner=person(cast.member), due_on=today, by=by, at=timezone.now()
        )
    drain()
    assert told(acting, "member") == ["action.opened"]
    with acting("member"):
        notice = Notification.objects.get(verb="action.opened").id
    answer = client_of("member").get(f"{cast.surface_of('member')}notices/{notice}/")
    assert str(made.id) in answer["Location"]
