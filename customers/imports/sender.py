"""Who sends an import: a person in the browser, or a client of the interface."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from customers.clients.signing_in import ClientToken
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for, current_scope

IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a job is opened, run and read: one person or one client of a tenant."""

    tenant: UUID
    person: UUID | None = None
    client: UUID | None = None

    @classmethod
    def of(cls, who: Person | ClientToken) -> "Sender":
        """The sender behind a page or a token."""
        if isinstance(who, ClientToken):
            return cls(who.tenant, client=who.client)
        return cls(who.tenant_id, person=who.id)

    @property
    def purpose(self) -> str:
        """The purpose under which the database knows what is stored for this sender."""
        return f"client:{self.client}" if self.client else IMPORT

    def acting(self, **options: Any) -> AbstractContextManager[object]:
        """A short scope in the sender's name, or a part of the open one."""
        if current_scope() is not None:
            return transaction.atomic()
        return acting_for(self.tenant, self.person, purpose=self.purpose, **options)
