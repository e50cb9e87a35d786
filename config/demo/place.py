"""A community under construction, with what the writers of its discussions need."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from communities.community.community import Community
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from tenancy.people.person import Person


@dataclass(eq=False)
class Place:
    """The community, its members in the order of their coming (the leader first), its subjects."""

    community: Community
    subjects: list[str]
    members: list[Person] = field(default_factory=list)
    joined: dict[UUID, datetime] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    posts: dict[str, list[Post]] = field(default_factory=dict)

    @property
    def leader(self) -> Person:
        """Who leads it."""
        return self.members[0]

    def welcome(self, person: Person, at: datetime) -> None:
        """Notes a member."""
        self.members.append(person)
        self.joined[person.id] = at

    def numbered(self, members: int) -> datetime:
        """Since when it has had so many members; IndexError where it never had."""
        return sorted(self.joined.values())[members - 1]

    def present(self, at: datetime) -> list[Person]:
        """The members of that moment."""
        return [person for person in self.members if self.joined[person.id] <= at]
