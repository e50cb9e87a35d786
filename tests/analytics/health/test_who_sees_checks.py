"""Each sees of a check what the definitions say: the leader all, members their part, the sponsor none."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError
from django.test import Client

from analytics.health.checking import check_all, month_is_checked
from analytics.health.health_figure import HealthFigure
from analytics.health.health_finding import HealthFinding
from analytics.health.health_part import HealthPart
from analytics.health.health_run import HealthRun
from analytics.health.indicators import INDICATORS
from analytics.health.measuring import Period
from analytics.health.tasks import run_month
from tenancy.tasks.work import Work
from tenancy.wall.functions import call
from tenancy.wall.refusals import NotAllowed
from tenancy.wall.scope import acting_for
from tests.analytics.health.conftest import ASKED_AT
from tests.cast import Cast
from tests.draining import drain

Acting = Callable[[str], AbstractContextManager[Any]]
ALL = {indicator.key for indicator in INDICATORS}
MEMBERS = {indicator.key for indicator in INDICATORS if indicator.for_members}
OFFICE = {indicator.key for indicator in INDICATORS if indicator.for_office}
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def checked(cast: Cast) -> None:
    """One check of every community of both firms."""
    assert check_all(cast.ardenne, period=YEAR, asked_at=ASKED_AT) == 3
    assert check_all(cast.rivalis, period=YEAR, asked_at=ASKED_AT) == 1


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize(
    ("who", "community", "seen"),
    [
        ("leader", "cop", ALL),
        ("rep", "cop", MEMBERS),
        ("office", "cop", OFFICE),
        ("manager", "cop", set()),
        ("operator", "cop", ALL),
        ("physician", "circle", ALL),
        ("member", "circle", MEMBERS),
        ("operator", "circle", ALL),
        ("outsider", "circle", set()),
        ("newcomer", "circle", set()),
        ("rep", "circle", set()),
        ("manager", "circle", set()),
        ("admin", "circle", set()),
        ("office", "circle", set()),
        ("rival", "circle", set()),
    ],
)
def test_figures_by_reader(cast: Cast, acting: Acting, who: str, community: str, seen: set[str]) -> None:
    with acting(who):
        figures = HealthFigure.objects.filter(community_id=getattr(cast, community))
        assert set(figures.values_list("indicator", flat=True)) == seen
        runs = HealthRun.objects.filter(community_id=getattr(cast, community))
        assert runs.exists() == bool(seen)
        findings = HealthFinding.objects.filter(community_id=getattr(cast, community))
        codes = set(findings.values_list("code", flat=True))
        assert bool(codes) == (seen in (ALL, OFFICE))
        if seen == OFFICE:
            assert codes == {"untrained_leader", "no_succession"}


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize("model", [HealthRun, HealthPart])
@pytest.mark.parametrize("who", ["physician", "leader", "operator"])
def test_nobody_writes_results(acting: Acting, model: Any, who: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
        model.objects.update(kind="customer")
    with pytest.raises(ProgrammingError, match="permission denied"), acting(who):
        model.objects.all()._raw_delete("default")
    nothing = ["{}"] * 8
    with pytest.raises(NotAllowed), acting(who):
        call("store_health_runs", YEAR.first, YEAR.last, "1.0", *nothing)


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider", "member"])
def test_only_leader_and_operator_start_a_check(cast: Cast, acting: Acting, who: str) -> None:
    with pytest.raises(NotAllowed), acting(who):
        call("open_health_run", cast.circle, YEAR.first, YEAR.last, "1.0")


def test_a_leader_starts_a_check_and_reads_it(cast: Cast, client_of: Callable[[str], Client]) -> None:
    """A7.01: periodic and on demand, with visible progress."""
    client = client_of("physician")
    page = f"{cast.surface_of('physician')}communities/circle/health/"
    assert "Not checked yet" in client.get(page).content.decode()
    assert client.post(f"{page}runs/").status_code == 302
    assert "hx-get" in client.get(page).content.decode()
    assert ("health.run_check", "done") in drain()
    done = client.get(page).content.decode()
    assert "Absence factor" in done
    assert "No deputy is named" in done
    assert b"absence_factor" in client.get(f"{page}figures.csv").content


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        ("rep", "communities/circle/health/", 404),
        ("manager", "communities/circle/health/", 404),
        ("member", "communities/circle/health/", 200),
        ("outsider", "communities/circle/health/", 404),
        ("operator", "communities/circle/health/", 200),
        ("leader", "communities/sepsis/health/", 200),
        ("office", "communities/sepsis/health/", 200),
        ("rep", "communities/sepsis/health/figures.csv", 200),
        ("manager", "insight/health/", 200),
        ("physician", "insight/health/", 200),
        ("member", "insight/health/definitions/", 200),
    ],
)
def test_pages_by_reader(
    cast: Cast, client_of: Callable[[str], Client], who: str, page: str, status: int
) -> None:
    response = client_of(who).get(cast.surface_of(who) + page)
    assert response.status_code == status
    if who == "member" and "circle" in page:
        assert "Absence factor" not in response.content.decode()


def test_a_month_is_checked_once(cast: Cast) -> None:
    assert not month_is_checked(cast.ardenne, YEAR, purpose="command")
    check_all(cast.ardenne, period=YEAR, asked_at=ASKED_AT)
    assert month_is_checked(cast.ardenne, YEAR, purpose="command")
    assert not month_is_checked(cast.rivalis, YEAR, purpose="command")


def test_the_monthly_task_runs_in_nobodys_name(cast: Cast) -> None:
    run_month(Work(tenant=cast.ardenne, task=uuid4(), person=None, attempt=1), period="2026-11-21")
    with acting_for(cast.ardenne, cast.operator):
        assert not HealthRun.objects.exclude(started_by=None).exists()


def test_a_large_firm_is_stored_in_several_statements(
    cast: Cast, acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None may last as long as a firm is large: what a role may ask of a statement is limited."""
    monkeypatch.setattr("analytics.health.storing.AT_ONCE", 2)
    assert check_all(cast.ardenne, period=YEAR, asked_at=ASKED_AT) == 3
    with acting("leader"):
        assert set(HealthFigure.objects.values_list("indicator", flat=True)) == ALL
