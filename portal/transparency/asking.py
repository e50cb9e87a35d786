"""Asking the database what the sponsor asks it, as the sponsor."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import Model

from analytics.releases.page import month_name, written
from analytics.releases.released_figure import ReleasedFigure
from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.stage_change import StageChange
from communities.community.stewardship import Stewardship
from communities.discussions.attachments.attachment import Attachment
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from tenancy.people.person import Person
from tenancy.search.folding import fold
from tenancy.wall.tables import Walled

# What a sponsor's steward is meant to see: that the shell exists, and who stewards it.
SHELL = (Community, StageChange, Stewardship)
# What leaves once a month, after its members have seen it.
RELEASED = (ReleasedFigure,)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One question and the rows that came back; `refused` where the database would not even look."""

    label: str
    rows: int
    refused: bool = False
    of_shell: bool = False
    is_released: bool = False


@dataclass(slots=True)
class SponsorView:
    """Everything that came back."""

    community: Community
    names: list[str]
    threads: int
    posts: int
    files: int
    found: int
    released: str
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def answered(self) -> list[Attempt]:
        """Questions that brought rows."""
        return [attempt for attempt in self.attempts if attempt.rows]

    @property
    def empty_handed(self) -> int:
        """How many questions brought nothing."""
        return len(self.attempts) - len(self.answered)


def ask_as_sponsor(community_id: UUID, *, view: UUID, word: str) -> SponsorView:
    """Runs inside the sponsor view's own read-only scope: the lists, the search, and every table there is."""
    person = Person.objects.get(id=view)
    community = Community.objects.visible_to(person).get(id=community_id)
    seats = Membership.objects.visible_to(person).filter(community=community).select_related("person")
    posts = Post.objects.visible_to(person).filter(community=community)
    return SponsorView(
        community=community,
        names=[seat.person.display_name for seat in seats],
        threads=Thread.objects.visible_to(person).filter(community=community).count(),
        posts=posts.count(),
        files=Attachment.objects.filter(community=community).count(),
        found=posts.filter(search_text__contains=fold(word)).count() if word else 0,
        released=_released(community),
        attempts=[_attempt(model, community) for model in tables_of_communities()],
    )


def _released(community: Community) -> str:
    """The latest figure that the steward was told, with its month."""
    latest = ReleasedFigure.objects.filter(community=community).order_by("-month").first()
    return f"{written(latest)} ({month_name(latest.month)})" if latest else ""


def tables_of_communities() -> list[type[Model]]:
    """Every walled table whose rows hang from a community."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Walled) and any(f.name == "community" for f in model._meta.get_fields())
    ]


def _attempt(model: type[Model], community: Community) -> Attempt:
    label = str(model._meta.verbose_name_plural).capitalize()
    of_shell = model in SHELL
    try:
        with transaction.atomic():
            rows: Any = model._default_manager.filter(community=community.pk)
            return Attempt(label, rows.count(), of_shell=of_shell, is_released=model in RELEASED)
    except DatabaseError:
        return Attempt(label, 0, refused=True, of_shell=of_shell)
