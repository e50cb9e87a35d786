"""From what happened to the firm's own system: signed, once, and as often as it takes."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from customers.webhooks import delivering
from customers.webhooks.delivering import PAUSES, THREE_DAYS, again_after, rest_after
from customers.webhooks.delivery import DeliveryState, WebhookDelivery
from customers.webhooks.endpoint import Reason, WebhookEndpoint
from customers.webhooks.managing import rotate_secret, send_again, send_test, switch_off
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.notices.mail import Mail
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.conftest import Acting
from tests.customers.webhooks.conftest import Receiver
from tests.customers.webhooks.verifying import NotGenuine, verify
from tests.draining import drain

EndpointAt = Callable[..., tuple[UUID, str]]
COUNTS: dict[str, Any] = {"object": "sales", "received": 3, "successful": 2, "failed": 1, "unprocessed": 0}


@pytest.fixture
def happening(cast: Cast, acting: Acting) -> Callable[..., UUID]:
    """`happening("job.completed", received=3)` is recorded by the administrator."""

    def recorded(verb: str, **ids: Any) -> UUID:
        with acting("admin"):
            admin = Person.objects.get(id=cast.admin)
            return record(admin, verb, by=admin, plane=Plane.SPONSOR, **ids)

    return recorded


def deliveries(acting: Acting) -> list[WebhookDelivery]:
    with acting("admin"):
        return list(WebhookDelivery.objects.order_by("at", "id"))


def test_a_message_arrives_signed_and_thin(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID], cast: Cast, acting: Acting
) -> None:
    """A10.03: the receiver verifies with the specification alone."""
    _endpoint, secret = endpoint_at(f"{receiver.url}/hook", "job.completed")
    happening("job.completed", **COUNTS, file_name="patients.csv")
    drain()
    [(_path, headers, body)] = receiver.got
    verify(secret, headers, body)
    with pytest.raises(NotGenuine):
        verify(secret, headers, body + b" ")
    told = json.loads(body)
    assert told["type"] == "job.completed"
    assert told["data"] == {"id": str(cast.admin), **COUNTS}
    assert headers["Content-Type"] == "application/json"
    [delivery] = deliveries(acting)
    assert (delivery.state, delivery.status, delivery.attempts) == (DeliveryState.DELIVERED, 204, 1)


def test_only_subscribed_types_are_sent_and_each_once(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID]
) -> None:
    endpoint_at(f"{receiver.url}/jobs", "job.completed", "job.failed")
    endpoint_at(f"{receiver.url}/all")
    happening("job.failed")
    happening("account.created", source="crm", external_id="A1")
    happening("role.given", role="management")
    drain()
    drain()
    assert len(receiver.at("/jobs")) == 1
    assert sorted(json.loads(body)["type"] for _, _, body in receiver.at("/all")) == [
        "account.created",
        "job.failed",
    ]


def test_two_signatures_while_a_secret_is_rotated(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID], cast: Cast, acting: Acting
) -> None:
    endpoint, old = endpoint_at(f"{receiver.url}/hook")
    with acting("admin"):
        row, admin = WebhookEndpoint.objects.get(id=endpoint), Person.objects.get(id=cast.admin)
        new = rotate_secret(row, at=timezone.now(), by=admin)
        assert old not in row.sealed_secret + row.earlier_secret
    happening("job.completed")
    drain()
    [(_path, headers, body)] = receiver.got
    verify(old, headers, body)
    verify(new, headers, body)
    with acting("admin"):
        rotate_secret(row, at=timezone.now() - timedelta(days=2), by=admin)
    happening("job.completed")
    drain()
    with pytest.raises(NotGenuine):
        verify(new, *receiver.got[-1][1:])


@pytest.mark.parametrize(
    ("status", "headers", "problem"),
    [(500, {}, "status"), (404, {}, "status"), (302, {"Location": "http://127.0.0.1/"}, "redirect")],
)
def test_a_refusal_is_noted_and_tried_again_later(
    receiver: Receiver,
    endpoint_at: EndpointAt,
    happening: Callable[..., UUID],
    acting: Acting,
    status: int,
    headers: dict[str, str],
    problem: str,
) -> None:
    receiver.answers["/hook"] = (status, headers, b"x" * 5000, 0)
    endpoint_at(f"{receiver.url}/hook")
    happening("job.completed")
    drain()
    [delivery] = deliveries(acting)
    assert (delivery.state, delivery.status, delivery.error) == (DeliveryState.WAITING, status, problem)
    assert len(delivery.response) == 1000
    assert delivery.next_attempt_at is not None
    assert delivery.next_attempt_at > timezone.now()
    assert len(receiver.got) == 1


def test_sending_again_keeps_the_id(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID], acting: Acting
) -> None:
    receiver.answers["/hook"] = (503, {}, b"", 0)
    endpoint, _secret = endpoint_at(f"{receiver.url}/hook")
    happening("job.completed")
    drain()
    receiver.answers.clear()
    with acting("admin"):
        row = WebhookEndpoint.objects.get(id=endpoint)
        assert send_again(row, WebhookDelivery.objects.get().id) == 1
    drain()
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1
    assert [d.state for d in deliveries(acting)] == [DeliveryState.DELIVERED]


def test_a_slow_endpoint_is_cut_off_and_delays_no_other(
    receiver: Receiver,
    endpoint_at: EndpointAt,
    happening: Callable[..., UUID],
    acting: Acting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """F19: one at a time for each endpoint; a timeout is an answer too."""
    monkeypatch.setattr("customers.webhooks.posting.READ_SECONDS", 0.3)
    receiver.answers["/slow"] = (204, {}, b"", 2)
    endpoint_at(f"{receiver.url}/slow")
    endpoint_at(f"{receiver.url}/quick")
    for _ in range(3):
        happening("job.completed")
    drain()
    told = {(d.error, d.state) for d in deliveries(acting)}
    assert told == {("timeout", DeliveryState.WAITING), ("", DeliveryState.DELIVERED)}
    assert len(receiver.at("/quick")) == 3


def test_an_endpoint_that_fails_often_rests(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID], acting: Acting
) -> None:
    """F19: five failures in a row, then one attempt at a time."""
    receiver.answers["/hook"] = (500, {}, b"", 0)
    endpoint_at(f"{receiver.url}/hook")
    for _ in range(9):
        happening("job.completed")
    drain()
    assert len(receiver.got) == 5
    with acting("admin"):
        endpoint = WebhookEndpoint.objects.get()
    assert endpoint.failures == 5
    assert endpoint.paused_until is not None


def test_three_days_of_failure_switch_it_off_and_the_administrators_are_told(
    receiver: Receiver,
    endpoint_at: EndpointAt,
    happening: Callable[..., UUID],
    cast: Cast,
    acting: Acting,
) -> None:
    """A10.03"""
    receiver.answers["/hook"] = (500, {}, b"", 0)
    endpoint, _secret = endpoint_at(f"{receiver.url}/hook")
    with acting("admin"):
        WebhookEndpoint.objects.update(failing_since=timezone.now() - timedelta(days=3, hours=1))
    happening("job.completed")
    happening("job.completed")
    drain()
    with acting("admin"):
        assert WebhookEndpoint.objects.get(id=endpoint).disabled_because == Reason.FAILING
    assert {d.state for d in deliveries(acting)} == {DeliveryState.FAILED}
    with acting_for(cast.ardenne, purpose="outbox"):
        assert list(Mail.objects.values_list("person_id", flat=True)) == [cast.admin]
    happening("job.completed")
    drain()
    assert len(receiver.got) == 1


def test_gone_switches_it_off_at_once(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID], acting: Acting
) -> None:
    receiver.answers["/hook"] = (410, {}, b"", 0)
    endpoint_at(f"{receiver.url}/hook")
    happening("job.completed")
    drain()
    with acting("admin"):
        assert WebhookEndpoint.objects.get().disabled_because == Reason.GONE


def test_a_test_message_goes_to_its_endpoint_alone(
    receiver: Receiver, endpoint_at: EndpointAt, acting: Acting
) -> None:
    endpoint, secret = endpoint_at(f"{receiver.url}/one", "job.failed")
    endpoint_at(f"{receiver.url}/other")
    with acting("admin"):
        send_test(WebhookEndpoint.objects.get(id=endpoint))
    drain()
    [(path, headers, body)] = receiver.got
    verify(secret, headers, body)
    assert (path, json.loads(body)["type"]) == ("/one", "webhook.test")


def test_what_is_switched_off_gets_nothing(
    receiver: Receiver, endpoint_at: EndpointAt, happening: Callable[..., UUID], cast: Cast, acting: Acting
) -> None:
    endpoint, _secret = endpoint_at(f"{receiver.url}/hook")
    with acting("admin"):
        row = WebhookEndpoint.objects.get(id=endpoint)
        switch_off(row, at=timezone.now(), by=Person.objects.get(id=cast.admin))
    happening("job.completed")
    drain()
    assert (receiver.got, deliveries(acting)) == ([], [])


def test_a_hand_over_tells_the_stage_and_not_who_accepted(
    receiver: Receiver, endpoint_at: EndpointAt, cast: Cast, acting: Acting
) -> None:
    """A community's stage is all that crosses."""
    endpoint_at(f"{receiver.url}/hook")
    with acting("physician"):
        from communities.community.community import Community

        circle = Community.objects.get(id=cast.circle)
        by = Person.objects.get(id=cast.physician)
        record(circle, "hand_over.accepted", by=by, community=circle, secret="words of members")
        record(circle, "post.published", by=by, community=circle)
    drain()
    [(_path, _headers, body)] = receiver.got
    told: dict[str, Any] = json.loads(body)
    assert told["type"] == "community.stage_changed"
    assert told["data"] == {"id": str(cast.circle), "stage": "initiation"}


def test_pauses_grow_and_end_after_three_days() -> None:
    """Backoff with jitter: at most a fifth more or less."""
    for attempts, pause in enumerate(PAUSES, start=1):
        assert 0.8 * pause - 1 <= (again_after(attempts, 0) or 0) <= 1.2 * pause + 1
    assert again_after(20, THREE_DAYS - 10) == 10
    assert again_after(20, THREE_DAYS) is None
    assert [rest_after(n) for n in (1, 4)] == [None, None]
    assert (rest_after(5), rest_after(99)) == (60, 900)
    assert delivering.BUDGET_SECONDS < 90
