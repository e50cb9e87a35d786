"""A POST that is sent twice acts once: its answer is kept in the transaction of its effect."""

import hashlib
import re
from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import exceptions, serializers
from rest_framework.request import Request

from tenancy.wall.functions import call
from tenancy.wall.refusals import RuleBroken

HEADER = "Idempotency-Key"
FORM = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS = ("Content-Type", "Location", "ETag")


class KeyReused(exceptions.APIException):
    """One key for two different calls."""

    status_code = 422
    default_detail = "This Idempotency-Key was used for another call. Use a new key for a new call."
    default_code = "idempotency_key_reused"


class KeyInUse(exceptions.APIException):
    """The first call with the key has not ended."""

    status_code = 409
    default_detail = "The call with this Idempotency-Key is still running. Ask again in a moment."
    default_code = "idempotency_key_in_use"
    wait = 1.0


REFUSED: dict[str, type[exceptions.APIException]] = {
    "idempotency_key_reused": KeyReused,
    "idempotency_key_in_use": KeyInUse,
}


def key_of(request: Request) -> str | None:
    """The key of a POST, None without one; raises ValidationError for one that is not printable ASCII."""
    key = request.headers.get(HEADER) if request.method == "POST" else None
    if key is not None and not FORM.fullmatch(key):
        raise serializers.ValidationError({HEADER: "This must be 1 to 255 printable ASCII characters."})
    return key


def fingerprint_of(request: Request) -> str:
    """What a repeated call must equal; reads the body, so it is asked for before a scope is opened."""
    asked = request._request
    said = "\n".join((asked.method or "", asked.get_full_path(), asked.content_type or "")).encode()
    return hashlib.sha256(said + b"\n" + asked.body).hexdigest()


def once(key: str | None, fingerprint: str, work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `work`, or the kept one of the first call with this key; needs the client's open scope.

    An answer below 400 is kept for 24 hours, together with the effect or not at all. Raises KeyReused (422)
    where the first call said something else and KeyInUse (409) while it is running.
    """
    if key is None:
        return work()
    try:
        kept = call("claim_idempotency_key", key, fingerprint)
    except RuleBroken as broken:
        raise REFUSED[broken.rule]() if broken.rule in REFUSED else broken from None
    if kept is not None:
        headers = kept["headers"] | {"Idempotent-Replayed": "true"}
        return HttpResponse(kept["body"].encode(), status=kept["status"], headers=headers)
    answer = work()
    if isinstance(answer, HttpResponse) and answer.status_code < 400:
        headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
        call("keep_idempotent_answer", key, fingerprint, answer.status_code, headers, answer.content.decode())
    return answer
