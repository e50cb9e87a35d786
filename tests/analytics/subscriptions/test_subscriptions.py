"""Reports that come by themselves: made under the subscriber's rights, told by a mail without content (A13.10)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from analytics.subscriptions.made_report import MadeReport
from analytics.subscriptions.making import uplift_run_for
from analytics.subscriptions.report_subscription import ReportSubscription
from analytics.subscriptions.tasks import make, run_day
from analytics.uplift.uplift_run import UpliftRun
from tenancy.notices.mail import Mail
from tenancy.tasks.queued_task import QueuedTask
from tenancy.tasks.work import Work
from tenancy.wall.functions import call
from tenancy.wall.loading import OWNER, loading
from tests.cast import Cast
from tests.draining import drain

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
PAGE = "/w/ardenne/insight/subscriptions/"


def subscribed(client_of: ClientOf, who: str, report: str, months: str = "1") -> None:
    assert client_of(who).post(f"{PAGE}{report}/", {"months": months}).status_code == 302


def work_of(cast: Cast, who: str | None = None) -> Work:
    return Work(tenant=cast.ardenne, task=uuid4(), person=getattr(cast, who) if who else None, attempt=1)


def come_due(cast: Cast) -> list[Any]:
    """What the day's work queues when every subscription has come due."""
    today = timezone.now().date()
    with loading([ReportSubscription]):
        ReportSubscription.objects.using(OWNER).update(next_on=today)
    run_day(work_of(cast), period="")
    with loading([QueuedTask]):
        return list(
            QueuedTask.objects.using(OWNER)
            .filter(name="subscriptions.make")
            .values("kwargs", "created_by_id")
        )


@pytest.mark.parametrize(("months", "quarter"), [("1", False), ("3", True)])
def test_a_manager_subscribes(
    cast: Cast, acting: Acting, client_of: ClientOf, months: str, quarter: bool
) -> None:
    subscribed(client_of, "manager", "programme", months)
    with acting("manager"):
        held = ReportSubscription.objects.get()
    assert held.next_on.day == 5
    assert held.next_on > timezone.now().date()
    assert not quarter or held.next_on.month in (1, 4, 7, 10)
    assert "next on" in client_of("manager").get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("who", "report", "status"),
    [("rep", "programme", 403), ("rep", "uplift", 403), ("rep", "health", 302), ("office", "uplift", 302)],
)
def test_one_subscribes_to_what_one_may_read(client_of: ClientOf, who: str, report: str, status: int) -> None:
    assert client_of(who).post(f"{PAGE}{report}/", {"months": "1"}).status_code == status


@pytest.mark.parametrize(
    ("report", "months", "status"), [("programme", "2", 400), ("programme", "x", 400), ("sales", "1", 404)]
)
def test_nonsense_is_refused(client_of: ClientOf, report: str, months: str, status: int) -> None:
    assert client_of("manager").post(f"{PAGE}{report}/", {"months": months}).status_code == status


def test_subscriptions_are_ones_own(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    subscribed(client_of, "manager", "programme")
    for who in ("office", "admin", "rep", "physician", "operator", "rival"):
        with acting(who):
            assert not ReportSubscription.objects.exists()


@pytest.mark.usefixtures("committed")
def test_what_is_due_is_made_once_and_told_without_content(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    subscribed(client_of, "manager", "programme")
    queued = come_due(cast)
    assert [one["created_by_id"] for one in queued] == [cast.manager]
    assert len(come_due(cast)) == 1
    for _twice in range(2):
        make(work_of(cast, "manager"), **queued[0]["kwargs"])
    with acting("manager"):
        made = MadeReport.objects.get()
    assert {table["name"] for table in made.tables} == {"formed", "trained", "survival", "lag"}
    with loading([Mail]):
        mail = Mail.objects.using(OWNER).get()
    assert mail.person_id == cast.manager
    assert f"{settings.PUBLIC_URL}/w/ardenne/insight/reports/{made.id}/" in mail.text
    assert not any(table["title"] in mail.text for table in made.tables)
    assert not any(column in mail.text for table in made.tables for column in table["columns"][1:])


@pytest.mark.usefixtures("committed")
def test_the_report_stays_as_it_stood_and_is_the_subscribers_alone(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    subscribed(client_of, "manager", "programme")
    make(work_of(cast, "manager"), **come_due(cast)[0]["kwargs"])
    with acting("manager"):
        made = MadeReport.objects.get()
    here = f"/w/ardenne/insight/reports/{made.id}/"
    assert "As it stood on" in client_of("manager").get(here).content.decode()
    assert client_of("manager").get(f"{here}survival.csv").status_code == 200
    assert client_of("manager").get(f"{here}nothing.csv").status_code == 404
    for who in ("office", "rep"):
        assert client_of(who).get(here).status_code == 404
        assert client_of(who).get(f"{here}survival.csv").status_code == 404


@pytest.mark.usefixtures("committed")
def test_whoever_may_not_read_it_any_more_gets_nothing(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    subscribed(client_of, "manager", "programme")
    kwargs = come_due(cast)[0]["kwargs"]
    with acting("admin"):
        call("take_role", cast.manager, "management")
    make(work_of(cast, "manager"), **kwargs)
    with loading([Mail, MadeReport]):
        assert not Mail.objects.using(OWNER).exists()
        assert not MadeReport.objects.using(OWNER).exists()


@pytest.mark.usefixtures("committed")
def test_an_uplift_report_of_the_month_is_not_computed_twice(cast: Cast, acting: Acting) -> None:
    month = date(2026, 11, 1)
    with acting("manager"):
        run, is_open = uplift_run_for(month)
    assert is_open
    with loading([UpliftRun]):
        UpliftRun.objects.using(OWNER).filter(id=run.id).update(state="done", result="{}")
    with acting("manager"):
        assert uplift_run_for(month) == (run, False)


@pytest.mark.usefixtures("committed")
def test_without_any_data_an_uplift_report_is_not_made_and_nobody_is_told(
    cast: Cast, client_of: ClientOf
) -> None:
    subscribed(client_of, "manager", "uplift")
    come_due(cast)
    drain()
    with loading([QueuedTask]):
        assert QueuedTask.objects.using(OWNER).get(name="subscriptions.make").error_kind == "NotComputed"
    with loading([Mail]):
        assert not Mail.objects.using(OWNER).exists()


def test_the_link_of_the_mail_asks_then_ends_and_can_be_taken_back(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    subscribed(client_of, "manager", "health")
    with acting("manager"):
        key = ReportSubscription.objects.get().leaving_key
    anyone = client_of("")
    assert "End the subscription" in anyone.get(f"/subscriptions/{key}/").content.decode()
    with acting("manager"):
        assert ReportSubscription.objects.get().is_running
    assert anyone.post(f"/subscriptions/{key}/").status_code == 302
    with acting("manager"):
        assert not ReportSubscription.objects.get().is_running
    assert anyone.post(f"/subscriptions/{key}/", {"again": "yes"}).status_code == 302
    with acting("manager"):
        assert ReportSubscription.objects.get().is_running


def test_an_unknown_link_is_not_there(cast: Cast, client_of: ClientOf) -> None:
    assert client_of("").get(f"/subscriptions/{uuid4()}/").status_code == 404
    assert client_of("").post(f"/subscriptions/{uuid4()}/").status_code == 404


def test_ending_on_the_page_can_be_undone(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    subscribed(client_of, "manager", "health", "3")
    client = client_of("manager")
    assert client.post(f"{PAGE}health/", {"months": ""}).status_code == 302
    assert client.get(PAGE).content.decode().count("not subscribed") == 3
    subscribed(client_of, "manager", "health", "3")
    with acting("manager"):
        assert ReportSubscription.objects.get().is_running
