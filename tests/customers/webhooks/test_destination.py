"""Where a webhook may go: nothing inside our own network is ever reached (A10.03, server-side request forgery)."""

import socket
from typing import Any

import pytest
from pytest_django import Settings

from customers.webhooks.destination import Forbidden, Unresolvable, Unsuitable, resolve, suitable
from customers.webhooks.posting import post

UNSUITABLE = (
    "http://crm.example.com/",
    "ftp://crm.example.com/",
    "https://crm.example.com:22/",
    "https://crm.example.com:0/",
    "https://crm.example.com:99999/",
    "https://user:word@crm.example.com/",
    "https://@crm.example.com/",
    "https://crm.example.com\\@127.0.0.1/",
    "https://crm.example.com/#part",
    "https://crm.example.com/ x",
    "https://crm.example.com/\n",
    "https://crm\t.example.com/",
    "https://localhost/",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0.0.0.0/",
    "https://100.64.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[2002:7f00:1::]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2001:0:7f00:1::]/",
    "https://[ff02::1]/",
    "https://",
    "javascript:alert(1)",
    "https://höhe.example/",
    "https://crm.example.com/" + "x" * 500,
    "",
)
FORBIDDEN = (
    "127.0.0.1",
    "10.0.0.7",
    "169.254.169.254",
    "0.0.0.0",
    "::1",
    "::ffff:10.0.0.7",
    "fd12::1",
    "240.0.0.1",
)


@pytest.mark.parametrize("url", UNSUITABLE)
def test_an_unsuitable_address_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(Unsuitable) as refused:
        suitable(url)
    assert str(refused.value).endswith(".")


def test_a_proper_address_is_taken_as_it_is() -> None:
    for url in (
        "https://crm.example.com/hooks?x=1",
        "https://crm.example.com:8443",
        "https://93.184.215.14/",
    ):
        assert suitable(url) == url


def answering(*addresses: str) -> Any:
    return lambda *_args, **_options: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 443)) for a in addresses
    ]


@pytest.mark.parametrize("address", [*FORBIDDEN, "2130706433"])
def test_a_name_that_leads_inside_is_forbidden(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where only one of several answers does."""
    if address == "2130706433":
        with pytest.raises((Forbidden, Unsuitable, Unresolvable)):
            resolve("https://2130706433.:443/")
        return
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.215.14", address))
    with pytest.raises(Forbidden):
        resolve("https://crm.example.com/")


def test_the_checked_address_is_the_one_that_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the name is asked once."""
    asked: list[str] = []

    def once(host: str, *_args: Any, **_options: Any) -> Any:
        asked.append(host)
        if host == "crm.example.com":
            return answering("93.184.215.14" if len(asked) == 1 else "127.0.0.1")()
        return answering(host)()

    monkeypatch.setattr(socket, "getaddrinfo", once)
    to = resolve("https://crm.example.com:8443/hooks?x=1")
    assert (to.address, to.target, to.host_header) == ("93.184.215.14", "/hooks?x=1", "crm.example.com:8443")
    assert asked == ["crm.example.com"]


def test_nothing_is_sent_to_a_forbidden_or_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering("127.0.0.1"))
    assert post("https://crm.example.com/", body=b"", headers={}).problem == "forbidden_address"
    monkeypatch.undo()
    assert post("https://nowhere.invalid/", body=b"", headers={}).problem == "unresolvable"


def test_a_refused_connection_is_a_word(settings: Settings) -> None:
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert post(f"http://127.0.0.1:{port}/", body=b"", headers={}).problem == "connection"
