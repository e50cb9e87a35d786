"""Threads and posts as rows; the hand-written ones."""

from datetime import datetime
from functools import lru_cache

from communities.discussions.accepted_answer import AcceptedAnswer
from communities.discussions.markdown import handle_of, mentioned, render
from communities.discussions.mention import Mention
from communities.discussions.post import Post
from communities.discussions.reaction import OFFERED, Reaction
from communities.discussions.thread import Thread
from config.demo.clock import length
from config.demo.place import Place
from config.demo.posters import attach
from config.demo.reading import Said, Talk, talks
from config.demo.world import World
from tenancy.people.person import Person
from tenancy.search.folding import fold

html_of = lru_cache(maxsize=4000)(render)


def talk(world: World, place: Place) -> None:
    """All hand-written threads of the community."""
    for written in talks(place.community.slug):
        _tell(world, place, written)


def _tell(world: World, place: Place, written: Talk) -> None:
    marks = written.marks
    at = max(world.clock.ago(marks["ago"]), place.community.created_at)
    first = world.people[written.posts[0].who]
    thread = open_thread(
        world,
        place,
        written.title,
        by=first,
        at=at,
        language=marks["lang"],
        kind=marks.get("kind", "discussion"),
    )
    for said in written.posts:
        if (author := world.people[said.who]).id not in place.joined:
            raise ValueError(f"{said.who} writes in {place.community.slug} and is no member")
        at = min(at + length(said.after), world.clock.ago("7m"))
        post = say(
            world,
            place,
            thread,
            said.body,
            by=author,
            at=at,
            language=said.marks.get("lang", thread.language),
        )
        _react(world, place, post, said)
        _mention(world, place, post)
        if name := said.marks.get("file"):
            attach(world, post, name)
    if number := marks.get("accepted"):
        accept(world, place.posts[written.title][int(number) - 1], by=first)


def open_thread(
    world: World, place: Place, title: str, *, by: Person, at: datetime, language: str, kind: str
) -> Thread:
    """A thread without posts yet."""
    thread = Thread(
        **world.keys(),
        community_id=place.community.id,
        kind=kind,
        title=title,
        author_id=by.id,
        language=language,
        created_at=at,
        last_post_at=at,
    )
    place.threads[title] = world.rows.add(thread)
    place.posts[title] = []
    return thread


def say(
    world: World, place: Place, thread: Thread, body: str, *, by: Person, at: datetime, language: str
) -> Post:
    """The next post of the thread."""
    thread.post_count += 1
    thread.last_post_at = at
    post = Post(
        **world.keys(),
        thread_id=thread.id,
        community_id=place.community.id,
        number=thread.post_count,
        author_id=by.id,
        body=body,
        body_html=html_of(body),
        search_text=fold(f"{thread.title} {body}" if thread.post_count == 1 else body),
        language=language,
        created_at=at,
    )
    place.posts[thread.title].append(post)
    return world.rows.add(post)


def accept(world: World, post: Post, *, by: Person) -> None:
    """Marks the answer."""
    world.rows.add(
        AcceptedAnswer(
            **world.keys(),
            thread_id=post.thread_id,
            post_id=post.id,
            community_id=post.community_id,
            accepted_by_id=by.id,
            accepted_at=post.created_at,
        )
    )


def give(world: World, post: Post, person: Person, kind: str) -> None:
    """One reaction, an hour or so after the post."""
    at = min(post.created_at + length(f"{world.dice.randint(8, 300)}m"), world.clock.ago("3m"))
    world.rows.add(
        Reaction(
            **world.keys(),
            post_id=post.id,
            community_id=post.community_id,
            person_id=person.id,
            kind=kind,
            created_at=max(at, post.created_at),
        )
    )


def _react(world: World, place: Place, post: Post, said: Said) -> None:
    others = [person for person in place.present(post.created_at) if person.id != post.author_id]
    for kind in OFFERED:
        if number := int(said.marks.get(kind, 0)):
            for person in world.dice.sample(others, min(number, len(others))):
                give(world, post, person, kind)


def _mention(world: World, place: Place, post: Post) -> None:
    handles = mentioned(post.body) if "@" in post.body else set()
    for person in place.members:
        if handles and handle_of(person.display_name) in handles:
            row = Mention(
                **world.keys(), post_id=post.id, community_id=post.community_id, person_id=person.id
            )
            world.rows.add(row)
