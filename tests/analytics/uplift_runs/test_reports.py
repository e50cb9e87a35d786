"""Stored uplift reports: the same to the byte, silent where they must be (A13.06, A13.08, A13.09)."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError
from django.test import Client

from analytics.uplift.released import release
from analytics.uplift.running import compute
from analytics.uplift.runs import open_run, start_run
from analytics.uplift.uplift_run import UpliftRun
from customers.accounts.account import Account
from customers.accounts.community_case import Arm, CommunityCase
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.scope import acting_for
from tests.analytics.uplift_runs.conftest import EFFECT, UNTIL
from tests.cast import THEN, Cast
from tests.draining import drain

Acting = Callable[[str], AbstractContextManager[Any]]
SignedIn = Callable[[str], Client]


def computed(cast: Cast) -> UpliftRun:
    """A run of the manager, computed here and now."""

    def acting() -> AbstractContextManager[object]:
        return acting_for(cast.ardenne, cast.manager, purpose="command")

    with acting():
        run = UpliftRun.objects.get(id=open_run(until=UNTIL))
    compute(run, acting=acting, tell=lambda percent: None)
    with acting():
        run.refresh_from_db()
    return run


@pytest.mark.usefixtures("firm")
def test_the_known_effect_is_found_and_the_naive_one_is_not(cast: Cast) -> None:
    released = release(computed(cast).result)
    assert released.verdict == "answered"
    assert released.overall is not None
    assert released.naive is not None
    low, high = released.overall["ci"]
    assert low < EFFECT < high
    assert high - low < 20
    assert released.naive > EFFECT + 40
    assert released.n["members"] == 40
    assert released.currency == "EUR"


@pytest.mark.usefixtures("firm")
def test_the_same_inputs_give_the_same_bytes(cast: Cast) -> None:
    """A13.08."""
    first, second = computed(cast), computed(cast)
    assert first.id != second.id
    assert (first.result, first.inputs_hash) == (second.result, second.inputs_hash)


@pytest.mark.usefixtures("small_firm")
def test_too_few_members_give_no_number_anywhere(cast: Cast, client_of: SignedIn) -> None:
    run = computed(cast)
    client, page = client_of("manager"), f"/w/ardenne/insight/uplift/{run.id}/"
    text = client.get(page).content.decode()
    assert "Not enough data to say" in text
    assert "data-chart" not in text
    answer = json.loads(client.get(f"{page}report.json").content)
    kept = ("overall", "descriptive", "naive", "treated_mean", "indexed", "pretest")
    assert [answer[name] for name in kept] == [None] * 6
    assert (answer["event_study"], answer["cohorts"], answer["variants"]) == ([], [], [])
    for table in ("event-study", "cohorts", "indexed", "estimators"):
        assert len(client.get(f"{page}{table}.csv").content.decode().strip().splitlines()) == 1


@pytest.mark.usefixtures("firm")
def test_a_manager_runs_and_reads_the_report(cast: Cast, client_of: SignedIn) -> None:
    client, page = client_of("manager"), "/w/ardenne/insight/uplift/"
    assert client.post(f"{page}runs/").status_code == 302
    assert client.post(f"{page}runs/").status_code == 409
    assert "hx-get" in client.get(page).content.decode()
    assert ("uplift.run_report", "done") in drain()
    with acting_for(cast.ardenne, cast.manager):
        run = UpliftRun.objects.get()
    text = client.get(f"{page}{run.id}/").content.decode()
    assert "Members’ sales developed" in text
    assert "this is not the effect of the community" in text
    assert "95 % interval" in text
    assert run.inputs_hash[:16] in text
    assert client.get(f"{page}{run.id}/event-study.csv").status_code == 200
    assert client.get(f"{page}{run.id}/nothing.csv").status_code == 404
    assert client.get(f"{page}method/").status_code == 200
    assert "developed" in client_of("manager").get("/w/ardenne/").content.decode()


@pytest.mark.usefixtures("firm")
def test_the_window_is_chosen_with_the_report(cast: Cast, client_of: SignedIn) -> None:
    """A13.07: 24 months after joining unless another window is asked for."""
    client, page = client_of("manager"), "/w/ardenne/insight/uplift/"
    assert 'value="24" selected' in client.get(page).text
    refused = client.post(f"{page}runs/", {"window": "18"})
    assert (refused.status_code, "Select a valid choice" in refused.text) == (400, True)
    client.post(f"{page}runs/", {"window": "12"})
    drain()
    with acting_for(cast.ardenne, cast.manager):
        run = UpliftRun.objects.get()
    text = client.get(f"{page}{run.id}/").text
    assert "better than the market over 12 months" in text
    assert "against months 1 to 12 after" in text
    drawn = release(run.result).indexed
    assert drawn is not None
    assert drawn["event_times"] == list(range(-12, 12))


@pytest.mark.parametrize("who", ["rep", "leader", "admin", "rival"])
def test_others_may_not_read_or_run(committed: None, client_of: SignedIn, acting: Acting, who: str) -> None:
    for path in ("", "method/"):
        assert client_of(who).get(f"/w/ardenne/insight/uplift/{path}").status_code in (403, 404)
    assert client_of(who).post("/w/ardenne/insight/uplift/runs/").status_code in (403, 404)
    if who != "rival":
        with pytest.raises(NotAllowed), acting(who):
            open_run(until=UNTIL)


def test_one_report_at_a_time(committed: None, acting: Acting) -> None:
    with acting("manager"):
        start_run(until=UNTIL, result_url=str)
    with pytest.raises(RuleBroken, match="uplift_under_way"), acting("office"):
        start_run(until=UNTIL, result_url=str)


def test_nobody_writes_a_result(committed: None, acting: Acting) -> None:
    with acting("manager"):
        start_run(until=UNTIL, result_url=str)
    with pytest.raises(ProgrammingError, match="permission denied"), acting("manager"):
        UpliftRun.objects.update(result="{}")


def test_without_sales_the_run_says_so(committed: None, cast: Cast, client_of: SignedIn) -> None:
    run = computed(cast)
    assert (run.state, run.problem) == ("failed", "sales: no account has sales yet")
    page = client_of("manager").get(f"/w/ardenne/insight/uplift/{run.id}/").content.decode()
    assert "No report came of this run" in page


@pytest.mark.usefixtures("firm")
def test_the_command_reads_the_tenants_sales(tmp_path: Path) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text('{"est_method": "unconditional", "control_group": "notyet", "seed": 3}')
    out = StringIO()
    call_command("uplift", tenant="ardenne", spec=spec, json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert report["n"]["members"] == 40
    assert abs(report["estimates"]["simple"]["overall"]["att"] - EFFECT) < 10


@pytest.mark.usefixtures("firm")
def test_the_command_refuses_what_a_page_would_refuse_as_a_near_copy(cast: Cast, tmp_path: Path) -> None:
    """A11.08: neither other parameters nor another way to ask bring the report on one account more."""
    computed(cast)
    with acting_for(cast.ardenne, cast.manager):
        CommunityCase(
            account=Account.objects.get(external_id="A001"),
            arm=Arm.COMMUNITY,
            programme="Circles",
            opened_on=UNTIL.replace(year=UNTIL.year - 1),
            recorded_by_id=cast.manager,
            recorded_at=THEN,
        ).save()
    assert "1 accounts differ" in computed(cast).problem
    spec = tmp_path / "spec.json"
    for asked in ("{}", '{"est_method": "unconditional", "covariates": ["region"], "missing": "drop"}'):
        spec.write_text(asked)
        with pytest.raises(CommandError, match="1 accounts differ"):
            call_command("uplift", tenant="ardenne", spec=spec, json=True, stdout=StringIO())
