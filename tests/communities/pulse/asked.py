"""Waves of the cast's communities, and answers that came long ago."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from communities.community.community import Community
from communities.pulse.asking import open_wave
from communities.pulse.ballot_box import PulseBox
from communities.pulse.items import codes_of
from communities.pulse.pulse_wave import PulseWave
from communities.pulse.running import count_ended
from tenancy.people.person import Person
from tenancy.wall.loading import OWNER, loading
from tenancy.wall.scope import acting_for
from tests.cast import Cast

Answers = Mapping[str, int]


def opened(cast: Cast, who: str, community: str) -> UUID:
    """A wave that `who` opens today."""
    with acting_for(cast.tenant_of(who), getattr(cast, who)):
        place = Community.objects.get(id=cast.ids[community])
        return open_wave(place, open_days=14, by=Person(id=getattr(cast, who)))


def same(kind: str, point: int, **others: int) -> dict[str, int]:
    """One and the same answer to every statement, but for those named."""
    return dict.fromkeys(codes_of(kind), point) | others


def ended(cast: Cast, who: str, community: str, answers: Iterable[Answers], *, days_ago: int = 1) -> UUID:
    """A wave with these answers whose last day was `days_ago`, counted."""
    wave = opened(cast, who, community)
    end(cast, who, wave, answers, days_ago=days_ago)
    return wave


def end(cast: Cast, who: str, wave: UUID, answers: Iterable[Answers], *, days_ago: int = 1) -> None:
    """Puts answers into the box of a wave, moves its days into the past, and counts it."""
    with loading([PulseWave, PulseBox]):
        PulseBox.objects.using(OWNER).filter(wave_id=wave).update(answers=[dict(one) for one in answers])
        last = timezone.now().date() - timedelta(days=days_ago)
        PulseWave.objects.using(OWNER).filter(id=wave).update(
            opens_on=last - timedelta(days=14), closes_on=last
        )
    count_ended(cast.tenant_of(who), purpose="command")
