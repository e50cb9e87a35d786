"""How a home page opens: the day and who one is, a greeting, and one sentence with what needs the reader."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenancy.people.person import Person

MORNING, AFTERNOON, EVENING = 4, 12, 18
SENTENCES = 2


def opening(person: Person, cards: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, str]:
    """Kicker, title and lead of this person's home page; runs no query.

    A card says what needs its reader with `needs` among its values: a whole sentence, or "".
    """
    now = timezone.localtime()
    return {
        "kicker": " · ".join(part for part in (_day(now), person.job_function, person.place) if part),
        "title": _greeting(now.hour) % {"name": address_of(person.display_name)},
        "lead": lead_of(cards),
    }


def address_of(name: str) -> str:
    """How a person is greeted: by first name, with the whole name where it begins with a title."""
    first, *others = name.split() or [""]
    return name if others and first.endswith(".") else first


def _day(now: datetime) -> str:
    # Translators: the day above a greeting, in Django's date format, e.g. "Monday 23 November".
    return date_format(now, _("l j F"))


def _greeting(hour: int) -> str:
    if MORNING <= hour < AFTERNOON:
        return _("Good morning, %(name)s")
    return _("Good afternoon, %(name)s") if AFTERNOON <= hour < EVENING else _("Good evening, %(name)s")


def lead_of(cards: Mapping[str, Iterable[Mapping[str, Any]]]) -> str:
    """The first two sentences that the cards have to say; that nothing waits where they have none."""
    drawn = [card for place in cards.values() for card in place]
    said = [needs for card in drawn if (needs := card["values"].get("needs"))]
    return " ".join(said[:SENTENCES]) or _("Nothing waits for you today.")
