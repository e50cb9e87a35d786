"""Made-up histories of communities, full of what is rare: removals, borders of days, system accounts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from communities.community.community import Community
from communities.community.kinds import EntryRoute, Kind, MemberRole, MemberState
from communities.community.membership import Membership
from communities.discussions.post import Post
from communities.discussions.reaction import Reaction
from communities.discussions.removal import Removal
from communities.discussions.thread import Thread
from tenancy.people.person import Party, Person
from tenancy.people.tenant import Tenant
from tenancy.wall.loading import OWNER, loading
from tests.analytics.health.gatherings import NAMES, TABLES, Around, Gatherings, gather

ZONES = ("Europe/Zurich", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", "UTC")
FUNCTIONS = ("", "nurse", "physician", "engineer")
COUNTRIES = ("", "CH", "FR", "DE")
SPANS = (1, 59, 3_600, 86_399, 86_400, 604_800, 604_801, 5_184_000)
TICK = timedelta(microseconds=1)
Days = tuple[date, date]


@dataclass
class History:
    """The rows of one community, as the database will hold them."""

    community: Community
    seats: list[Membership] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    gatherings: Gatherings = field(default_factory=Gatherings)


@dataclass
class World:
    """A firm's time zone, its people and its communities; `days` are those of the period, both included."""

    tenant: UUID
    zone: ZoneInfo
    days: Days
    asked_at: datetime
    people: list[Person]
    histories: list[History] = field(default_factory=list)

    def start_of(self, day: date) -> datetime:
        """The first moment of a day in the firm's time zone."""
        return datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)


def make(dice: Random, *, tenant: UUID, remover: UUID, communities: int, days: Days | None = None) -> World:
    """A world drawn from `dice`, not written yet; without `days` its period is drawn as well."""
    first = date(2025, 10, 1) + timedelta(days=dice.randrange(60))
    days = days or (first, first + timedelta(days=dice.choice((0, 6, 29, 30, 89))))
    zone = ZoneInfo(dice.choice(ZONES))
    asked_at = datetime.combine(days[1] + timedelta(days=dice.choice((1, 5, 40))), time(9), tzinfo=UTC)
    people = [_person(dice, tenant, at=number, created_at=asked_at) for number in range(16)]
    world = World(tenant, zone, days, asked_at, people)
    for number in range(communities):
        world.histories.append(_history(dice, world, number=number, remover=remover))
    return world


def write(world: World) -> None:
    """Stores everything; the firm keeps its days in the world's time zone from now on."""
    tables = (Tenant, Person, Community, Membership, Thread, Post, Removal, Reaction)
    with loading([*tables, *TABLES]):
        Tenant.objects.using(OWNER).filter(id=world.tenant).update(time_zone=world.zone.key)
        Person.objects.using(OWNER).bulk_create(world.people)
        Community.objects.using(OWNER).bulk_create([one.community for one in world.histories])
        for name, model in zip(
            ("seats", "threads", "posts", "removals", "reactions"), tables[3:], strict=True
        ):
            model._default_manager.using(OWNER).bulk_create(
                [row for one in world.histories for row in getattr(one, name)]
            )
        for name, table in zip(NAMES, TABLES, strict=True):
            table._base_manager.using(OWNER).bulk_create(
                [row for one in world.histories for row in getattr(one.gatherings, name)]
            )


def _person(dice: Random, tenant: UUID, *, at: int, created_at: datetime) -> Person:
    return Person(
        tenant_id=tenant,
        id=uuid4(),
        party=Party.CUSTOMER,
        display_name=f"P{at}",
        job_function=dice.choice(FUNCTIONS),
        country=dice.choice(COUNTRIES),
        is_system=at < 2,
        created_at=created_at,
    )


def _history(dice: Random, world: World, *, number: int, remover: UUID) -> History:
    place = uuid4()
    shell = Community(
        tenant_id=world.tenant,
        id=place,
        kind=Kind.CUSTOMER,
        slug=f"history-{place.hex}",
        name=f"History {number}",
        stage_since=world.days[0],
        created_at=world.asked_at,
    )
    history = History(shell)
    chosen = dice.sample(world.people, dice.randint(0, len(world.people)))
    history.seats = [_seat(dice, world, shell, person) for person in chosen]
    for _ in range(dice.choice((0, 1, 3, 9))):
        _thread(dice, world, history)
    for post in history.posts:
        if dice.random() < 0.12:
            history.removals.append(
                Removal(
                    **_ours(history),
                    post_id=post.id,
                    removed_by_id=remover,
                    reason="",
                    removed_at=world.asked_at,
                )
            )
        history.reactions.extend(_reactions(dice, world, history, post))
    first, last = world.days
    around = Around(
        first, last, world.start_of(first), world.start_of(last + timedelta(days=1)), world.asked_at
    )
    keys = {"tenant_id": world.tenant, "community_id": place}
    history.gatherings = gather(dice, around, keys=keys, seats=history.seats)
    return history


def _thread(dice: Random, world: World, history: History) -> None:
    began, author = _moment(dice, world), _author(dice, world)
    thread = Thread(
        **_ours(history), title="", author_id=author, created_at=began, last_post_at=began, post_count=1
    )
    history.threads.append(thread)
    moments = [began, *(_later(dice, world, began) for _ in range(dice.choice((0, 0, 1, 2, 5))))]
    for number, at in enumerate(moments, start=1):
        writer = author if number == 1 or dice.random() < 0.2 else _author(dice, world)
        history.posts.append(
            Post(
                **_ours(history),
                thread_id=thread.id,
                number=number,
                author_id=writer,
                body="",
                body_html="",
                search_text="",
                created_at=at,
            )
        )


def _seat(dice: Random, world: World, shell: Community, person: Person) -> Membership:
    state = dice.choice((*[MemberState.ACTIVE] * 4, *[MemberState.ENDED] * 2, MemberState.REQUESTED))
    joined = None if state == MemberState.REQUESTED else _joined(dice, world)
    ended = None
    if state == MemberState.ENDED and joined:
        ended = max(joined + TICK, _moment(dice, world))
    return Membership(
        tenant_id=world.tenant,
        id=uuid4(),
        community_id=shell.id,
        kind=shell.kind,
        person_id=person.id,
        party=person.party,
        role=dice.choice([*[MemberRole.MEMBER] * 6, MemberRole.LEADER, MemberRole.DEPUTY]),
        state=state,
        entry_route=dice.choice([EntryRoute.VOLUNTEERED, EntryRoute.ASSIGNED, EntryRoute.INVITED]),
        asked_at=world.asked_at,
        joined_at=joined,
        ended_at=ended,
    )


def _reactions(dice: Random, world: World, history: History, post: Post) -> Iterator[Reaction]:
    for person in dice.sample([None, *world.people], dice.choice((0, 0, 0, 1, 3))):
        yield Reaction(
            **_ours(history),
            post_id=post.id,
            person_id=person.id if person else None,
            kind="useful",
            created_at=_later(dice, world, post.created_at),
        )


def _author(dice: Random, world: World) -> UUID | None:
    """Few write much; some posts have lost their author, some are the system's."""
    if dice.random() < 0.1:
        return None
    return world.people[min(int(dice.expovariate(0.3)), len(world.people) - 1)].id


def _moment(dice: Random, world: World) -> datetime:
    """Around the period, often at the very border of one of its days."""
    first, last = world.days
    day = dice.choice(
        (first, last, last + timedelta(days=1), first + timedelta(days=dice.randrange(-400, 90)))
    )
    edge = world.start_of(day) + dice.choice(
        (-TICK, TICK * 0, TICK, timedelta(seconds=dice.randrange(86_400)))
    )
    return min(edge, world.asked_at)


def _joined(dice: Random, world: World) -> datetime:
    """Often at the borders of what counts as new, or as a year ago."""
    days = dice.choice((0, 1, 59, 60, 90, 120, 121, 364, 365, dice.randrange(800)))
    moment = world.start_of(world.days[1] - timedelta(days=days))
    return moment + dice.choice((-TICK, TICK * 0, timedelta(hours=7)))


def _later(dice: Random, world: World, moment: datetime) -> datetime:
    later = moment + dice.choice((TICK * 0, TICK, timedelta(seconds=dice.choice(SPANS) * dice.randint(1, 3))))
    return min(later, world.asked_at + dice.choice((TICK * 0, TICK * 0, timedelta(hours=1))))


def _ours(history: History) -> dict[str, UUID]:
    place = history.community
    return {"tenant_id": place.tenant_id, "id": uuid4(), "community_id": place.id}
