"""The pages of action items: agreeing, closing with what was learnt, moving, the file, my own at home."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.actions.action_item import ActionItem
from communities.actions.promising import open_action
from communities.community.community import Community
from tests.cast import CANARY, Cast
from tests.communities.conftest import Acting, Plan, person

Browser = Callable[[str], Client]
TODAY = timezone.localdate()


def base(cast: Cast, who: str, community: str = "circle") -> str:
    return f"{cast.surface_of(who)}communities/{community}/actions/"


def agree(cast: Cast, client: Client, who: str, **more: str) -> None:
    given = {
        "title": f"Send it {CANARY}-do",
        "owner": str(cast.member),
        "due_on": str(TODAY + timedelta(days=7)),
    }
    assert client.post(f"{base(cast, who)}new/", given | more).status_code == 302


@pytest.fixture
def action(cast: Cast, acting: Acting) -> UUID:
    with acting("physician"):
        by = person(cast.physician)
        place, owner = Community.objects.get(id=cast.circle), person(cast.member)
        made = open_action(
            place, title="Send it", owner=owner, due_on=TODAY + timedelta(days=7), by=by, at=timezone.now()
        )
    return made.id


def test_a_leader_agrees_an_action_in_a_meeting(
    cast: Cast, acting: Acting, client_of: Browser, plan: Plan
) -> None:
    meeting = plan("circle", days=-1)
    agree(cast, client_of("physician"), "physician", meeting=str(meeting.id))
    seen = client_of("member").get(f"{cast.surface_of('member')}communities/circle/meetings/{meeting.id}/")
    assert "Send it" in seen.content.decode()
    with acting("member"):
        assert ActionItem.objects.get().meeting_id == meeting.id


def test_a_member_takes_one_and_gives_none(cast: Cast, client_of: Browser) -> None:
    member = client_of("member")
    agree(cast, member, "member")
    given = {"title": "You do it", "owner": str(cast.physician), "due_on": str(TODAY)}
    assert member.post(f"{base(cast, 'member')}new/", given).status_code == 422


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "what is to be done"),
        ({"due_on": "2020-01-01"}, "has passed"),
        ({"due_on": "3020-01-01"}, "year"),
    ],
)
def test_a_refused_form_says_why(cast: Cast, client_of: Browser, given: dict[str, str], said: str) -> None:
    usual = {"title": "Kept words", "owner": str(cast.member), "due_on": str(TODAY)}
    answer = client_of("member").post(f"{base(cast, 'member')}new/", usual | given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_closing_asks_what_was_learnt_and_is_undone(cast: Cast, client_of: Browser, action: UUID) -> None:
    owner, address = client_of("member"), f"{base(cast, 'member')}{action}/"
    assert "What did we learn?" in owner.get(address).content.decode()
    assert owner.post(f"{address}closing/", {"outcome": "dropped", "said": ""}).status_code == 422
    seen = owner.post(
        f"{address}closing/", {"outcome": "done", "said": "Ask the pharmacy first"}, follow=True
    )
    assert "Ask the pharmacy first" in seen.content.decode()
    assert "Reopen" in seen.content.decode()
    owner.post(f"{address}reopening/")
    assert "What did we learn?" in owner.get(address).content.decode()


def test_moves_show_with_their_reasons(cast: Cast, client_of: Browser, action: UUID) -> None:
    """A14.10: carry-over with its history."""
    owner, address = client_of("member"), f"{base(cast, 'member')}{action}/"
    for days, why in ((14, "Holidays"), (21, "No answer yet")):
        given = {"due_on": str(TODAY + timedelta(days=days)), "why": why}
        assert owner.post(f"{address}carrying-over/", given).status_code == 302
    seen = owner.get(address).content.decode()
    assert "Carried over 2 times" in seen
    assert "Holidays" in seen
    same = {"due_on": str(TODAY + timedelta(days=21))}
    assert owner.post(f"{address}carrying-over/", same).status_code == 409


def test_an_action_is_passed_on(cast: Cast, acting: Acting, client_of: Browser, action: UUID) -> None:
    address = f"{base(cast, 'member')}{action}/passing-on/"
    assert client_of("member").post(address, {"owner": str(cast.outsider)}).status_code == 422
    assert client_of("member").post(address, {"owner": str(cast.physician)}).status_code == 302
    assert client_of("member").get(address).status_code == 403
    with acting("physician"):
        assert ActionItem.objects.get(id=action).owner_id == cast.physician


def test_filters_narrow_page_and_file_alike(cast: Cast, client_of: Browser, action: UUID) -> None:
    member = client_of("member")
    for query, there in (
        ("", True),
        ("?state=done", False),
        ("?whose=mine", True),
        ("?q=send", True),
        ("?q=zzz", False),
        ("?state=late", False),
    ):
        assert ("Send it" in member.get(base(cast, "member") + query).content.decode()) == there, query
        assert (
            "Send it" in member.get(f"{base(cast, 'member')}actions.csv{query}").content.decode()
        ) == there, query
    assert (
        "Send it" not in client_of("physician").get(f"{base(cast, 'physician')}?whose=mine").content.decode()
    )


def test_the_file_begins_no_formula(cast: Cast, client_of: Browser) -> None:
    member = client_of("member")
    agree(cast, member, "member", title="=1+1")
    assert "'=1+1" in member.get(f"{base(cast, 'member')}actions.csv").content.decode()


def test_my_open_actions_stand_on_my_home_page(cast: Cast, client_of: Browser, action: UUID) -> None:
    assert "Send it" in client_of("member").get(cast.surface_of("member")).content.decode()
    assert "Send it" not in client_of("physician").get(cast.surface_of("physician")).content.decode()


@pytest.mark.parametrize(("who", "status"), [("rep", 403), ("manager", 403), ("admin", 403), ("rival", 404)])
def test_the_sponsor_reads_no_action_of_customers(
    cast: Cast, client_of: Browser, action: UUID, who: str, status: int
) -> None:
    for address in (base(cast, who), f"{base(cast, who)}actions.csv", f"{base(cast, who)}{action}/"):
        answer = client_of(who).get(address)
        assert answer.status_code == status
        assert "Send it" not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_asks_a_fixed_number_of_queries(
    cast: Cast, acting: Acting, client_of: Browser, number: int
) -> None:
    with acting("physician"):
        by, place = person(cast.physician), Community.objects.get(id=cast.circle)
        for n in range(number):
            open_action(
                place, title=f"A{n:02d}", owner=by, due_on=TODAY + timedelta(days=n), by=by, at=timezone.now()
            )
    browser = client_of("member")
    with CaptureQueriesContext(connection) as queries:
        seen = browser.get(base(cast, "member"))
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "select set_config")
    assert len([query for query in queries if not str(query["sql"]).startswith(control)]) <= 3
    if number > 50:
        assert "A59" not in seen.content.decode()
        assert "A59" in browser.get(seen.context["following_url"]).content.decode()
