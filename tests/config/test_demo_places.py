"""Demo communities under construction."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from communities.community.community import Community
from config.demo.place import Place
from tenancy.people.person import Person

TENANT = uuid4()
BEGUN = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_place_is_numbered_by_who_came_when_not_by_who_stands_first_in_the_list() -> None:
    """The demo loads on any day: whoever counts back to a moment with five members finds five (10)."""
    place = Place(community=Community(tenant_id=TENANT), subjects=[])
    for days in (0, 90, 3, 40):
        place.welcome(Person(id=uuid4(), tenant_id=TENANT), BEGUN + timedelta(days=days))

    since = place.numbered(3)

    assert since == BEGUN + timedelta(days=40)
    assert len(place.present(since)) == 3
    with pytest.raises(IndexError):
        place.numbered(5)
