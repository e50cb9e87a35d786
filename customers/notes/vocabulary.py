"""The tenant's words for what interests its customers."""

from datetime import datetime

from django.utils.translation import gettext as _

from customers.notes.interest import Interest
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.search.folding import fold


class AlreadyThere(Exception):
    """The vocabulary has this word."""


def suggested() -> list[str]:
    """Words to begin with."""
    return [
        _("Independent product information"),
        _("New research, explained"),
        _("Exchange with colleagues elsewhere"),
        _("Health economics"),
        _("Staffing and rosters"),
        _("Training of residents"),
        _("Quality indicators"),
        _("Digital tools on the ward"),
    ]


def add_interest(name: str, *, by: Person, at: datetime) -> Interest:
    """A new word. Raises AlreadyThere."""
    name = " ".join(name.split())
    if Interest.objects.visible_to(by).filter(search_name=fold(name)).exists():
        raise AlreadyThere
    interest = Interest(name=name, search_name=fold(name), created_by=by, created_at=at)
    interest.save()
    record(interest, "interest.added", by=by, plane=Plane.SPONSOR)
    return interest


def add_suggested(*, by: Person, at: datetime) -> None:
    """All suggested words that are not there yet."""
    known = set(Interest.objects.visible_to(by).values_list("search_name", flat=True))
    for name in suggested():
        if fold(name) not in known:
            add_interest(name, by=by, at=at)


def retire_interest(interest: Interest, *, wanted: bool, by: Person, at: datetime) -> None:
    """New notes no longer offer it, old ones keep it; `wanted` False brings it back."""
    interest.retired_at = at if wanted else None
    interest.save()
    record(interest, "interest.retired" if wanted else "interest.restored", by=by, plane=Plane.SPONSOR)
