"""What `/healthz` says, and what a process looks at before it serves."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tenancy.wall.boot import UnsafeDatabase, refuse_unsafe_database
from tenancy.wall.functions import call
from tests.cast import Cast
from tests.databases import ROOT

ClientOf = Callable[[str], Client]


def test_all_is_well_when_every_part_was_seen_lately(cast: Cast, client_of: ClientOf) -> None:
    for process in ("dispatcher", "broker", "worker somewhere"):
        call("beat", process)
    answer = client_of("").get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "down": []})


def test_what_was_not_seen_is_named(cast: Cast, client_of: ClientOf) -> None:
    call("beat", "dispatcher")
    answer = client_of("").get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["down"] == ["broker", "worker"]


def test_a_database_that_is_away_is_named(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections["default"].close()
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", "there_is_no_such_database")
    answer = client_of("").get("/healthz")
    connections["default"].close()
    assert answer.status_code == 503
    assert answer.json()["down"] == ["database"]


def test_nothing_is_served_as_the_owner_of_the_tables(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnsafeDatabase, match="app_owner"):
        refuse_unsafe_database("owner")


def test_the_database_of_the_product_is_safe_to_serve(cast: Cast, committed: None) -> None:
    refuse_unsafe_database()


def test_the_web_process_loads_no_broker_client() -> None:
    """03, section 2: only the dispatcher and the workers talk to Redis."""
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; "
        "import django.core.handlers.wsgi; get_resolver().url_patterns; "
        "print([m for m in sys.modules if m.split('.')[0] in ('celery', 'kombu', 'redis')])"
    )
    run: Any = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
