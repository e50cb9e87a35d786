"""The cast: the same people in every test, in two firms that must never meet.

Ardenne: Rita (sales rep), Leo (leads the community of practice), Mona (manager), Ada (administrator),
Otto (programme office), Dr. Hanna Reuter (leads the circle), Dr. Luca (member of it), Dr. Olga
(leads another circle, has Dr. Luca as a guest in its thread and has shown its first post to Dr. Hanna),
Dr. Nils (accepted in the circle, never verified), Ole (operator).
Rivalis: Rufus (manager and administrator), Dr. Rosa (leads their circle).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.seats import (
    accept_hand_over,
    answer_invitation,
    ask_to_join,
    decide_request,
    offer_seat,
)
from communities.community.starting import start_community
from communities.discussions.posting import open_thread, reply
from communities.discussions.thread import Thread
from communities.passages.opening import open_passage
from tenancy.people.founding import found_person, found_portal, found_tenant, found_user
from tenancy.people.person import Party, Person
from tenancy.people.session import SessionStore
from tenancy.wall.scope import acting_for

CANARY = "kanarienvogel"
VERIFIED = date(2099, 12, 31)
PASSWORD = "correct horse battery staple"
THEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PEOPLE: dict[str, tuple[str, Party, str, tuple[str, ...], date | None]] = {
    "rep": ("ardenne", Party.STAFF, "Rita Sommer", ("sales_rep",), None),
    "colleague": ("ardenne", Party.STAFF, "Karl Vogt", ("sales_rep",), None),
    "leader": ("ardenne", Party.STAFF, "Leo Brandt", ("medical",), None),
    "manager": ("ardenne", Party.STAFF, "Mona Keller", ("management",), None),
    "admin": ("ardenne", Party.STAFF, "Ada Lindqvist", ("tenant_admin",), None),
    "office": ("ardenne", Party.STAFF, "Otto Blanc", ("programme_office",), None),
    "physician": ("ardenne", Party.CUSTOMER, "Dr. Hanna Reuter", (), VERIFIED),
    "member": ("ardenne", Party.CUSTOMER, "Dr. Luca Bernasconi", (), VERIFIED),
    "outsider": ("ardenne", Party.CUSTOMER, "Dr. Olga Petrova", (), VERIFIED),
    "newcomer": ("ardenne", Party.CUSTOMER, "Dr. Nils Holm", (), None),
    "operator": ("ardenne", Party.OPERATOR, "Ole Kontor", ("operator_admin",), None),
    "rival": ("rivalis", Party.STAFF, "Rufus Stark", ("management", "tenant_admin", "sales_rep"), None),
    "rival_physician": ("rivalis", Party.CUSTOMER, "Dr. Rosa Klein", (), VERIFIED),
}


@dataclass(frozen=True)
class Cast:
    """Ids of everybody and everything that the template holds, by name."""

    ids: dict[str, Any]

    def __getattr__(self, name: str) -> UUID:
        try:
            return UUID(self.ids[name])
        except KeyError:
            raise AttributeError(name) from None

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of address parameters that say which community a page is about."""
        return ("community", "thread", "post", "seat", "attachment", "number")

    def sample(self, community: str, parameter: str) -> str:
        """The value of such a parameter for `circle` or `cop`; empty where the cast has none."""
        if parameter == "community":
            return {"circle": "circle", "cop": "sepsis"}[community]
        if parameter == "number":
            return "1"
        return str(self.ids.get(f"{community}_{parameter}", ""))

    def tenant_of(self, who: str) -> UUID:
        """The tenant of a person."""
        return UUID(self.ids[PEOPLE[who][0]])

    def surface_of(self, who: str) -> str:
        """The address under which the person's pages lie."""
        tenant, party = PEOPLE[who][0], PEOPLE[who][1]
        return f"/w/{tenant}/" if party is Party.STAFF else f"/p/{self.ids[tenant + '_portal_slug']}/"

    def session_of(self, who: str) -> str:
        """The key of the person's open session."""
        return str(self.ids[f"{who}_session"])


def assemble() -> dict[str, Any]:
    """Fills an empty database through the same doors as the product; returns the ids by name."""
    ids: dict[str, Any] = {}
    for slug, name, portal in (
        ("ardenne", "Ardenne Critical Care", "kreis"),
        ("rivalis", "Rivalis Pharma", "forum"),
    ):
        tenant = found_tenant(slug, name=name, unit="Europe")
        ids[slug] = str(tenant)
        ids[f"{slug}_portal_slug"] = portal
        ids[f"{slug}_portal"] = str(
            found_portal(tenant, slug=portal, name=portal.title(), operator="Kontor Sana eG", sponsor=name)
        )
    for who, (slug, party, name, roles, verified) in PEOPLE.items():
        user = found_user(f"{who}@{slug}.example", password=PASSWORD)
        person = found_person(
            UUID(ids[slug]), party=party, name=name, roles=roles, user=user, verified_until=verified
        )
        ids[who], ids[f"{who}_user"], ids[f"{who}_session"] = str(person), str(user.pk), _signed_in(user)
    _communities(Cast(ids), ids)
    return ids


def _signed_in(user: Any) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.set_expiry(datetime(2099, 1, 1, tzinfo=UTC))
    session.create()
    return str(session.session_key)


def _communities(cast: Cast, ids: dict[str, Any]) -> None:
    with acting_for(cast.ardenne, cast.manager):
        cop = start_community("induced_cop", slug="sepsis", name="Sepsis pathways", leader=cast.leader)
        ids["cop"] = str(cop.id)
    with acting_for(cast.ardenne, cast.rep):
        ask_to_join(cop, motivation="I want to learn")
    _decide_all(cast, "leader", cop)
    _circle(cast, ids, "circle", steward="rep", leader="physician", others=("member", "newcomer"))
    _circle(cast, ids, "other_circle", steward="colleague", leader="outsider", others=())
    _circle(cast, ids, "rival_circle", steward="rival", leader="rival_physician", others=())
    _talk(cast, ids, "leader", "cop", f"Agenda {CANARY}-cop")
    _talk(cast, ids, "physician", "circle", f"Our last case {CANARY}-circle")
    _talk(cast, ids, "outsider", "other_circle", f"Elsewhere {CANARY}-other")
    _talk(cast, ids, "rival_physician", "rival_circle", f"Rival words {CANARY}-rival")
    with acting_for(cast.ardenne, cast.member):
        answer = reply(
            Thread.objects.get(id=ids["circle_thread"]),
            body=f"An answer {CANARY}-reply",
            by=_person(cast.member),
            at=THEN,
        )
        ids["circle_reply"] = str(answer.id)
    with acting_for(cast.ardenne, cast.outsider):
        thread = Thread.objects.get(id=ids["other_circle_thread"])
        open_passage(thread=thread.id, to=cast.member, why="Guest for one question", days=90)
        open_passage(post=UUID(ids["other_circle_post"]), to=cast.physician, why="As we discussed", days=90)


def _circle(
    cast: Cast, ids: dict[str, Any], name: str, *, steward: str, leader: str, others: tuple[str, ...]
) -> None:
    tenant = cast.tenant_of(steward)
    with acting_for(tenant, getattr(cast, steward)):
        circle = start_community("customer", slug=name.replace("_", "-"), name=name.replace("_", " ").title())
        offer_seat(circle, to=getattr(cast, leader), role="leader")
    ids[name] = str(circle.id)
    with acting_for(tenant, getattr(cast, leader)):
        accept_hand_over(circle)
        for other in others:
            offer_seat(circle, to=getattr(cast, other))
    for other in others:
        with acting_for(tenant, getattr(cast, other)):
            answer_invitation(circle, accept=True, motivation="To exchange cases")


def _decide_all(cast: Cast, leader: str, community: Community) -> None:
    with acting_for(cast.tenant_of(leader), getattr(cast, leader)):
        for seat in Membership.objects.filter(community=community, state="requested"):
            decide_request(seat, accept=True)


def _talk(cast: Cast, ids: dict[str, Any], who: str, community: str, title: str) -> None:
    with acting_for(cast.tenant_of(who), getattr(cast, who)):
        thread = open_thread(
            Community.objects.get(id=ids[community]),
            title=title,
            body=f"What do you do when it fails? {CANARY}-body-{community}",
            by=_person(getattr(cast, who)),
            at=THEN,
        )
        ids[f"{community}_thread"] = str(thread.id)
        ids[f"{community}_post"] = str(thread.posts.get(number=1).id)


def _person(person_id: UUID) -> Person:
    return Person.objects.get(id=person_id)
