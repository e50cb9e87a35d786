"""Moving needs and ideas along the pipeline, each step with who, when and why."""

from datetime import datetime

from customers.needs.idea import Idea, IdeaNeed, IdeaStatus
from customers.needs.need import Need, NeedStatus
from customers.needs.pipeline_step import PipelineStep
from customers.needs.source import NeedSource
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person

NEED_MOVES: dict[str, tuple[NeedStatus, ...]] = {
    NeedStatus.CAPTURED: (NeedStatus.CONFIRMED, NeedStatus.DROPPED),
    NeedStatus.CONFIRMED: (NeedStatus.ANSWERED, NeedStatus.CAPTURED, NeedStatus.DROPPED),
    NeedStatus.ANSWERED: (NeedStatus.CONFIRMED,),
    NeedStatus.DROPPED: (NeedStatus.CAPTURED,),
    NeedStatus.MERGED: (),
}
IDEA_MOVES: dict[str, tuple[IdeaStatus, ...]] = {
    IdeaStatus.PROPOSED: (IdeaStatus.ASSESSED, IdeaStatus.DROPPED),
    IdeaStatus.ASSESSED: (IdeaStatus.PILOTED, IdeaStatus.PROPOSED, IdeaStatus.DROPPED),
    IdeaStatus.PILOTED: (IdeaStatus.SERVICE, IdeaStatus.ASSESSED, IdeaStatus.DROPPED),
    IdeaStatus.SERVICE: (IdeaStatus.PILOTED, IdeaStatus.DROPPED),
    IdeaStatus.DROPPED: (IdeaStatus.PROPOSED,),
}


class NoSuchMove(ValueError):
    """From where it stands it cannot go there."""


class WhyDropped(ValueError):
    """Who drops something says why."""


class ServiceUnnamed(ValueError):
    """A service has a name and a provider."""


class NotMergeable(ValueError):
    """A need merges into another one that stands by itself."""


def move_need(need: Need, *, to: str, by: Person, at: datetime, reason: str = "") -> None:
    """Raises NoSuchMove, WhyDropped."""
    if to not in NEED_MOVES[need.status]:
        raise NoSuchMove
    _step(need, to=to, by=by, at=at, reason=reason)
    record(need, f"need.{to}", by=by, plane=Plane.SPONSOR)


def move_idea(
    idea: Idea,
    *,
    to: str,
    by: Person,
    at: datetime,
    reason: str = "",
    service_name: str = "",
    provider: str = "",
) -> None:
    """Moves the idea; as a service it answers its needs. Raises NoSuchMove, WhyDropped, ServiceUnnamed."""
    if to not in IDEA_MOVES[idea.status]:
        raise NoSuchMove
    if to == IdeaStatus.SERVICE:
        idea.service_name = service_name or idea.service_name
        idea.provider = provider or idea.provider
        if not (idea.service_name and idea.provider):
            raise ServiceUnnamed
    _step(idea, to=to, by=by, at=at, reason=reason)
    if to == IdeaStatus.SERVICE:
        for need in Need.objects.filter(answered_by__idea=idea, status__in=("captured", "confirmed")):
            _step(need, to=NeedStatus.ANSWERED, by=by, at=at, reason=idea.service_name)
    record(idea, f"idea.{to}", by=by, plane=Plane.SPONSOR)


def merge_needs(need: Need, *, into: Need, by: Person, at: datetime) -> None:
    """The same need said twice: its sources and ideas go over to the other one. Raises NotMergeable."""
    if need.id == into.id or NeedStatus.MERGED in (need.status, into.status):
        raise NotMergeable
    NeedSource.objects.filter(need=need).update(need=into)
    has = IdeaNeed.objects.filter(need=into).values("idea")
    IdeaNeed.objects.filter(need=need, idea__in=has).delete()
    IdeaNeed.objects.filter(need=need).update(need=into)
    need.merged_into = into
    _step(need, to=NeedStatus.MERGED, by=by, at=at, reason=into.title)
    record(need, "need.merged", by=by, plane=Plane.SPONSOR, into=into)


def _step(thing: Need | Idea, *, to: str, by: Person, at: datetime, reason: str) -> None:
    if to == NeedStatus.DROPPED and not reason.strip():
        raise WhyDropped
    before, thing.status = thing.status, to
    thing.save()
    kind = {"need": thing} if isinstance(thing, Need) else {"idea": thing}
    PipelineStep(**kind, before=before, after=to, reason=reason.strip()[:400], by=by, at=at).save()
