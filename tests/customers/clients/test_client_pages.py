"""Clients in the settings: made with a secret shown once, shut out."""

import re

import pytest

from customers.clients.api_client import ApiClient
from tests.customers.clients.conftest import token_answer
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/settings/interface/"
pytestmark = pytest.mark.usefixtures("committed")


def test_the_secret_is_shown_once_and_works_until_revoked(client_of: ClientOf, acting: Acting) -> None:
    admin = client_of("admin")
    made = admin.post(PAGE, {"name": "Veeva", "scopes": ["accounts:write", "sales:write"]}).text
    found = re.search(r'id="client-secret"[^>]*value="([^"]+)"', made)
    assert found is not None
    assert found[1] not in admin.get(PAGE).text
    with acting("admin"):
        client = ApiClient.objects.get()
    assert token_answer((client.client_id, found[1])).status_code == 200
    assert admin.post(f"{PAGE}{client.id}/revocation/").status_code == 302
    assert token_answer((client.client_id, found[1])).status_code == 401


def test_a_client_needs_a_scope_and_an_administrator(client_of: ClientOf) -> None:
    assert client_of("admin").post(PAGE, {"name": "x", "scopes": ["posts:read"]}).status_code == 400
    for who, status in (("rep", 403), ("manager", 403), ("physician", 404), ("operator", 404)):
        assert client_of(who).get(PAGE).status_code == status, who
