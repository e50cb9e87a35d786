"""What must not be said is said nowhere: page, list, home, JSON, every CSV, PDF and command (A13.04)."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from analytics.uplift.tables import TABLES
from analytics.uplift.uplift_run import UpliftRun, UpliftState
from tenancy.wall.loading import OWNER, loading
from tests.analytics.uplift.test_refusals import REFUSED, panel, stored
from tests.analytics.uplift_runs.conftest import UNTIL
from tests.cast import Cast

SignedIn = Callable[[str], Client]
# Every estimate is replaced by this figure; whatever shape it takes on a surface, these digits stay together.
POISON, TRACES = 987654.321, ("987654", "987,654", "987.654", "987\u00a0654", "9876", "988K")
# What a refusal may tell: how much data there is and what would be enough.
TOLD = (
    "reasons",
    "n",
    "quality",
    "spec",
    "costs",
    "months",
    "currency",
    "warnings",
    "verdict",
    "treated_months",
    "permutation",
)
# Where trends differed, the event study, the range that is left and the descriptive figures stay.
LEFT = (*TOLD, "dynamic", "sensitivity", "descriptive", "indexed", "pretest", "balance")


def poisoned(value: Any, *, spared: tuple[str, ...]) -> Any:
    """The same with every number replaced but for what is spared."""
    if isinstance(value, dict):
        return {
            key: inner if key in spared else poisoned(inner, spared=spared) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [poisoned(inner, spared=spared) for inner in value]
    whole = isinstance(value, bool) or not isinstance(value, int | float)
    return value if whole else POISON


def done(cast: Cast, result: str) -> UpliftRun:
    """A finished run with that result."""
    with loading([UpliftRun]):
        return UpliftRun.objects.using(OWNER).create(
            tenant_id=cast.ardenne,
            until_month=UNTIL,
            state=UpliftState.DONE,
            progress=100,
            inputs_hash="a" * 64,
            code_version="b" * 12,
            result=result,
            created_at=timezone.now(),
            finished_at=timezone.now(),
        )


def surfaces(client: Client, run: UpliftRun) -> dict[str, str]:
    """Everything that a manager can get of a run, as text."""
    here = f"/w/ardenne/insight/uplift/{run.id}/"
    places = {
        "page": here,
        "list": "/w/ardenne/insight/uplift/",
        "home": "/w/ardenne/",
        "json": f"{here}report.json",
    }
    places |= {f"csv {name}": f"{here}{name}.csv" for name in TABLES}
    answers = {name: client.get(place) for name, place in places.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    pdf = PdfReader(io.BytesIO(client.get(f"{here}report.pdf").content))
    printed = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    return {"pdf": printed, **{name: answer.content.decode() for name, answer in answers.items()}}


def leaks(client: Client, run: UpliftRun) -> list[str]:
    found = surfaces(client, run)
    return [name for name, text in found.items() if any(trace in text for trace in TRACES)]


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("rule", REFUSED)
def test_a_refusal_leaves_no_figure_on_any_surface(cast: Cast, client_of: SignedIn, rule: str) -> None:
    whole = poisoned(json.loads(stored(*REFUSED[rule])), spared=TOLD)
    client, run = client_of("manager"), done(cast, json.dumps(whole))
    assert leaks(client, run) == []
    for name, text in surfaces(client, run).items():
        assert name.startswith(("csv", "json")) or "Not enough data to say" in text, name


@pytest.mark.usefixtures("committed")
def test_where_trends_differed_no_surface_has_an_estimate(cast: Cast, client_of: SignedIn) -> None:
    whole = poisoned(json.loads(stored(panel(drift=0.2))), spared=LEFT)
    client, run = client_of("manager"), done(cast, json.dumps(whole))
    assert leaks(client, run) == []
    assert "Trend differences existed before joining" in surfaces(client, run)["pdf"]


@pytest.mark.usefixtures("committed")
def test_the_figure_is_found_where_it_may_be_shown(cast: Cast, client_of: SignedIn) -> None:
    """The traces are good enough to find an estimate that is there."""
    whole = json.loads(stored(panel()))
    assert whole["report"]["verdict"] == "answered"
    whole["report"]["estimates"]["simple"]["overall"]["att"] = POISON
    found = leaks(client_of("manager"), done(cast, json.dumps(whole)))
    assert {"page", "pdf", "json", "csv placebo"} <= set(found)


@pytest.mark.usefixtures("small_firm")
def test_the_command_prints_a_tenants_estimates_only_where_a_page_would() -> None:
    out = io.StringIO()
    call_command("uplift", tenant="ardenne", json=True, stdout=out)
    report = json.loads(out.getvalue())
    assert report["verdict"] == "insufficient"
    assert {reason["rule"] for reason in report["reasons"]} >= {"members"}
    silent = [report[name] for name in ("estimates", "att_gt", "pretest", "descriptive")]
    assert silent == [None, [], None, None]
