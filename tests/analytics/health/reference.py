"""The indicators once more, slowly and in plain Python, written from the definitions and not from the SQL."""

import csv
import gzip
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

SYSTEM = "-1"


@dataclass(frozen=True)
class Post:
    """A topic or a reply; `author` is empty for a deleted one, "-1" for the system."""

    id: str
    author: str
    kind: str
    topic: str
    at: datetime


def expected(members: set[str], posts: list[Post]) -> dict[str, Any]:
    """The activity figures over the whole life of a record."""
    human = [post for post in posts if not is_system(post.author)]
    topics = [post for post in human if post.kind == "topic"]
    replies = [post for post in human if post.kind == "reply"]
    waits = [_wait(topic, replies) for topic in topics]
    answered = sorted(wait for wait in waits if wait is not None)
    made = Counter(post.author for post in human if post.author)
    return {
        "members": len({member for member in members if not is_system(member)}),
        "contributors": len(made),
        "topics": len(topics),
        "replies": len(replies),
        "topics_without_reply": sum(wait is None for wait in waits),
        "median_first_reply_hours": round(median(answered), 3) if answered else None,
        "top10_share": _top_share(made),
        "absence_factor": _absence_factor(made),
        "gini": _gini(made),
        "reciprocity": _reciprocity(human),
    }


def is_system(author: str) -> bool:
    return author == SYSTEM or author.endswith("-" + SYSTEM)


def _wait(topic: Post, replies: list[Post]) -> float | None:
    times = [
        reply.at
        for reply in replies
        if reply.topic == topic.id and (not reply.author or reply.author != topic.author)
    ]
    return (min(times) - topic.at).total_seconds() / 3600 if times else None


def _top_share(made: Counter[str]) -> float | None:
    if not made:
        return None
    busiest = sorted(made.values(), reverse=True)[: math.ceil(len(made) / 10)]
    return round(sum(busiest) / made.total(), 4)


def _absence_factor(made: Counter[str]) -> int | None:
    running = 0
    for people, number in enumerate(sorted(made.values(), reverse=True), start=1):
        running += number
        if 2 * running >= made.total():
            return people
    return None


def _gini(made: Counter[str]) -> float | None:
    if not made:
        return None
    values = list(made.values())
    differences = sum(abs(one - other) for one in values for other in values)
    return round(differences / (2 * len(values) ** 2 * (sum(values) / len(values))), 4)


def _reciprocity(human: list[Post]) -> float | None:
    askers = {post.id: post.author for post in human if post.kind == "topic"}
    did: defaultdict[str, set[str]] = defaultdict(set)
    for post in human:
        if post.kind == "topic":
            did[post.author].add("asked")
        elif askers.get(post.topic) != post.author:
            did[post.author].add("answered")
        else:
            did[post.author].add("added")
    named = [acts for author, acts in did.items() if author]
    return round(sum({"asked", "answered"} <= acts for acts in named) / len(named), 4) if named else None


def record(folder: Path) -> tuple[set[str], list[Post]]:
    """Members and posts of a record as it lies on disk."""
    with gzip.open(folder / "memberships.csv.gz", "rt", newline="") as file:
        members = {row["external_id"] for row in csv.DictReader(file)}
    with gzip.open(folder / "activity.csv.gz", "rt", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in ("topic", "reply")]
    return members, [
        Post(
            id=row["activity_id"],
            author=row["author"],
            kind=row["kind"],
            topic=row["topic"] or row["activity_id"],
            at=datetime.fromisoformat(row["created_at"].replace("Z", "+00:00")),
        )
        for row in rows
    ]
