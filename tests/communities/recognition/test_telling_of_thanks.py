"""Whoever is thanked hears of it, once and without a word of it (A6.01)."""

import pytest

from tenancy.notices.notification import Notification
from tests.cast import Cast
from tests.communities.recognition.test_recognition import Acting, ClientOf, give
from tests.draining import drain

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize(
    ("giver", "thanked", "place", "others"),
    [("rep", "leader", "cop", ("rep", "manager")), ("physician", "member", "circle", ("physician", "rep"))],
)
def test_the_thanked_hear_of_it_and_nobody_else(
    cast: Cast,
    acting: Acting,
    client_of: ClientOf,
    giver: str,
    thanked: str,
    place: str,
    others: tuple[str, ...],
) -> None:
    give(acting, cast, giver, thanked, place)
    drain()
    page = client_of(thanked).get(f"{cast.surface_of(thanked)}notices/").text
    assert "You were thanked" in page
    assert "Thank you 0" not in page
    with acting(thanked):
        notice = Notification.objects.get(verb="recognition.given").id
    answer = client_of(thanked).get(f"{cast.surface_of(thanked)}notices/{notice}/")
    assert answer["Location"].endswith("/recognition/")
    for other in others:
        with acting(other):
            assert not Notification.objects.filter(verb="recognition.given").exists(), other


def test_thanks_taken_back_before_anybody_is_told_are_not_told(cast: Cast, acting: Acting) -> None:
    note = give(acting, cast, "rep", "leader")
    with acting("rep"):
        note.withdrawn_at = note.at
        note.save()
    drain()
    with acting("leader"):
        assert not Notification.objects.filter(verb="recognition.given").exists()
