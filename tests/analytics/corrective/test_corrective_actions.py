"""Findings lead to actions, and the next check says whether they worked (A7.04)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError
from django.test import Client

from analytics.corrective.corrective_action import CorrectiveAction, Outcome
from analytics.corrective.following import ActedOnAlready, close_action, followed, open_action
from analytics.health.health_finding import HealthFinding
from analytics.health.health_part import HealthPart
from analytics.health.health_run import HealthRun
from tenancy.people.person import Person
from tenancy.wall.loading import loading
from tenancy.wall.scope import acting_for
from tests.cast import Cast

ClientOf = Callable[[str], Client]
AT = datetime(2026, 10, 3, 9, tzinfo=UTC)
INSIDE = "/p/kreis/communities/circle/health/"


@pytest.fixture
def checked(cast: Cast, committed: None) -> Callable[..., UUID]:
    """A stored check of the circle over a month of 2026, with these findings; returns the first finding's id."""

    def made(month: int, *codes: str) -> UUID:
        ours: dict[str, Any] = {
            "tenant_id": cast.ardenne,
            "community_id": cast.circle,
            "kind": "customer",
        }
        run = HealthRun(
            **ours,
            id=uuid4(),
            first_day=date(2026, month, 1),
            last_day=date(2026, month, 28),
            definitions="1.0",
            state="done",
            word="watch",
            created_at=AT,
            finished_at=AT,
        )
        findings = [
            {"code": code, "word": "watch", "evidence": {"leaders": 1}, "rank": at}
            for at, code in enumerate(codes)
        ]
        part = HealthPart(**ours, id=uuid4(), run_id=run.id, findings=findings)
        with loading([HealthRun, HealthPart]):
            run.save(using="owner")
            part.save(using="owner")
            first = HealthFinding.objects.using("owner").filter(run=run).first()
        return first.id if first else run.id

    return made


def opened(cast: Cast, finding: UUID, *, owner: str = "member") -> CorrectiveAction:
    return open_action(
        HealthFinding.objects.get(id=finding),
        title="Rota of first answerers",
        owner=Person.objects.get(id=getattr(cast, owner)),
        due_on=date(2026, 10, 20),
        by=Person.objects.get(id=cast.physician),
        at=AT,
    )


@pytest.mark.parametrize(("later", "worked"), [((), True), (("no_deputy",), False)])
def test_the_first_check_after_it_is_done_says_whether_it_worked(
    cast: Cast, checked: Callable[..., UUID], later: tuple[str, ...], worked: bool
) -> None:
    finding = checked(9, "no_deputy")
    checked(11, *later)
    with acting_for(cast.ardenne, cast.physician):
        action = opened(cast, finding)
    with acting_for(cast.ardenne, cast.member):
        owner = Person.objects.get(id=cast.member)
        close_action(action, outcome=Outcome.DONE, why="", by=owner, at=datetime(2026, 10, 15, tzinfo=UTC))
    with acting_for(cast.ardenne, cast.physician):
        one = followed([action], list(HealthRun.objects.all()))[0]
    assert one.judged_by is not None
    assert one.judged_by.first_day == date(2026, 11, 1)
    assert one.worked is worked


def test_an_open_action_is_judged_by_nothing(cast: Cast, checked: Callable[..., UUID]) -> None:
    finding = checked(9, "no_deputy")
    checked(11)
    with acting_for(cast.ardenne, cast.physician):
        one = followed([opened(cast, finding)], list(HealthRun.objects.all()))[0]
    assert one.judged_by is None


def test_one_finding_has_one_open_action(cast: Cast, checked: Callable[..., UUID]) -> None:
    finding = checked(9, "no_deputy")
    with acting_for(cast.ardenne, cast.physician):
        opened(cast, finding)
        with pytest.raises(ActedOnAlready):
            opened(cast, finding)


def test_the_owner_sees_and_closes_it_and_other_members_do_not(
    cast: Cast, checked: Callable[..., UUID], client_of: ClientOf
) -> None:
    finding = checked(9, "no_deputy")
    with acting_for(cast.ardenne, cast.physician):
        action = opened(cast, finding, owner="member")
    for who, rows in (("member", 1), ("operator", 1), ("outsider", 0), ("rep", 0), ("manager", 0)):
        with acting_for(cast.ardenne, getattr(cast, who)):
            assert CorrectiveAction.objects.count() == rows, who
    closing = f"{INSIDE}actions/{action.id}/closing/"
    assert client_of("outsider").post(closing, {"outcome": "done"}).status_code == 404
    client_of("member").post(closing, {"outcome": "dropped"})
    with acting_for(cast.ardenne, cast.member):
        assert CorrectiveAction.objects.get().is_open  # dropping needs a reason
    client_of("member").post(closing, {"outcome": "done", "why": "Two names stand in the rota"})
    with acting_for(cast.ardenne, cast.physician):
        assert CorrectiveAction.objects.get().outcome == Outcome.DONE


def test_a_member_who_does_not_lead_opens_none(
    cast: Cast, checked: Callable[..., UUID], client_of: ClientOf
) -> None:
    finding = checked(9, "no_deputy")
    address = f"{INSIDE}findings/{finding}/action/"
    assert client_of("member").get(address).status_code == 403
    with acting_for(cast.ardenne, cast.member), pytest.raises((ProgrammingError, HealthFinding.DoesNotExist)):
        opened(cast, finding)


def test_a_leader_opens_one_beside_the_finding_and_reads_it_there(
    cast: Cast, checked: Callable[..., UUID], client_of: ClientOf
) -> None:
    finding = checked(9, "no_deputy")
    leader = client_of("physician")
    assert "Open an action" in leader.get(INSIDE).content.decode()
    form = {"title": "Ask Dr. Luca", "owner": str(cast.member), "due_on": "2099-01-01"}
    answer = leader.post(f"{INSIDE}findings/{finding}/action/", form, follow=True).content.decode()
    assert "Ask Dr. Luca" in answer
    page = leader.get(INSIDE).content.decode()
    assert "Ask Dr. Luca" in page
    assert "Open an action" not in page


@pytest.mark.parametrize(
    "wrong", [{"due_on": "2020-01-01"}, {"owner": str(uuid4())}, {"title": ""}, {"due_on": "soon"}]
)
def test_a_form_with_a_mistake_opens_nothing_and_says_so(
    cast: Cast, checked: Callable[..., UUID], client_of: ClientOf, wrong: dict[str, str]
) -> None:
    finding = checked(9, "no_deputy")
    form = {"title": "Ask", "owner": str(cast.member), "due_on": "2099-01-01"} | wrong
    answer = client_of("physician").post(f"{INSIDE}findings/{finding}/action/", form)
    assert answer.status_code == 400
    with acting_for(cast.ardenne, cast.physician):
        assert not CorrectiveAction.objects.exists()


def done(cast: Cast, finding: UUID) -> None:
    """An action against it, done in October."""
    with acting_for(cast.ardenne, cast.physician):
        action, leader = opened(cast, finding), Person.objects.get(id=cast.physician)
        close_action(action, outcome=Outcome.DONE, why="", by=leader, at=datetime(2026, 10, 15, tzinfo=UTC))


def test_the_check_that_finds_it_gone_still_shows_it_with_what_was_done(
    cast: Cast, checked: Callable[..., UUID], client_of: ClientOf
) -> None:
    done(cast, checked(9, "no_deputy"))
    checked(11)
    page = client_of("physician").get(INSIDE).content.decode()
    assert "Worked: gone in November 2026" in page
    assert "Rota of first answerers" in page


def test_a_finding_that_comes_back_is_not_said_to_have_worked(
    cast: Cast, checked: Callable[..., UUID], client_of: ClientOf
) -> None:
    done(cast, checked(9, "no_deputy"))
    checked(11)
    checked(12, "no_deputy")
    page = client_of("physician").get(INSIDE).content.decode()
    assert "Back again: it was gone in November 2026" in page
    assert "Open an action" in page
    listed = client_of("physician").get(f"{INSIDE}actions/").content.decode()
    assert "1 of 1 finished action did away with its finding." in listed


def test_a_healthy_check_leads_to_the_actions_too(checked: Callable[..., UUID], client_of: ClientOf) -> None:
    checked(11)
    assert f'href="{INSIDE}actions/"' in client_of("physician").get(INSIDE).content.decode()


def test_the_list_gives_reasons_and_is_narrowed_by_word_and_name(
    checked: Callable[..., UUID], client_of: ClientOf
) -> None:
    checked(9, "no_deputy")
    address = "/p/kreis/insight/health/"
    reader = client_of("operator")
    assert "No deputy" in reader.get(address).content.decode()
    for asked, lines in (({"word": "watch"}, 1), ({"word": "act"}, 0), ({"q": "no such name"}, 0)):
        assert len(reader.get(address, asked).context["checks"]) == lines, asked
    rows = reader.get(f"{address}checks.csv").content.decode().splitlines()
    assert len(rows) == 2
    assert ",watch,No deputy" in rows[1]
