"""Sessions: what a key opens, and what ends it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tenancy.people.session import Session
from tenancy.people.user import User
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("committed")


def test_a_password_opens_a_session_that_leads_to_the_persons_home(cast: Cast) -> None:
    client = Client()
    answer = client.post("/accounts/login/", {"login": "physician@ardenne.example", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/").headers["Location"] == "/p/kreis/"
    assert client.get("/p/kreis/").headers["Cache-Control"] == "private, no-store"


def test_signing_in_leaves_no_time_and_no_address(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "member@ardenne.example", "password": PASSWORD})
    assert {field.name for field in Session._meta.get_fields()} == {
        "session_key",
        "session_data",
        "expire_date",
        "user_id",
    }
    assert "last_login" not in {field.name for field in User._meta.get_fields()}


def test_signing_out_everywhere_ends_every_session_and_outdates_copies(
    cast: Cast, client_of: ClientOf
) -> None:
    here, copy = client_of("physician"), client_of("physician")
    kept = Session.objects.get(session_key=cast.session_of("physician"))
    assert here.post("/accounts/sessions/").headers["Location"] == "/accounts/login/"
    assert copy.get("/p/kreis/communities/").status_code == 302
    assert not Session.objects.filter(user_id=kept.user_id).exists()
    kept.save(force_insert=True)
    assert copy.get("/p/kreis/communities/").status_code == 302


def test_a_new_password_ends_sessions_elsewhere(cast: Cast, client_of: ClientOf) -> None:
    user = User.objects.get(email="member@ardenne.example")
    user.set_password("another long enough phrase")
    user.save()
    assert client_of("member").get("/p/kreis/communities/").status_code == 302


@pytest.mark.parametrize("key", ["x" * 32, "0" * 32, "short", "a" * 4000, '"\\000nul\\000nul"', "ü" * 32])
def test_a_key_that_was_never_given_out_is_nobody_and_still_lets_one_sign_in(cast: Cast, key: str) -> None:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    client.cookies[settings.SESSION_COOKIE_NAME].set(settings.SESSION_COOKIE_NAME, key, key)
    assert client.get("/p/kreis/communities/").status_code in (302, 404)
    client.cookies[settings.SESSION_COOKIE_NAME].set(settings.SESSION_COOKIE_NAME, key, key)
    answer = client.post("/accounts/login/", {"login": "member@ardenne.example", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/p/kreis/").status_code == 200


def test_an_account_that_was_closed_opens_nothing(cast: Cast, client_of: ClientOf) -> None:
    User.objects.filter(email="rep@ardenne.example").update(is_active=False)
    assert client_of("rep").get("/w/ardenne/").status_code == 302


def test_a_user_without_any_place_reads_why(cast: Cast) -> None:
    from tenancy.people.founding import found_user

    found_user("lonely@nowhere.example", password=PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": "lonely@nowhere.example", "password": PASSWORD})
    assert b"no place is open to you" in client.get("/").content
