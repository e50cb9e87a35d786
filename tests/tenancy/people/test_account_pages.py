"""Every page of the sign-in library that has an address, and what must not have one."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tenancy.people.user import User
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("committed")
WITH_KEYS = {
    "account_confirm_email",
    "account_reset_password_from_key",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}


def account_pages() -> list[str]:
    """The paths below /accounts/ that take no key."""

    def walk(patterns: Any, prefix: str) -> list[str]:
        paths = []
        for pattern in patterns:
            here = prefix + str(pattern.pattern).lstrip("^")
            if isinstance(pattern, URLPattern):
                paths.append(here)
            else:
                paths += walk(pattern.url_patterns, here)
        return paths

    return [
        p
        for p in walk(get_resolver().url_patterns, "/")
        if p.startswith("/accounts/") and "(" not in p and "<" not in p
    ]


@pytest.mark.parametrize("who", ["", "physician", "rep"])
def test_every_account_page_answers_without_an_error(cast: Cast, client_of: ClientOf, who: str) -> None:
    client, broken = client_of(who), []
    for path in account_pages():
        for answer in (
            client.get(path),
            client.post(path, {}) if "logout" not in path and "sessions" not in path else None,
        ):
            if answer is not None and answer.status_code >= 500:
                broken.append((path, answer.status_code))
    assert broken == []


def test_sign_up_is_closed(cast: Cast) -> None:
    client = Client()
    assert b"come in by invitation" in client.get("/accounts/signup/").content
    client.post("/accounts/signup/", {"email": "open@door.example", "password1": "a long enough password"})
    assert not User.objects.filter(email="open@door.example").exists()


@pytest.mark.parametrize(
    "name", ["socialaccount_connections", "socialaccount_signup", "openid_connect_login"]
)
def test_no_identity_provider_has_an_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_resetting_a_password_tells_nothing_about_who_exists(cast: Cast) -> None:
    known = Client().post("/accounts/password/reset/", {"email": "member@ardenne.example"})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@nowhere.example"})
    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]
    assert known.content == unknown.content
    assert [sent.to for sent in mail.outbox] == [["member@ardenne.example"]]


def test_a_wrong_password_and_an_unknown_address_read_the_same(cast: Cast) -> None:
    pages = [
        Client().post("/accounts/login/", {"login": login, "password": "wrong wrong wrong"})
        for login in ("member@ardenne.example", "nobody@nowhere.example")
    ]
    said = [page.context["form"].non_field_errors() for page in pages]
    assert said[0] == said[1]
    assert said[0]


def test_guessing_is_slowed_down(cast: Cast) -> None:
    cache.clear()
    client = Client()
    for _attempt in range(7):
        client.post("/accounts/login/", {"login": "member@ardenne.example", "password": "wrong wrong wrong"})
    answer = client.post("/accounts/login/", {"login": "member@ardenne.example", "password": PASSWORD})
    assert answer.status_code in (200, 429)
    assert client.get("/").headers["Location"] == "/accounts/login/"
    cache.clear()


def test_the_sign_in_page_wears_the_portal_it_was_reached_from(cast: Cast) -> None:
    page = Client().get("/accounts/login/?next=/p/kreis/communities/").content.decode()
    assert "Kontor Sana eG" in page
    assert (
        "Kontor Sana eG" not in Client().get("/accounts/login/?next=//evil.example/p/kreis/").content.decode()
    )


def test_language_and_theme_are_kept_on_the_person_and_in_a_cookie(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("physician")
    client.post("/language/", {"language": "de", "next": "/p/kreis/"})
    client.post("/appearance/", {"theme": "dark", "next": "/p/kreis/"})
    page = client_of("physician").get("/p/kreis/").content.decode()
    assert '<html lang="de"' in page
    assert 'data-theme="dark"' in page
    answer = Client().post("/language/", {"language": "fr", "next": "//evil.example/"})
    assert answer.headers["Location"] == "/"
    assert answer.cookies["language"].value == "fr"


def test_the_second_factor_is_asked_and_a_recovery_code_works_once(cast: Cast, client_of: ClientOf) -> None:
    user = User.objects.get(email="member@ardenne.example")
    TOTP.activate(user, generate_totp_secret())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in ("/p/kreis/", "/accounts/login/"):
        client = Client()
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        assert client.get("/").headers["Location"] == "/accounts/login/"
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert client.get("/").headers["Location"] == expected


def test_reauthentication_is_asked_before_a_second_factor_is_changed(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("member").get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
