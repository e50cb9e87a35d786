"""A sandbox: a twin of the tenant with test keys, emptied at one click (A10.09)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from customers.accounts.account import Account
from customers.clients.keys import make_key
from customers.clients.registering import register_client
from customers.clients.sandbox import open_sandbox, reset_sandbox
from tenancy.people.tenant import Tenant
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.calling import Caller
from tests.customers.conftest import Acting, ClientOf
from tests.customers.imports.sending import SCOPES
from tests.databases import BARE, ROOT

ADDRESS = "/accounts/by-external-id/crm/1"
PAGE = "/w/ardenne-sandbox/settings/interface/"


@pytest.fixture
def key(cast: Cast, committed: None, acting: Acting) -> str:
    """A key of a client in the sandbox that the administrator opened."""
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"):
        client, _secret = register_client("CRM", scopes=SCOPES, at=timezone.now())
        return make_key(client, at=timezone.now())[1]


def test_a_sandbox_has_test_keys_and_its_own_records(key: str, acting: Acting) -> None:
    assert key.startswith("ck_test_")
    assert Caller(key).send("PUT", ADDRESS, {"name": "Fiction"}).status_code == 201
    with acting("manager"):
        assert not Account.objects.filter(name="Fiction").exists()


def test_whoever_opens_it_administers_it_and_nobody_else_is_there(key: str, client_of: ClientOf) -> None:
    assert client_of("admin").get(PAGE).status_code == 200
    for who in ("manager", "rep", "physician", "operator", "rival"):
        assert client_of(who).get(PAGE).status_code == 404, who


def test_a_reset_leaves_keys_and_people_and_no_records(key: str, acting: Acting, client_of: ClientOf) -> None:
    Caller(key).send("PUT", ADDRESS, {"name": "Fiction"})
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"):
        fresh = reset_sandbox()
    assert fresh != twin
    assert Caller(key).send("GET", ADDRESS).status_code == 404
    assert Caller(key).send("PUT", ADDRESS, {"name": "Fiction"}).status_code == 201
    assert client_of("admin").get(PAGE).status_code == 200
    with acting("admin"):
        assert open_sandbox() == fresh


def test_only_a_sandbox_is_emptied_and_only_a_tenant_has_one(key: str, cast: Cast, acting: Acting) -> None:
    with acting("admin"), pytest.raises(RuleBroken, match="not_a_sandbox"):
        reset_sandbox()
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"), pytest.raises(RuleBroken, match="sandbox_in_sandbox"):
        open_sandbox()
    with acting("manager"), pytest.raises(NotAllowed):
        open_sandbox()
    with acting_for(twin, purpose="command"):
        assert Tenant.objects.get().sandbox_of == cast.ardenne


def erased(*options: str, folder: Path) -> dict[str, int]:
    """What the operator's command says, run on this test's database."""
    name = str(connection.settings_dict["NAME"])
    own = {
        "MIGRATION_DATABASE_URL": os.environ["MIGRATION_DATABASE_URL"],
        "DATABASE_URL": os.environ["DATABASE_URL"],
    }
    urls = {variable: url.replace(f"/{BARE}", f"/{name}") for variable, url in own.items()}
    command = [sys.executable, "manage.py", "erase_sandboxes", *options]
    environment = os.environ | urls | {"COLLEGIUM_DATA": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_an_emptied_sandbox_is_erased_with_its_uploads_and_nothing_else(
    key: str, cast: Cast, acting: Acting, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    sandbox, kept = Caller(key), ("accounts", "external_id,name\nA1,Clinic\n")
    assert erased(folder=tmp_path) == {}
    sandbox.send("PUT", ADDRESS, {"name": "Fiction"})
    row = {"external_id": "1", "month": "2026-01", "net_sales": "1.00", "currency": "EUR"}
    sandbox.send("POST", "/sales/batch", {"rows": [row]}, extra={"Idempotency-Key": "once"})
    job = json.loads(sandbox.send("POST", "/jobs", {"object": kept[0], "format": "csv"}).content)["id"]
    sandbox.send("PUT", f"/jobs/{job}/upload", kept[1].encode(), form="text/csv")
    assert len(list((tmp_path / "imports").iterdir())) == 1
    with acting("admin"):
        twin = open_sandbox()
    with acting_for(twin, purpose="command"):
        fresh = reset_sandbox()
    (slug, rows), *others = erased(folder=tmp_path).items()
    assert (slug.startswith("was-"), rows > 8, others) == (True, True, [])
    assert list((tmp_path / "imports").iterdir()) == []
    with acting("admin"):
        assert open_sandbox() == fresh
        assert Tenant.objects.filter(id=cast.ardenne).exists()
    assert sandbox.send("PUT", ADDRESS, {"name": "Fiction"}).status_code == 201
    assert erased("--unused-for", "30", folder=tmp_path) == {}
