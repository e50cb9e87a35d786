"""Notes of visits and interviews, with who was there, what interested them, and what was promised."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from communities.discussions.markdown import render
from config.demo.clock import length
from config.demo.reading import table
from config.demo.world import World
from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.contact import Contact
from customers.notes.interest import Interest, NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Note
from customers.notes.participant import NoteParticipant
from customers.territories.account_territory import AccountTerritory
from customers.territories.territory_assignment import CareRole, TerritoryAssignment
from tenancy.search.folding import fold
from tenancy.wall.loading import OWNER


class Houses:
    """The accounts in the care of each representative, by name, with their contacts; needs `loading()`."""

    def __init__(self, world: World) -> None:
        accounts = Account.objects.using(OWNER).filter(tenant_id=world.tenant).in_bulk()
        self.cared: dict[UUID, list[Account]] = {}
        for person, account in care_of(world):
            self.cared.setdefault(person, []).append(accounts[account])
        for houses in self.cared.values():
            houses.sort(key=lambda one: (one.segment, one.external_id))
        self.contacts: dict[UUID | None, list[Contact]] = {}
        known = Contact.objects.using(OWNER).filter(tenant_id=world.tenant).exclude(type="system")
        for contact in known.order_by("external_id"):
            self.contacts.setdefault(contact.account_id, []).append(contact)

    def house(self, rep: UUID, number: int) -> Account:
        """One of her accounts, university hospitals first."""
        return self.cared[rep][number]

    def contact(self, account: Account, number: int = 0) -> Contact:
        """One of its contacts."""
        return self.contacts[account.id][number]


def care_of(world: World) -> set[tuple[UUID, UUID]]:
    """Who has which account now, directly or by her own territory."""
    now = {"tenant_id": world.tenant, "until": None}
    direct = AccountAssignment.objects.using(OWNER).filter(**now)
    holders = TerritoryAssignment.objects.using(OWNER).filter(**now, role=CareRole.REP)
    holder_of = dict(holders.values_list("territory_id", "person_id"))
    placed = AccountTerritory.objects.using(OWNER).filter(**now, territory__in=holder_of)
    pairs = set(direct.values_list("person_id", "account_id"))
    return pairs | {
        (holder_of[where], who) for where, who in placed.values_list("territory_id", "account_id")
    }


def note_visits(world: World, houses: Houses) -> list[Note]:
    """The vocabulary and the notes, in the order of the file."""
    facts = table("visits")
    words = {name: _interest(world, name) for name in facts["interests"]}
    return [_note(world, houses, words, one) for one in facts["notes"]]


def _interest(world: World, name: str) -> Interest:
    return world.rows.add(
        Interest(
            **world.keys(),
            name=name,
            search_name=fold(name),
            created_by_id=world.people["esteve"].id,
            created_at=world.clock.day(200),
        )
    )


def _note(world: World, houses: Houses, words: dict[str, Interest], facts: dict[str, Any]) -> Note:
    author, at = world.people[facts["who"]], world.clock.ago(facts["ago"])
    account = houses.house(author.id, facts["house"])
    contact, body = houses.contact(account), facts["body"].strip()
    said = [
        body,
        account.name,
        contact.name,
        facts.get("others", ""),
        facts.get("step", ""),
        *facts["raised"],
    ]
    note = world.rows.add(
        Note(
            **world.keys(),
            account_id=account.id,
            author_id=author.id,
            occasion=facts["occasion"],
            channel=facts["channel"],
            occurred_on=(at - timedelta(hours=3)).date(),
            others_present=facts.get("others", ""),
            body=body,
            body_html=render(body),
            search_text=fold(" ".join(said)),
            at=at,
        )
    )
    world.rows.add(NoteParticipant(**world.keys(), note_id=note.id, contact_id=contact.id))
    for name in facts["raised"]:
        raised = {"note_id": note.id, "interest_id": words[name].id, "contact_id": contact.id}
        world.rows.add(NoteInterest(**world.keys(), **raised))
    if "step" in facts:
        due = world.clock.today + length("1d") * facts["due"]
        world.rows.add(
            NextStep(**world.keys(), note_id=note.id, owner_id=author.id, what=facts["step"], due_on=due)
        )
    return note
