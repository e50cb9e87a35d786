"""What no client of the interface reaches: words of customer communities, and who signs in how (A10.07, D5)."""

from contextlib import suppress

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import ProgrammingError

from customers.clients.api_client import Scope
from customers.clients.signing_in import token_in_force
from customers.interface.documentation.schema import published
from tenancy.people.user import User
from tenancy.wall.scope import acting_for
from tests.cast import CANARY, Cast
from tests.customers.calling import Caller, Callers

CONTACT = "/contacts/by-external-id/crm/c1"


@pytest.fixture
def crm(caller: Callers) -> Caller:
    """A client with every scope there is."""
    return caller(*Scope.values)


def addresses(cast: Cast) -> list[str]:
    """Every address that can be read, with ids of the circle wherever one is asked for."""
    found = []
    for path, methods in published()["paths"].items():
        if "get" in methods:
            for name, value in (("source", "crm"), ("external_id", "1"), ("code", "crm")):
                path = path.replace(f"{{{name}}}", value)
            while "{" in path:
                before, _, rest = path.partition("{")
                path = f"{before}{cast.circle}{rest.partition('}')[2]}"
            found.append(path.removeprefix("/api/v1"))
    return found


def test_no_answer_holds_a_word_of_a_customer_community(crm: Caller, cast: Cast) -> None:
    crm.send("PUT", "/accounts/by-external-id/crm/1", {"name": "A"})
    read = addresses(cast)
    assert len(read) > 10
    for address in read:
        answer = crm.send("GET", address)
        assert answer.status_code in (200, 404, 409), address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY.encode() not in body, address


def test_the_database_gives_a_client_no_row_of_any_community(crm: Caller) -> None:
    token = token_in_force(crm.headers["Authorization"].split()[1])
    assert token is not None
    for model in apps.get_app_config("communities").get_models():
        # Most are not even granted: then the database refuses the statement.
        with suppress(ProgrammingError), acting_for(token.tenant, purpose=token.purpose):
            assert not model._default_manager.exists(), model


def test_a_changed_contact_changes_no_sign_in(crm: Caller) -> None:
    """02, 6: a CRM import can never change a sign-in identity."""
    before = _identities()
    mail = before[0][1]
    crm.send("PUT", CONTACT, {"name": "Known", "email": mail})
    for email in ("taken@over.example", "", "other@over.example"):
        assert crm.send("PATCH", CONTACT, {"email": email}).status_code == 200
    rows = [{"external_id": "c1", "email": "again@over.example"}]
    assert crm.send("POST", "/contacts/batch", {"rows": rows}).json()["changed"] == 1
    assert _identities() == before


def _identities() -> list[tuple[object, ...]]:
    users = User.objects.order_by("id").values_list("id", "email", "password", "is_active")
    return [*users, *EmailAddress.objects.order_by("id").values_list("id", "email", "verified", "user_id")]
