"""Checks that were stored figure by figure keep every value when they move into rows by audience."""

from collections.abc import Iterator
from importlib import import_module
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections, transaction

from analytics.health.health_part import HealthPart
from analytics.health.health_run import HealthRun
from tenancy.wall.loading import OWNER, loading
from tests.cast import Cast
from tests.oracles.furnishing import AT

MOVING = import_module("analytics.migrations.0025_health_parts")
TURNING = import_module("analytics.migrations.0035_health_figures_as_arrays")
AUDIENCES = tuple(product((False, True), repeat=2))
# The tables as they were: figures one by one, bare of keys and policies, and parts with a document.
BEFORE = """
drop view analytics_healthfigure; drop view analytics_healthfinding;
alter table analytics_healthpart rename column figures to kept_figures;
alter table analytics_healthpart rename column indicators to kept_indicators;
alter table analytics_healthpart alter column kept_figures set default '{}';
alter table analytics_healthpart alter column kept_indicators set default '{}';
alter table analytics_healthpart add column figures jsonb;
create table analytics_healthfigure (tenant_id uuid, id uuid, run_id uuid, community_id uuid, kind text,
  for_members boolean, for_office boolean, indicator text, value double precision);
create table analytics_healthfinding (tenant_id uuid, id uuid, run_id uuid, community_id uuid, kind text,
  for_members boolean, for_office boolean, code text, word text, evidence jsonb, rank smallint);
"""
FIGURE = "insert into analytics_healthfigure values (%s, %s, %s, %s, 'induced_cop', %s, %s, %s, %s)"
FINDING = (
    "insert into analytics_healthfinding values (%s, %s, %s, %s, 'induced_cop', %s, %s, %s, 'act', %s, %s)"
)
TURNED = """
alter table analytics_healthpart rename column figures to document;
alter table analytics_healthpart rename column kept_figures to figures;
alter table analytics_healthpart rename column kept_indicators to indicators;
drop table analytics_healthfigure; drop table analytics_healthfinding;
"""
AFTER = f"{TURNED}; {TURNING.FIGURES}; {MOVING.FINDINGS};"


@pytest.fixture
def cursor(cast: Cast) -> Iterator[Any]:
    """The owner's, in a transaction that is undone; a stored run of the community of practice in it."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as opened:
        with loading([HealthRun, HealthPart]):
            opened.execute(BEFORE)
            yield opened
        transaction.set_rollback(True, using=OWNER)


def test_every_figure_and_finding_moves_with_its_audience(cast: Cast, cursor: Any) -> None:
    run = _run(cast)
    ours = (cast.ardenne, uuid4(), run.id, cast.cop)
    figures, findings = {}, {}
    for at, audience in enumerate(AUDIENCES, start=1):
        for name, value in ((f"figure_{at}", at / 3), (f"missing_{at}", None)):
            cursor.execute(FIGURE, [*map(str, ours), *audience, name, value])
            figures[name] = value
        if at > 1:  # an audience without a finding
            cursor.execute(FINDING, [*map(str, ours), *audience, f"found_{at}", '{"a": 0.1}', at])
            findings[f"found_{at}"] = ({"a": 0.1}, at)
    assert MOVING.move_figures(None, _Editor, str(cast.ardenne)) == len(AUDIENCES)
    cursor.execute(AFTER)
    assert TURNING.turn_figures(None, _Editor, str(cast.ardenne)) == len(AUDIENCES)
    assert _read(cursor, "select indicator, value from analytics_healthfigure", run) == figures
    cursor.execute("select code, evidence::text::json, rank from analytics_healthfinding order by rank")
    assert {code: (evidence, rank) for code, evidence, rank in cursor.fetchall()} == findings
    for part in HealthPart.objects.using(OWNER).filter(run=run):
        at = AUDIENCES.index((part.for_members, part.for_office)) + 1
        assert dict(zip(part.indicators, part.figures, strict=True)) == {
            f"figure_{at}": at / 3,
            f"missing_{at}": None,
        }
        assert [one["code"] for one in part.findings] == ([f"found_{at}"] if at > 1 else [])


def test_a_firm_without_checks_has_nothing_to_move(cast: Cast, cursor: Any) -> None:
    MOVING.move_figures(None, _Editor, str(cast.rivalis))
    cursor.execute(AFTER)
    TURNING.turn_figures(None, _Editor, str(cast.rivalis))
    assert not HealthPart.objects.using(OWNER).exists()


class _Editor:
    connection = connections[OWNER]


def _read(cursor: Any, statement: str, run: HealthRun) -> dict[str, Any]:
    cursor.execute(f"{statement} where run_id = %s", [str(run.id)])
    return dict(cursor.fetchall())


def _run(cast: Cast) -> HealthRun:
    run = HealthRun(
        tenant_id=cast.ardenne,
        id=uuid4(),
        community_id=cast.cop,
        kind="induced_cop",
        first_day=AT.date(),
        last_day=AT.date(),
        definitions="1.0",
        state="done",
        word="act",
        created_at=AT,
        finished_at=AT,
    )
    run.save(using=OWNER)
    return run
