"""Files written on the spot, accounts to hang sales on, and callers of the interface."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from customers.clients.registering import register_client
from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from customers.imports.masters import MASTERS
from tenancy.intake.staging import Importer, import_file
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.calling import ALL, Caller, Callers, Credentials, Register, token_answer

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
Bring = Callable[..., dict[str, Any]]
OBJECTS = {found.name: found for found in (ACCOUNTS, CONTACTS, SALES, *MASTERS)}
CLINICS = (
    "external_id,name,segment,region,country\nA1,Höhenklinik,A,Graubünden,CH\nA2,Clinique du Lac,B,Vaud,CH\n"
)


@pytest.fixture
def bring(cast: Cast, tmp_path: Path) -> Bring:
    """`bring("sales", text, dry_run=True)`: imports a text as a file into the cast's tenant."""

    def bring_in(object_name: str, text: str, **options: Any) -> dict[str, Any]:
        file = tmp_path / "file.csv"
        file.write_text(text)
        by = options.pop("by", Importer(cast.ardenne))
        return import_file(OBJECTS[object_name], file, by=by, **options)

    return bring_in


@pytest.fixture
def clinics(bring: Bring) -> None:
    """Two accounts, A1 and A2."""
    bring("accounts", CLINICS)


@pytest.fixture
def register(cast: Cast, committed: None) -> Register:
    """`register("accounts:read", tenant="rivalis")` gives id and secret of a new client."""

    def made(*scopes: str, tenant: str = "ardenne", **limits: Any) -> Credentials:
        with acting_for(getattr(cast, tenant), purpose="command"):
            client, secret = register_client("CRM", scopes=scopes or ALL, at=timezone.now(), **limits)
        return client.client_id, secret

    return made


@pytest.fixture
def caller(register: Register) -> Callers:
    """`caller("accounts:read", sources=["erp"])`: signed in with these scopes and limits, or with all scopes."""

    def signed_in(*scopes: str, tenant: str = "ardenne", **limits: Any) -> Caller:
        answer = token_answer(register(*scopes, tenant=tenant, **limits))
        return Caller(json.loads(answer.content)["access_token"])

    return signed_in
