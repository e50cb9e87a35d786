"""Made-up records of all shapes: the database counts what plain Python counts."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from analytics.health.measuring import measure
from communities.community.community import Community
from tenancy.wall.scope import acting_for
from tests.analytics.health.conftest import ASKED_AT, WHOLE_LIFE, Take
from tests.analytics.health.reference import Post, expected
from tests.cast import Cast

COMMUNITIES = 40
HEADINGS = "community,activity_id,author,kind,parent,topic,created_at,title,body_html"
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)


def made_up(source: random.Random) -> tuple[set[str], list[Post]]:
    """A few people, a system account and a deleted author; topics with replies, some odd, some none."""
    people = [f"p{number}" for number in range(source.randint(1, 14))]
    authors = [*people, *people[:2] * source.randint(0, 8), "", "-1"]
    posts: list[Post] = []
    for topic in range(source.randint(0, 9)):
        at = BEGAN + timedelta(minutes=source.randint(0, 900_000))
        posts.append(Post(f"t{topic}", source.choice(authors), "topic", f"t{topic}", at))
        for reply in range(source.choice((0, 0, 1, 2, 3, 9))):
            later = at + timedelta(
                seconds=source.choice((1, 59, 3600, 86_400, 700_000)) * source.randint(1, 9)
            )
            posts.append(Post(f"t{topic}r{reply}", source.choice(authors), "reply", f"t{topic}", later))
    return {person for person in people if source.random() < 0.8}, posts


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_agree_with_the_second_computation(
    committed: None, cast: Cast, take: Take, seed: int
) -> None:
    source = random.Random(seed)
    records = {f"made-up-{number}": made_up(source) for number in range(COMMUNITIES)}
    take(_memberships(records), _activity(records))
    with acting_for(cast.ardenne, using="metrics"):
        slugs = dict(Community.objects.using("metrics").order_by().values_list("id", "slug"))
    measured = measure(cast.ardenne, period=WHOLE_LIFE, asked_at=ASKED_AT)
    found = {slugs[community]: figures for community, figures in measured.items()}
    for slug, (members, posts) in records.items():
        if members or posts:
            wanted = expected(members, posts)
            assert {name: found[slug][name] for name in wanted} == wanted, slug


def _memberships(records: dict[str, tuple[set[str], list[Post]]]) -> str:
    lines = [
        f"{slug}-{name},{slug},2020-01-01"
        for slug, (members, _) in records.items()
        for name in sorted(members)
    ]
    return "\n".join(["external_id,community,joined_on", *lines]) + "\n"


def _activity(records: dict[str, tuple[set[str], list[Post]]]) -> str:
    lines = [
        f"{slug},{post.id},{_author(slug, post)},{post.kind},{post.topic},{post.topic},{post.at},,"
        for slug, (_, posts) in records.items()
        for post in posts
    ]
    return "\n".join([HEADINGS, *lines]) + "\n"


def _author(slug: str, post: Post) -> str:
    return f"{slug}-{post.author}" if post.author.startswith("p") else post.author
