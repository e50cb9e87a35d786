"""Webhooks in the settings: added with a secret shown once, tested, read in the log, switched, removed."""

import re

import pytest
from django.test import Client

from customers.webhooks.delivery import WebhookDelivery
from customers.webhooks.endpoint import WebhookEndpoint
from tests.customers.conftest import Acting, ClientOf
from tests.customers.webhooks.conftest import Receiver
from tests.customers.webhooks.verifying import verify
from tests.draining import drain

PAGE = "/w/ardenne/settings/webhooks/"
pytestmark = pytest.mark.usefixtures("committed")


def added(admin: Client, url: str) -> tuple[str, str]:
    """Address of its page and its secret."""
    made = admin.post(f"{PAGE}new/", {"url": url, "description": "CRM", "types": ["job.completed"]}).text
    secret = re.search(r'id="webhook-secret"[^>]*value="([^"]+)"', made)
    here = re.search(rf'action="({PAGE}[0-9a-f-]+/)secret/"', made)
    assert secret is not None
    assert here is not None
    return here[1], secret[1]


def test_a_webhook_is_added_and_tested(client_of: ClientOf, receiver: Receiver, acting: Acting) -> None:
    """A10.03: the secret is shown once; a test message verifies with it."""
    admin = client_of("admin")
    here, secret = added(admin, f"{receiver.url}/hook")
    assert secret not in admin.get(here).text
    receiver.answers["/hook"] = (500, {}, b"<b>no</b>", 0)
    log = admin.post(f"{here}test/")["Location"]
    assert 'hx-trigger="every 1s"' in admin.get(log).text
    drain()
    verify(secret, *receiver.got[0][1:])
    seen = admin.get(log).text
    assert "It answered 500" in seen
    assert "&lt;b&gt;no&lt;/b&gt;" in seen
    assert "webhook.test" in seen
    receiver.answers.clear()
    assert admin.post(f"{log}redelivery/").status_code == 302
    drain()
    assert "It answered" not in admin.get(log, headers={"HX-Request": "true"}).text
    assert admin.get(f"{here}?state=failed").status_code == 200
    with acting("admin"):
        assert WebhookDelivery.objects.get().attempts == 2


def test_it_is_switched_changed_rotated_and_removed(client_of: ClientOf, receiver: Receiver) -> None:
    admin = client_of("admin")
    here, _secret = added(admin, f"{receiver.url}/hook")
    admin.post(f"{here}switch/", {"wanted": "0"})
    assert "switched off by hand" in admin.get(here).text
    assert admin.post(f"{here}test/").status_code == 409
    admin.post(f"{here}switch/", {"wanted": "1"})
    changed = {"url": f"{receiver.url}/other", "description": "", "types": ["job.failed", "job.completed"]}
    assert admin.post(f"{here}edit/", changed).status_code == 302
    assert "two at once" in admin.post(f"{here}secret/").text
    assert admin.post(f"{here}removal/", {"confirm_name": "x"}).status_code == 400
    assert admin.post(f"{here}removal/", {"confirm_name": "127.0.0.1"}).status_code == 302
    assert admin.get(here).status_code == 404
    assert "No system is told yet" in admin.get(PAGE).text


def test_a_bad_address_is_explained_beside_the_field(client_of: ClientOf) -> None:
    answer = client_of("admin").post(f"{PAGE}new/", {"url": "https://10.0.0.1/", "types": ["job.failed"]})
    assert answer.status_code == 400
    assert "private network" in answer.text
    assert 'value="https://10.0.0.1/"' in answer.text


def test_webhooks_are_for_administrators(client_of: ClientOf, receiver: Receiver, acting: Acting) -> None:
    here, _secret = added(client_of("admin"), f"{receiver.url}/hook")
    for who, status in (("rep", 403), ("manager", 403), ("physician", 404), ("operator", 404)):
        assert client_of(who).get(PAGE).status_code == status, who
        assert client_of(who).get(here).status_code == status, who
    assert client_of("rival").get(here.replace("ardenne", "rivalis")).status_code == 404
    with acting("rep"):
        assert not WebhookEndpoint.objects.exists()
