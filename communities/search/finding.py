"""Finding posts, communities and people that the searcher may see."""

from dataclasses import dataclass
from uuid import UUID

from communities.community.community import Community
from communities.discussions.post import Post
from tenancy.people.person import Person
from tenancy.search.folding import fold
from tenancy.wall.functions import call_rows

MOST_POSTS = 50
MOST_NAMES = 12
# People are few enough to be compared here, where accents fold; the database has no such function.
MOST_COMPARED = 5_000
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought, the newest posts first."""

    posts: list[Post]
    communities: list[Community]
    people: list[Person]

    @property
    def nothing(self) -> bool:
        """Whether it brought nothing at all."""
        return not (self.posts or self.communities or self.people)


def find(words: str, *, reader: Person, within: UUID | None = None, language: str = "") -> Found:
    """Searches without accents and case; the last word may be a beginning.

    The database names the posts inside the wall, and the rows are read again under the reader's own
    policies. Within a community only its posts are searched.
    """
    folded = fold(words)[:LONGEST]
    if not folded.strip():
        return Found([], [], [])
    posts = _posts(folded, reader, within, language)
    if within is not None or language:
        return Found(posts, [], [])
    return Found(posts, _communities(folded, reader), _people(folded, reader))


def _posts(folded: str, reader: Person, within: UUID | None, language: str) -> list[Post]:
    ids = [row[0] for row in call_rows("search_posts", folded, MOST_POSTS, within)]
    posts = Post.objects.visible_to(reader).filter(id__in=ids).select_related("thread", "community", "author")
    if language:
        posts = posts.filter(language=language)
    return list(posts.order_by("-created_at", "-id"))


def _communities(folded: str, reader: Person) -> list[Community]:
    known = Community.objects.visible_to(reader).only("id", "tenant_id", "slug", "name", "kind", "purpose")
    return [one for one in known if _holds(f"{one.name} {one.purpose}", folded)][:MOST_NAMES]


def _people(folded: str, reader: Person) -> list[Person]:
    known = Person.objects.filter(tenant_id=reader.tenant_id, is_active=True, is_system=False)
    names = known.order_by("display_name").values_list("id", "display_name")[:MOST_COMPARED]
    ids = [person for person, name in names if _holds(name, folded)][:MOST_NAMES]
    return list(known.filter(id__in=ids).order_by("display_name"))


def _holds(text: str, folded: str) -> bool:
    """Whether each word begins a word of the text."""
    beginnings = f" {fold(text)}".replace("-", " ")
    return all(f" {word}" in beginnings for word in folded.replace("-", " ").split())
