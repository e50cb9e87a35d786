"""Strong ETags: what a client read is what it changes."""

import hashlib
import re
from typing import Any

from rest_framework import exceptions
from rest_framework.request import Request

from customers.interface.rendering import written

TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')


class PreconditionRequired(exceptions.APIException):
    """A change of configuration that does not say what it is based on."""

    status_code = 428
    default_detail = "Send If-Match with the ETag that GET gave you, so that nobody's change is lost."
    default_code = "precondition_required"


class PreconditionFailed(exceptions.APIException):
    """The thing is not what the client believes it to be."""

    status_code = 412
    default_detail = "It has changed since you read it. Read it again and repeat your change on that."
    default_code = "precondition_failed"


def etag_of(body: bytes) -> str:
    """The strong ETag of these bytes."""
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def demand_if_match(request: Request) -> None:
    """Raises PreconditionRequired (428) where If-Match is missing."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired


def check_match(request: Request, shown: Any) -> None:
    """Raises PreconditionFailed (412) unless If-Match and If-None-Match hold for what GET would answer now.

    `shown` is that answer, or None where there is nothing yet. Without either header everything holds.
    """
    current = None if shown is None else etag_of(written(shown))
    wanted, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    if wanted is not None and not _names(wanted, current, strongly=True):
        raise PreconditionFailed
    if unwanted is not None and _names(unwanted, current):
        raise PreconditionFailed


def is_unchanged(request: Request, tag: str) -> bool:
    """Whether If-None-Match names the tag: then 304 is the answer to a GET."""
    return _names(request.headers.get("If-None-Match", ""), tag)


def _names(said: str, current: str | None, *, strongly: bool = False) -> bool:
    if said.strip() == "*":
        return current is not None
    tags = TAG.findall(said)
    return current in (tags if strongly else [tag.removeprefix("W/") for tag in tags])
