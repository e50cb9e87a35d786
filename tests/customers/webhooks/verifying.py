"""Verification as a receiver writes it from the specification alone (Standard Webhooks 1.0.0)."""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping


class NotGenuine(Exception):
    """The message was not signed with this secret, or it is too old."""


def verify(secret: str, headers: Mapping[str, str], body: bytes) -> None:
    """Raises NotGenuine unless one signature is right and the time within five minutes."""
    told = {name.lower(): value for name, value in headers.items()}
    message, timestamp = told["webhook-id"], told["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        raise NotGenuine("too old")
    key = base64.b64decode(secret.split("_", 1)[1])
    content = b".".join([message.encode(), timestamp.encode(), body])
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    for versioned in told["webhook-signature"].split(" "):
        version, _comma, signature = versioned.partition(",")
        if version == "v1" and hmac.compare_digest(signature, expected):
            return
    raise NotGenuine("no signature fits")
