"""Signing a message as Standard Webhooks says (standardwebhooks.com, version 1.0.0)."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from customers.webhooks.sealing import PREFIX


def headers_of(*, message: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of a message; `timestamp` in seconds since 1970, one signature for each secret."""
    signed = f"{message}.{timestamp}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
