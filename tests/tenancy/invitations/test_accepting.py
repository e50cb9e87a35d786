"""Invitations by e-mail: what lets somebody in and what does not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from communities.community.community import Community
from communities.community.membership import Membership
from communities.invitations.inviting import invite_to_seat
from tenancy.invitations.invitation import Invitation
from tenancy.invitations.inviting import Sent, invite_customer, invite_staff, revoke
from tenancy.people.person import Person
from tenancy.people.user import User
from tests.cast import Cast

Acting = Callable[[str], AbstractContextManager[Any]]
ClientOf = Callable[[str], Client]
NEW = {"name": "Dr. Nina Neu", "password": "long enough to be good", "statement": "on"}
pytestmark = pytest.mark.usefixtures("committed")


def invited(acting: Acting, by: str = "physician", email: str = "nina@klinik.example") -> Sent:
    with acting(by):
        circle = Community.objects.get(slug="circle")
        return invite_to_seat(circle, email=email, name="Dr. Nina Neu", role="member")


def test_a_new_person_sets_a_password_names_herself_and_is_in(cast: Cast, acting: Acting) -> None:
    sent, client = invited(acting), Client()
    assert b"paid for by Ardenne Critical Care" in client.get(sent.path).content
    answer = client.post(sent.path, NEW)
    assert answer.headers["Location"] == "/p/kreis/"
    assert client.get("/p/kreis/").status_code == 200
    with acting("physician"):
        seat = Membership.objects.get(person__display_name="Dr. Nina Neu")
        assert (seat.state, seat.entry_route, seat.invited_by_party) == ("active", "invited", "customer")


def test_the_sponsor_statement_must_be_confirmed_and_the_password_be_good(cast: Cast, acting: Acting) -> None:
    sent = invited(acting)
    answer = Client().post(sent.path, {"name": "Dr. Nina Neu", "password": "short"})
    assert answer.status_code == 200
    assert b"Please confirm" in answer.content
    assert b"too short" in answer.content
    assert not User.objects.filter(email="nina@klinik.example").exists()


def test_a_token_works_once(cast: Cast, acting: Acting) -> None:
    sent = invited(acting)
    Client().post(sent.path, NEW)
    again = Client().post(sent.path, NEW)
    assert again.status_code == 410
    assert User.objects.filter(email="nina@klinik.example").count() == 1


def test_a_token_that_never_existed_is_not_found(cast: Cast) -> None:
    assert Client().get("/invitations/abcdefgh/").status_code == 404


def test_an_existing_user_signs_in_first(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    sent = invited(acting, email="outsider@ardenne.example")
    answer = Client().get(sent.path)
    assert b"You already have an account" in answer.content
    assert b"outsider@" not in answer.content
    assert Client().post(sent.path, NEW).status_code == 200
    client = client_of("outsider")
    assert client.post(sent.path, {"name": "Dr. Olga Petrova", "statement": "on"}).status_code == 302
    assert client.get("/p/kreis/communities/circle/members/").status_code == 200


def test_somebody_elses_link_opens_nothing(cast: Cast, acting: Acting, client_of: ClientOf) -> None:
    sent = invited(acting)
    answer = client_of("outsider").post(sent.path, {"name": "x", "statement": "on"})
    assert answer.status_code == 403
    assert client_of("outsider").get("/p/kreis/communities/circle/members/").status_code == 404


def test_the_database_itself_compares_the_address(cast: Cast, acting: Acting) -> None:
    from tenancy.invitations.inviting import accept
    from tenancy.wall.refusals import RuleBroken

    sent = invited(acting)
    with pytest.raises(RuleBroken, match="wrong_address"):
        accept(sent.token, user_id=cast.outsider_user, name="x", language="en", statement="")


def test_a_withdrawn_or_expired_invitation_is_closed(cast: Cast, acting: Acting) -> None:
    first, second = invited(acting), invited(acting, email="other@klinik.example")
    with acting("physician"):
        revoke(Invitation.objects.get(id=first.id))
    assert Client().get(first.path).status_code == 410
    _age(second)
    answer = Client().get(second.path)
    assert answer.status_code == 410
    assert b"expired" in answer.content


def test_staff_never_come_in_by_a_customers_invitation(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    sent = invited(acting, email="rep@ardenne.example")
    answer = client_of("rep").post(sent.path, {"name": "Rita Sommer", "statement": "on"})
    assert answer.status_code == 409
    with acting("physician"):
        assert not Membership.objects.filter(community_id=cast.circle, party="staff").exists()


def test_whom_a_steward_proposes_waits_for_the_leader_and_shows_as_such(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    _let_the_rep_invite(cast, acting)
    sent = invited(acting, by="rep")
    assert b"comes from the sponsor" in Client().get(sent.path).content
    Client().post(sent.path, NEW)
    page = client_of("physician").get("/p/kreis/communities/circle/members/").content.decode()
    assert "proposed by the sponsor" in page
    assert "Let in" in page
    ledger = client_of("physician").get("/p/kreis/communities/circle/ledger/").content.decode()
    assert "Invitation of Dr. Nina Neu" in ledger


def test_staff_do_not_learn_whether_their_invitation_was_used(
    cast: Cast, acting: Acting, client_of: ClientOf
) -> None:
    """The two worlds: one in which she came, one in which she did not."""
    _let_the_rep_invite(cast, acting)
    sent, address = invited(acting, by="rep"), "/w/ardenne/communities/circle/invitations/"
    before = client_of("rep").get(address).content
    Client().post(sent.path, NEW)
    assert _without_tokens(client_of("rep").get(address).content) == _without_tokens(before)
    with acting("rep"):
        assert Invitation.objects.get(id=sent.id).acceptances.count() == 0
        assert not Person.objects.filter(display_name="Dr. Nina Neu").exists()


def test_a_steward_without_the_switch_invites_nobody(cast: Cast, client_of: ClientOf) -> None:
    address = "/w/ardenne/communities/circle/invitations/"
    assert client_of("rep").get(address).status_code == 403
    assert client_of("colleague").post(address, {"email": "a@b.example", "name": "x"}).status_code == 403


def test_an_administrator_invites_staff_who_come_with_their_roles(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of("admin").post(
        "/w/ardenne/settings/people/invitations/",
        {"email": "new@ardenne.example", "name": "Nora Neu", "roles": ["marketing"]},
    )
    link = str(answer.context["link"])
    assert link.rsplit("/", 2)[1] in mail.outbox[0].body
    client = Client()
    assert client.post(link, {"name": "Nora Neu", "password": "a long enough password"}).status_code == 302
    assert client.get("/w/ardenne/").status_code == 200
    assert client.get("/w/ardenne/settings/people/").status_code == 403


@pytest.mark.parametrize("who", ["rep", "manager", "physician", "operator", "rival"])
def test_only_the_tenants_administrator_invites_staff(cast: Cast, acting: Acting, who: str) -> None:
    from tenancy.wall.refusals import NotAllowed

    if who == "rival":  # an administrator, but of another firm
        with acting(who):
            sent = invite_staff(email="x@y.example", name="X", roles=[])
        with acting("admin"):
            assert not Invitation.objects.filter(id=sent.id).exists()
        return
    with pytest.raises(NotAllowed), acting(who):
        invite_staff(email="x@y.example", name="X", roles=[])


def test_nobody_gives_an_operators_role_by_invitation(cast: Cast, acting: Acting) -> None:
    from tenancy.wall.refusals import RuleBroken

    with pytest.raises(RuleBroken, match="unknown_role"), acting("admin"):
        invite_staff(email="x@y.example", name="X", roles=["operator_admin"])


def test_the_operator_invites_to_the_portal_and_nowhere_else(cast: Cast, acting: Acting) -> None:
    with acting("operator"):
        sent = invite_customer(email="nina@klinik.example", name="Dr. Nina Neu")
    client = Client()
    client.post(sent.path, NEW)
    assert client.get("/p/kreis/communities/circle/members/").status_code == 404
    assert client.get("/w/ardenne/").status_code == 404


def _age(sent: Sent) -> None:
    """Lets an invitation's time run out; the owner is walled too, so a policy opens for a moment."""
    table = "tenancy_invitation"
    name = connection.settings_dict["NAME"]
    _owner(name, f"create policy aging on {table} to app_owner using (true) with check (true)")
    past = f"expires_at = expires_at - interval '{timedelta(days=60).days} days'"
    _owner(name, f"update {table} set {past} where id = '{sent.id}'")
    _owner(name, f"drop policy aging on {table}")


def _owner(database: str, statement: str) -> None:
    import os

    import psycopg2

    from config.databases import database as parsed

    target = parsed(os.environ["MIGRATION_DATABASE_URL"])
    with (
        psycopg2.connect(
            dbname=database,
            user=target["USER"],
            password=target["PASSWORD"],
            host=target["HOST"],
            port=target["PORT"],
        ) as owner,
        owner.cursor() as cursor,
    ):
        cursor.execute(statement)


def _let_the_rep_invite(cast: Cast, acting: Acting) -> None:
    from communities.community.stewardship import Stewardship

    with acting("physician"):
        Stewardship.objects.filter(community_id=cast.circle).update(may_manage_invitations=True)


def _without_tokens(page: bytes) -> bytes:
    import re

    return re.sub(rb'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=)"[^"]*"', b"", page)
