"""Trying the wall from the sponsor's side: each attempt is really made, and its outcome is the database's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.kinds import PrivacyLevel
from communities.community.seats import offer_seat
from communities.discussions.post import Post
from communities.discussions.posting import open_thread
from communities.discussions.thread import Thread
from communities.ledger.ledger_line import LedgerLine
from communities.privacy.changing import propose_level
from tenancy.people.person import Person
from tenancy.search.folding import fold
from tenancy.wall.functions import call
from tenancy.wall.refusals import RuleBroken


class Refused(Exception):
    """The wall held; the text is what the database said or gave."""


class WallOpen(RuntimeError):
    """An attempt succeeded that never may. It is undone, and the page fails loudly."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt, and the line that members read about it."""

    name: str
    answer: str
    line: LedgerLine | None


def open_a_thread(community: Community, *, by: Person, at: datetime, word: str) -> None:
    """Reads the newest thread, then writes one."""
    seen = Thread.objects.visible_to(by).filter(community=community).count()
    if seen:
        raise WallOpen("a thread was visible")
    open_thread(community, title="An attempt", body="From the other side", by=by, at=at)


def add_a_colleague(community: Community, *, by: Person, at: datetime, word: str) -> None:
    """Offers a seat to a colleague."""
    colleague = Person.objects.filter(party="staff", is_system=False).exclude(id=by.pk).first()
    offer_seat(community, to=(colleague or by).pk)


def change_privacy(community: Community, *, by: Person, at: datetime, word: str) -> None:
    """Proposes another privacy level; the database enters the refusal in the ledger itself."""
    levels = [level for level in PrivacyLevel if level != community.privacy_level]
    if propose_level(community, level=levels[0], by=by):
        raise WallOpen("a privacy level was proposed from outside")


def search_a_word(community: Community, *, by: Person, at: datetime, word: str) -> None:
    """Looks for a word in everything that members wrote."""
    found = Post.objects.visible_to(by).filter(community=community, search_text__contains=fold(word)).count()
    if not found:
        raise Refused("0 posts came back")


ATTEMPTS: dict[str, tuple[Any, Any, str, Callable[..., None]]] = {
    "thread": (
        _("Open a thread"),
        _("Read what is discussed and write something yourself."),
        "Attempt to read and write in the discussions",
        open_a_thread,
    ),
    "colleague": (
        _("Add a colleague"),
        _("Give a colleague a seat, so that he can look for you."),
        "Attempt to seat a colleague of the sponsor",
        add_a_colleague,
    ),
    "privacy": (
        _("Change the privacy level"),
        _("Let more leave than the members decided."),
        "Attempt to change the privacy level",
        change_privacy,
    ),
    "word": (
        _("Search for a word"),
        _("Look for a word in everything that members wrote."),
        "Attempt to search what members wrote",
        search_a_word,
    ),
}


def attempt(name: str, community: Community, *, by: Person, at: datetime, word: str) -> Outcome:
    """Makes the attempt in a savepoint and enters it in the members' ledger. Raises WallOpen if it succeeds."""
    what, deed = ATTEMPTS[name][2], ATTEMPTS[name][3]
    if name == "privacy":
        deed(community, by=by, at=at, word=word)
        answer = "only members change it"
    else:
        answer = _refusal(deed, community, by=by, at=at, word=word)
        call("note_crossing", community.pk, "refused", what, "nobody", "members", "Only members may")
    line = LedgerLine.objects.visible_to(by).filter(community=community, by=by).first()
    return Outcome(name=name, answer=answer, line=line)


def _refusal(deed: Callable[..., None], community: Community, *, by: Person, at: datetime, word: str) -> str:
    try:
        with transaction.atomic():
            deed(community, by=by, at=at, word=word)
            raise WallOpen(f"{deed.__name__} succeeded in {community.slug}")
    except Refused as refused:
        return str(refused)
    except RuleBroken as broken:
        return broken.rule.replace("_", " ")
    except DatabaseError as error:
        return str(error).splitlines()[0]
