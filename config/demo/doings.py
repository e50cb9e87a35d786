"""A few things that people do themselves, through the product's own doors: invitations, mails, a machine."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from allauth.account.forms import ResetPasswordForm
from allauth.core.context import request_context
from django.conf import settings
from django.db import transaction
from django.test import RequestFactory

from communities.community.community import Community
from communities.invitations.inviting import invite_to_seat
from config.demo.interface import connect
from config.demo.reading import table
from config.demo.world import World
from customers.clients.api_client import ApiClient
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.invitations.invitation import Invitation
from tenancy.invitations.inviting import Sent, invite_customer, invite_staff, send
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for


def act(world: World) -> None:
    """All of it; what was done already is not done again."""
    facts = table("doings")
    administrator = world.people["zielinska"]
    with acting_for(world.tenant, administrator.id):
        done = ApiClient.objects.exists()
    if not done:
        connect(world, facts["clients"])
        for invitation in facts["invitations"]:
            _invite(world, **invitation)
        _forget_password(facts["forgetful"])


def _invite(world: World, *, by: str, email: str, name: str, **more: Any) -> None:
    """As administrator, operator or leader, whoever `by` is; the mail lies in the outbox."""
    inviter = world.people[by]
    with acting_for(world.tenant, inviter.id):
        if slug := more.get("community"):
            community = Community.objects.get(slug=slug)
            sent = invite_to_seat(community, email=email, name=name, role="member")
            _announce(sent, inviter, to=email, place=community.name, community=community)
        elif roles := more.get("roles"):
            sent = invite_staff(email=email, name=name, roles=roles)
            _announce(sent, inviter, to=email, place=table("firm")["tenant"]["name"], plane=Plane.SPONSOR)
        else:
            sent = invite_customer(email=email, name=name)
            _announce(sent, inviter, to=email, place=table("firm")["portal"]["name"])


def _announce(sent: Sent, inviter: Person, *, to: str, place: str, **where: Any) -> None:
    record(Invitation(id=sent.id), "invitation.made", by=inviter, **where)
    link = f"{settings.PUBLIC_URL}{sent.path}"
    transaction.on_commit(partial(send, to=to, link=link, place=place, inviter=inviter.display_name))


def _forget_password(email: str) -> None:
    """Asks for a new password as the sign-in page does."""
    address = urlsplit(settings.PUBLIC_URL)
    request = RequestFactory(HTTP_HOST=address.netloc).get("/accounts/password/reset/")
    form = ResetPasswordForm({"email": email})
    with request_context(request):
        if form.is_valid():
            form.save(request)
