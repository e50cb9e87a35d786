"""Runs go on where they were interrupted, end when withdrawn, and refuse to be near copies of each other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from analytics.costs.entering import enter_cost, set_margin
from analytics.uplift import running, stored_report
from analytics.uplift.released import release
from analytics.uplift.running import compute
from analytics.uplift.runs import open_run, start_run
from analytics.uplift.stages import STAGES
from analytics.uplift.uplift_run import UpliftRun
from analytics.uplift.uplift_stage import UpliftStage
from customers.accounts.account import Account
from customers.accounts.community_case import Arm, CommunityCase
from tenancy.people.person import Person
from tenancy.tasks.work import Cancelled
from tenancy.wall.scope import acting_for
from tests.analytics.uplift_runs.conftest import EFFECT, UNTIL
from tests.analytics.uplift_runs.test_reports import computed
from tests.cast import THEN, Cast
from tests.draining import drain

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("firm")


class Killed(BaseException):
    """What a kill looks like from inside: nothing is tidied up."""


def worker(cast: Cast) -> Callable[[], AbstractContextManager[object]]:
    return lambda: acting_for(cast.ardenne, cast.manager, purpose="command")


def opened(cast: Cast) -> UpliftRun:
    with worker(cast)():
        return UpliftRun.objects.get(id=open_run(until=UNTIL))


def join(
    cast: Cast, names: list[str], *, arm: Arm = Arm.COMMUNITY, opened_on: date = date(2024, 2, 1)
) -> None:
    with acting_for(cast.ardenne, cast.manager):
        for name in names:
            CommunityCase(
                account=Account.objects.get(external_id=name),
                arm=arm,
                programme="More",
                opened_on=opened_on,
                recorded_by_id=cast.manager,
                recorded_at=THEN,
            ).save()


def test_a_killed_run_goes_on_with_the_stages_that_were_finished(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, run = computed(cast).result, opened(cast)
    told: list[int] = []

    def dies(percent: int) -> None:
        told.append(percent)
        if percent > 50:
            raise Killed

    with pytest.raises(Killed):
        compute(run, acting=worker(cast), tell=dies)
    with worker(cast)():
        kept = set(UpliftStage.objects.filter(run=run).values_list("name", flat=True))
    assert {"report", "variants"} <= kept < {*STAGES}
    again: list[str] = []
    counted = {name: _counted(name, stage, again) for name, stage in STAGES.items()}
    monkeypatch.setattr(stored_report, "STAGES", counted)
    monkeypatch.setattr(running, "STAGES", counted)
    compute(run, acting=worker(cast), tell=lambda _percent: None)
    assert again == [name for name in STAGES if name not in kept]
    with worker(cast)():
        run.refresh_from_db()
        assert [stage.name for stage in UpliftStage.objects.filter(run=run)] == ["members"]
    assert run.result == whole


def _counted(name: str, stage: Any, names: list[str]) -> Any:
    def computed_stage(*arguments: Any) -> Any:
        names.append(name)
        return stage(*arguments)

    return computed_stage


def test_a_withdrawn_run_ends_and_another_may_begin(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting_for(cast.ardenne, cast.manager):
        start_run(until=UNTIL, result_url=str)

    def withdrawn(*_arguments: Any, **_named: Any) -> None:
        raise Cancelled

    monkeypatch.setattr("analytics.uplift.tasks.compute", withdrawn)
    drain()
    with acting_for(cast.ardenne, cast.manager):
        run = UpliftRun.objects.get()
        assert (run.state, run.problem) == ("failed", "cancelled")
        open_run(until=UNTIL)


def test_a_report_on_nearly_the_same_members_is_refused(cast: Cast, client_of: SignedIn) -> None:
    computed(cast)
    join(cast, [f"A{at:03d}" for at in (1, 4, 7)])
    refused = computed(cast)
    assert refused.state == "failed"
    assert refused.result == ""
    page = client_of("manager").get(f"/w/ardenne/insight/uplift/{refused.id}/").content.decode()
    assert "single accounts" in page
    join(cast, [f"A{at:03d}" for at in (10, 13, 16, 19, 22, 25, 28)])
    assert computed(cast).state == "done"


def test_other_projects_stand_beside_communities_with_their_own_effect(cast: Cast) -> None:
    join(cast, [f"A{at:03d}" for at in range(1, 119, 3)], arm=Arm.OTHER_PROJECT)
    arms = {arm["arm"]: arm for arm in release(computed(cast).result).arms}
    assert [arms[name]["n"] for name in ("community", "other_project", "none")] == [40, 40, 40]
    assert abs(arms["community"]["att"] - EFFECT) < 15
    low, high = arms["other_project"]["ci"]
    assert low < 0 < high
    assert arms["none"]["att"] is None


def test_the_return_carries_the_interval_of_the_effect(cast: Cast) -> None:
    assert release(computed(cast).result).returns is None
    spend(cast, amount=2000, margin=50)
    released = release(computed(cast).result)
    found, overall = released.returns, released.overall
    assert found is not None
    assert overall is not None
    gain = overall["att"] * found.months * 0.5
    assert found.percent == pytest.approx(100 * (gain - 2000) / 2000)
    assert found.break_even == pytest.approx(2000 / (found.months * 0.5))
    assert found.interval[0] < found.percent < found.interval[1]
    assert found.verdict == "gained"


def test_a_return_whose_interval_holds_the_costs_is_not_established(cast: Cast, client_of: SignedIn) -> None:
    spend(cast, amount=2000, margin=50)
    found = release(computed(cast).result).returns
    assert found is not None
    spend(cast, amount=round((1 + found.percent / 100) * 2000) - 2000, margin=50)
    run = computed(cast)
    returns = release(run.result).returns
    assert returns is not None
    assert returns.verdict == "not_established"
    page = client_of("manager").get(f"/w/ardenne/insight/uplift/{run.id}/").content.decode()
    assert "Not established" in page


def test_the_same_report_prints_the_same_pdf(cast: Cast, client_of: SignedIn) -> None:
    client = client_of("manager")
    pdfs = [client.get(f"/w/ardenne/insight/uplift/{computed(cast).id}/report.pdf").content for _ in range(2)]
    assert pdfs[0].startswith(b"%PDF-")
    assert pdfs[0] == pdfs[1]


def spend(cast: Cast, *, amount: int, margin: int) -> None:
    with acting_for(cast.ardenne, cast.manager):
        me = Person.objects.get(id=cast.manager)
        enter_cost(
            community=None,
            kind="event",
            spent_on=date(2024, 3, 1),
            amount=Decimal(amount),
            currency="EUR",
            note="",
            by=me,
            at=timezone.now(),
        )
        set_margin(margin, by=me, at=timezone.now())
