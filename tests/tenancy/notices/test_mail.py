"""Mails are stored with their cause; they leave only when a server is there and the reader may still know."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from django.core.mail import send_mail
from django.test import Client

from communities.community.community import Community
from communities.community.seats import leave_community
from tenancy.notices.identity_mail import IdentityMail
from tenancy.notices.mail import Mail
from tenancy.notices.reading_outbox import stored_mails
from tenancy.notices.sending import identity_mails_wait, send_identity_mails
from tenancy.notices.storing import mail_person
from tenancy.people.person import Person
from tenancy.wall.scope import Scope, acting_for
from tests.cast import Cast
from tests.draining import drain
from tests.tenancy.notices.mail_server import MailServer

Acting = Callable[[str], AbstractContextManager[Scope]]
LINK = "https://example.test/accounts/password/reset/key/abc-def/"


@pytest.fixture
def outbox(settings: Any) -> None:
    """The product's own backend; the test runner puts another one in its place."""
    settings.EMAIL_BACKEND = "tenancy.notices.outbox_backend.OutboxBackend"
    settings.EMAIL_HOST, settings.DEMO = "", True


@pytest.fixture
def server(settings: Any, outbox: None) -> Any:
    """A mail server that takes everything."""
    with MailServer() as started:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", started.port, False
        yield started


def states(tenant: UUID) -> list[str]:
    """Of all mails of a tenant."""
    with acting_for(tenant, purpose="outbox"):
        return list(Mail.objects.order_by("created_at").values_list("state", flat=True))


def write(person: UUID, *, community: UUID | None = None, key: str = "one") -> Any:
    """A mail to a person."""
    return mail_person(
        Person.objects.get(id=person), subject="News", text="Hello", community=community, key=key
    )


def test_a_mail_in_a_scope_is_the_tenants_and_nobody_reads_it(
    cast: Cast, acting: Acting, outbox: None
) -> None:
    with acting("admin"):
        send_mail("Invitation", f"Come in: {LINK}", None, ["new@example.test"])
        assert not Mail.objects.exists()
    assert states(cast.ardenne) == ["stored"]
    assert states(cast.rivalis) == []


def test_a_mail_outside_of_any_scope_lies_beside_the_users(cast: Cast, outbox: None) -> None:
    send_mail("Reset", "text", None, ["a@example.test", "b@example.test"])
    assert set(IdentityMail.objects.values_list("to_address", flat=True)) == {
        "a@example.test",
        "b@example.test",
    }


def test_without_a_server_nothing_waits_to_be_sent(cast: Cast, acting: Acting, outbox: None) -> None:
    send_mail("Reset", "text", None, ["a@example.test"])
    with acting("admin"):
        write(cast.rep)
    drain()
    assert not identity_mails_wait()
    assert states(cast.ardenne) == ["stored"]


def test_a_key_makes_the_second_mail_impossible(cast: Cast, acting: Acting, outbox: None) -> None:
    """F20."""
    with acting("admin"):
        assert write(cast.rep)
        assert write(cast.rep) is None
    assert states(cast.ardenne) == ["stored"]


def test_a_stored_mail_is_sent_once_to_the_persons_own_address(
    cast: Cast, acting: Acting, server: MailServer
) -> None:
    with acting("admin"):
        write(cast.rep)
    drain()
    drain()
    assert [message.receiver for message in server.taken] == ["rep@ardenne.example"]
    assert re.search("Message-ID: <[0-9a-f-]{36}@", server.taken[0].text)
    assert states(cast.ardenne) == ["sent"]


def test_a_mail_about_a_community_that_one_has_left_is_withdrawn(
    cast: Cast, acting: Acting, server: MailServer
) -> None:
    """F20: permission is asked again when it is sent."""
    with acting("physician"):
        write(cast.member, community=cast.circle)
    with acting("member"):
        leave_community(Community.objects.get(id=cast.circle), reason="enough")
    drain()
    assert server.taken == []
    assert states(cast.ardenne) == ["withdrawn"]


def test_a_mail_that_the_server_does_not_take_stays_stored(
    cast: Cast, acting: Acting, server: MailServer
) -> None:
    server.stop()
    with acting("admin"):
        write(cast.rep)
    assert ("notices.send_mail", "again") in drain()
    assert states(cast.ardenne) == ["stored"]


def test_mails_of_sign_in_are_sent_by_a_task_of_no_tenant(cast: Cast, server: MailServer) -> None:
    send_mail("Reset", "text", None, ["a@example.test"])
    assert identity_mails_wait()
    assert (send_identity_mails(), send_identity_mails()) == (1, 0)
    assert server.taken[0].receiver == "a@example.test"


def test_the_outbox_page_shows_each_mail_and_its_link_once(
    cast: Cast, client_of: Callable[[str], Client], outbox: None
) -> None:
    send_mail("Reset your password", f"Follow {LINK} to go on.", None, ["a@example.test"])
    mail = stored_mails()[0]
    client, page = client_of(""), f"/outbox/{mail.side}/{mail.id}/"
    assert "Reset your password" in client.get("/outbox/").content.decode()
    assert LINK not in client.get(page).content.decode()
    assert LINK in client.post(f"{page}link/").content.decode()
    assert LINK not in client.post(f"{page}link/").content.decode()


@pytest.mark.parametrize("path", ["", "sign-in/{id}/", "{tenant}/{id}/", "nonsense/{id}/"])
def test_outside_of_the_demo_there_is_no_outbox(
    cast: Cast, client_of: Callable[[str], Client], outbox: None, settings: Any, path: str
) -> None:
    settings.DEMO = False
    where = path.format(id=cast.circle, tenant=cast.ardenne)
    assert client_of("admin").get(f"/outbox/{where}").status_code == 404
