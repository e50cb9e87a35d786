"""Meetings of the circle and of the community of practice, planned by who leads them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from communities.community.community import Community
from communities.meetings.meeting import Form, Meeting
from communities.meetings.planning import Details, plan_meeting
from tenancy.people.person import Person
from tests.cast import CANARY, Cast

LEADERS = {"circle": "physician", "cop": "leader", "other_circle": "outsider"}
Acting = Callable[[str], Any]
Plan = Callable[..., Meeting]


def details(starts_at: datetime, **more: Any) -> Details:
    usual: dict[str, Any] = {"title": f"Cases {CANARY}-meeting", "zone": "Europe/Zurich"}
    return Details(starts_at=starts_at, **usual | more)


@pytest.fixture
def plan(cast: Cast, acting: Acting) -> Plan:
    """`plan("circle", days=3)`: a meeting of the community that many days from now."""

    def planned(community: str, *, days: float, **more: Any) -> Meeting:
        now = timezone.now()
        with acting(LEADERS[community]) as scope:
            return plan_meeting(
                Community.objects.get(id=getattr(cast, community)),
                details=details(now + timedelta(days=days), **{"form": Form.VIRTUAL} | more),
                by=Person.objects.get(id=scope.person_id),
                at=now,
            )

    return planned


def person(person_id: Any) -> Person:
    return Person.objects.get(id=person_id)
