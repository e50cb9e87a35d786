"""Writing needs down with where they were heard, and proposing ideas that answer them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from customers.needs.idea import Idea, IdeaNeed
from customers.needs.need import Need
from customers.needs.pipeline_step import PipelineStep
from customers.needs.routed_action import Origin
from customers.needs.source import NeedSource
from customers.notes.note import Note
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.search.folding import fold


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a need was heard, by whom and in which words, as far as known."""

    origin_kind: str = Origin.OTHER
    note: Note | None = None
    deep_dive_id: UUID | None = None
    participant_id: UUID | None = None
    account_id: UUID | None = None
    said: str = ""


def capture_need(
    title: str, *, heard: Heard, by: Person, at: datetime, text: str = "", key: UUID | None = None
) -> Need:
    """A need with its first source. With the same `key` (a new id made by the writer's device) it is stored
    once, however often it is sent.
    """
    if key and (known := Need.objects.visible_to(by).filter(id=key).first()):
        return known
    need = Need(title=title, text=text, search_text=fold(f"{title} {text}"), created_by=by, at=at)
    if key:
        need.id = key
    need.save()
    PipelineStep(need=need, after=need.status, by=by, at=at).save()
    add_source(need, heard, by=by, at=at)
    record(need, "need.captured", by=by, plane=Plane.SPONSOR, origin=heard.origin_kind)
    return need


def add_source(need: Need, heard: Heard, *, by: Person, at: datetime) -> NeedSource:
    """Further evidence. The database refuses accounts that one has nothing to do with, and workshops whose
    participants have not been asked.
    """
    source = NeedSource(
        need=need,
        origin_kind=heard.origin_kind,
        note=heard.note,
        deep_dive_id=heard.deep_dive_id,
        participant_id=heard.participant_id,
        account_id=heard.account_id,
        said=heard.said,
        recorded_by=by,
        at=at,
    )
    source.save()
    return source


def word_need(need: Need, *, title: str, text: str, owner: Person | None, by: Person) -> None:
    """Says it better, or gives it another owner."""
    need.title, need.text, need.owner = title, text, owner
    need.search_text = fold(f"{title} {text}")
    need.save()
    record(need, "need.changed", by=by, plane=Plane.SPONSOR, owner=owner.id if owner else None)


def propose_idea(
    title: str,
    *,
    needs: Iterable[Need],
    by: Person,
    at: datetime,
    text: str = "",
    owner: Person | None = None,
) -> Idea:
    """An idea that answers these needs."""
    idea = Idea(
        title=title, text=text, owner=owner, search_text=fold(f"{title} {text}"), created_by=by, at=at
    )
    idea.save()
    PipelineStep(idea=idea, after=idea.status, by=by, at=at).save()
    link_needs(idea, needs, by=by)
    record(idea, "idea.proposed", by=by, plane=Plane.SPONSOR)
    return idea


def word_idea(idea: Idea, *, needs: Iterable[Need], by: Person, **words: Any) -> None:
    """Changes title, text or owner, and which needs it answers."""
    for name, value in words.items():
        setattr(idea, name, value)
    idea.search_text = fold(f"{idea.title} {idea.text}")
    idea.save()
    wanted = {need.id for need in needs}
    IdeaNeed.objects.filter(idea=idea).exclude(need__in=wanted).delete()
    known = set(IdeaNeed.objects.filter(idea=idea).values_list("need_id", flat=True))
    link_needs(idea, [need for need in needs if need.id not in known], by=by)
    record(idea, "idea.changed", by=by, plane=Plane.SPONSOR)


def link_needs(idea: Idea, needs: Iterable[Need], *, by: Person) -> None:
    """The idea answers these needs too."""
    IdeaNeed.objects.bulk_create(IdeaNeed(idea=idea, need=need, by=by) for need in needs)
