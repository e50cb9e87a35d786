"""Prefixed keys: hashed, scoped, ending, replaced with an overlap (A10.04)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from customers.clients.api_client import ApiClient
from customers.clients.api_key import ApiKey
from customers.clients.keys import make_key, replace_key, revoke_key
from customers.clients.registering import register_client
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.calling import ALL, Caller
from tests.customers.conftest import Acting

MakeKey = Callable[..., str]


@pytest.fixture
def key(cast: Cast, committed: None) -> MakeKey:
    """`key("accounts:read", ends_in=…)`: the text of a key of a new client with all scopes."""

    def made(*scopes: str, ends_in: timedelta | None = None) -> str:
        now = timezone.now()
        with acting_for(cast.ardenne, purpose="command"):
            client, _secret = register_client("CRM", scopes=ALL, at=now)
            until = None if ends_in is None else now + ends_in
            return make_key(client, at=now, scopes=scopes, valid_until=until)[1]

    return made


def test_a_key_opens_what_its_scopes_say_and_is_kept_hashed(key: MakeKey, acting: Acting) -> None:
    text = key("accounts:read")
    assert text.startswith("ck_live_")
    assert Caller(text).send("GET", "/accounts").status_code == 200
    assert Caller(text).send("PUT", "/accounts/by-external-id/crm/1", {"name": "A"}).status_code == 403
    with acting("admin"):
        row = ApiKey.objects.get()
    assert (text in row.hash, row.start) == (False, text[:12])


def test_keys_end_and_wrong_ones_open_nothing(key: MakeKey) -> None:
    for text in (key(ends_in=timedelta(seconds=-1)), "ck_live_x", "ck_live_" + "x" * 43, key()[:-1]):
        assert Caller(text).send("GET", "/accounts").status_code == 401
    assert Caller(key(ends_in=timedelta(hours=1))).send("GET", "/accounts").status_code == 200


def test_a_key_knows_the_day_of_its_last_use_only(key: MakeKey, acting: Acting) -> None:
    text = key()
    with acting("admin"):
        assert ApiKey.objects.get().last_used_on is None
    Caller(text).send("GET", "/accounts")
    with acting("admin"):
        used = ApiKey.objects.get().last_used_on
        assert (used, ApiClient.objects.get().last_used_on) == (timezone.now().date(), used)


def test_a_replaced_key_goes_on_for_a_day_and_a_revoked_one_ends(
    cast: Cast, key: MakeKey, acting: Acting
) -> None:
    old, now = key("accounts:read"), timezone.now()
    with acting("admin"):
        ada = Person.objects.get(id=cast.admin)
        fresh, text = replace_key(ApiKey.objects.get(), by=ada, at=now)
        assert (fresh.scopes, fresh.valid_until) == (["accounts:read"], None)
        assert ApiKey.objects.exclude(id=fresh.id).get().valid_until == now + timedelta(hours=24)
    assert [Caller(each).send("GET", "/accounts").status_code for each in (old, text)] == [200, 200]
    with acting("admin"):
        revoke_key(fresh, by=ada, at=now)
    assert [Caller(each).send("GET", "/accounts").status_code for each in (old, text)] == [200, 401]


def test_nobody_else_sees_or_makes_keys(key: MakeKey, acting: Acting) -> None:
    key()
    for who in ("rep", "manager", "physician", "operator", "rival"):
        with acting(who):
            assert not ApiKey.objects.exists(), who
