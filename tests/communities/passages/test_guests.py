"""A guest in one thread: the only hole in the wall, seen from the page."""

from collections.abc import Callable

from django.test import Client

from tests.cast import CANARY, Cast

Browser = Callable[[str], Client]


def test_a_guest_opens_the_thread_and_reads_nothing_older(cast: Cast, client_of: Browser) -> None:
    """A11.17: an expert of another circle is let into one thread; older posts stay their authors'."""
    answer = client_of("member").get(f"/p/kreis/communities/other-circle/threads/{cast.other_circle_thread}/")
    assert answer.status_code == 200
    assert f"{CANARY}-body-other_circle" not in answer.content.decode()


def test_whoever_was_not_let_in_finds_no_thread(cast: Cast, client_of: Browser) -> None:
    for who in ("newcomer", "rep", "colleague", "manager"):
        surface = cast.surface_of(who)
        address = f"{surface}communities/other-circle/threads/{cast.other_circle_thread}/"
        assert client_of(who).get(address).status_code == 404
