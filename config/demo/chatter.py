"""Generated discussions: plausible in words, and different enough for health checks to find something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from communities.discussions.thread import Thread
from config.demo.place import Place
from config.demo.reading import table
from config.demo.talking import accept, give, open_thread, say
from config.demo.world import World
from tenancy.people.person import Person

MONTHS = 13
DAYS = 30.4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a community talks: threads a month, replies, hours to the first, whether one person carries it."""

    pace: float
    replies: tuple[int, int] = (1, 5)
    hours: tuple[float, float] = (2, 40)
    unanswered: float = 0.07
    carried: float = 0.1
    silent_days: int = 0

    @classmethod
    def of(cls, pace: float) -> Self:
        """A steady community of that pace."""
        return cls(pace)


VITALITY = {
    "lively": Manner(6, replies=(2, 7), hours=(0.5, 16), unanswered=0.03),
    "steady": Manner(3, replies=(1, 5), hours=(3, 45)),
    "thin": Manner(2.6, replies=(1, 3), hours=(20, 130), unanswered=0.25, carried=0.75),
    "silent": Manner(2.4, replies=(1, 4), hours=(6, 80), unanswered=0.12, silent_days=140),
}


def chat(world: World, place: Place, *, manner: Manner, words: str = "staff") -> None:
    """A year of generated threads, ending where the manner says; `words` names the set of templates."""
    begun = max(place.community.created_at, world.clock.day(MONTHS * DAYS))
    days = (world.clock.now - begun).days - manner.silent_days
    if days < 5:
        return
    titles = _titles(world, place, words)
    for _ in range(min(round(manner.pace * days / DAYS), len(titles))):
        day = (begun + timedelta(days=world.dice.uniform(1, days))).date()
        _thread(world, place, titles.pop(), manner, words, world.clock.working_hour(day, world.dice))


def _titles(world: World, place: Place, words: str) -> list[tuple[str, str]]:
    """Every question that can be asked about every subject, shuffled: pairs of title and subject."""
    templates = table("chatter")[words]
    pairs = [
        (_capital(title.format(s=subject, a=aspect)), subject)
        for subject in place.subjects
        for title in templates["titles"]
        for aspect in (templates["aspects"] if "{a}" in title else [""])
    ]
    fresh = [pair for pair in dict.fromkeys(pairs) if pair[0] not in place.threads]
    world.dice.shuffle(fresh)
    return fresh


def _thread(
    world: World, place: Place, about: tuple[str, str], manner: Manner, words: str, at: datetime
) -> None:
    templates, (title, subject) = table("chatter")[words], about
    asker = _speaker(world, place, manner, at)
    language = place.community.language
    kind = world.dice.choice(["question", "question", "discussion", "case"])
    thread = open_thread(world, place, title, by=asker, at=at, language=language, kind=kind)
    parts = world.dice.sample(templates["questions"], 2)
    say(world, place, thread, _capital(" ".join(parts).format(s=subject)), by=asker, at=at, language=language)
    if world.dice.random() >= manner.unanswered:
        _replies(world, place, thread, templates["answers"], manner, at)


def _replies(
    world: World, place: Place, thread: Thread, answers: list[str], manner: Manner, at: datetime
) -> None:
    number = world.dice.randint(*manner.replies)
    last: Any = thread.author_id
    for body in world.dice.sample(answers, number):
        at += timedelta(hours=world.dice.uniform(*manner.hours))
        by = _speaker(world, place, manner, at)
        if at > world.clock.now or by.id == last:
            return
        last = by.id
        post = say(world, place, thread, body, by=by, at=at, language=thread.language)
        _nods(world, place, post, by)
        if thread.kind == "question" and post.number == 2 and world.dice.random() < 0.4:
            accept(world, post, by=next(p for p in place.members if p.id == thread.author_id))


def _nods(world: World, place: Place, post: Any, by: Person) -> None:
    if world.dice.random() < 0.45:
        others = [person for person in place.present(post.created_at) if person is not by]
        for person in world.dice.sample(others, min(len(others), world.dice.randint(1, 3))):
            give(world, post, person, world.dice.choice(["useful", "thanks", "same_here"]))


def _speaker(world: World, place: Place, manner: Manner, at: datetime) -> Person:
    """The leader as often as she carries it; else somebody, those who came first more often."""
    if world.dice.random() < manner.carried:
        return place.leader
    present = place.present(at) or [place.leader]
    return present[int(len(present) * world.dice.random() ** 1.6)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
