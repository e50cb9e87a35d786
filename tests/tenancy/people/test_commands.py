"""The commands that make tenants and persons."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.cast import Cast


def made(*arguments: str) -> str:
    """What a command prints."""
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue().strip()


def test_a_fresh_tenant_with_a_person_who_can_sign_in(cast: Cast, committed: None) -> None:
    assert made("create_tenant", "fresh", "--name", "Fresh AG")
    person = ("--email", "ada@fresh.example", "--party", "staff", "--password", "a long enough one")
    assert made("create_person", "--tenant", "fresh", *person, "--role", "tenant_admin", "management")
    client = Client()
    client.post("/accounts/login/", {"login": "ada@fresh.example", "password": "a long enough one"})
    assert client.get("/w/fresh/").status_code == 200
    assert client.get("/w/ardenne/").status_code == 404


def test_what_cannot_be_made_is_said_in_words(cast: Cast, committed: None) -> None:
    person = ("--email", "x@y.example", "--party", "customer", "--password", "a long enough one")
    with pytest.raises(CommandError, match="is taken"):
        made("create_tenant", "ardenne", "--name", "Again")
    with pytest.raises(CommandError, match="no tenant"):
        made("create_person", "--tenant", "nowhere", *person)
    with pytest.raises(CommandError, match="not a role of the party"):
        made("create_person", "--tenant", "ardenne", *person, "--role", "management")
