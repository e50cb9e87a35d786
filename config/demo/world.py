"""What the loader knows while it builds: the moment, the dice, the rows, the people."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from config.demo.clock import Clock
from config.demo.rows import Rows
from tenancy.people.person import Party, Person
from tenancy.people.role_assignment import RoleAssignment

VERIFIED_FOR = timedelta(days=540)


@dataclass
class World:
    """One tenant of the demo under construction; the same seed makes the same rows, ids included."""

    tenant: UUID
    clock: Clock
    rows: Rows
    dice: Random
    people: dict[str, Person] = field(default_factory=dict)
    staff: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    physicians: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    districts: dict[UUID, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def uuid(self) -> UUID:
        """The next id."""
        return UUID(int=self.dice.getrandbits(128), version=4)

    def keys(self) -> dict[str, UUID]:
        """Tenant and id of a fresh row."""
        return {"tenant_id": self.tenant, "id": self.uuid()}

    def named_keys(self, *named: Any) -> dict[str, UUID]:
        """Tenant and id of a row that these words name: no throw of the dice, so that what others build stays."""
        return {"tenant_id": self.tenant, "id": uuid5(self.tenant, " ".join(map(str, named)))}

    def person(self, party: Party, name: str, *, since: datetime, **facts: Any) -> Person:
        """A person of the tenant; customers are verified unless `verified` is False."""
        verified = facts.pop("verified", True) and party == Party.CUSTOMER
        until = self.clock.today + VERIFIED_FOR if verified else None
        return self.rows.add(
            Person(
                **self.keys(),
                party=party,
                display_name=name,
                created_at=since,
                verified_until=until,
                **facts,
            )
        )

    def role(self, person: Person, role: str) -> None:
        """Gives a role, and lists the person under it."""
        self.staff[role].append(person)
        self.rows.add(
            RoleAssignment(**self.keys(), person_id=person.id, role=role, granted_at=person.created_at)
        )
