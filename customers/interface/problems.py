"""Every kind of problem that the interface answers with, in plain words: the pages behind `type`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, what it means, and what to do about it."""

    status: int
    meaning: str
    remedy: str


KINDS: dict[str, Kind] = {
    "malformed": Kind(
        400,
        "The body is no JSON that we read: broken, with a name twice, NUL, half a character or too deep.",
        "`errors[0].pointer` says where. Send UTF-8 JSON with each name once, nested at most 32 levels.",
    ),
    "invalid": Kind(
        400,
        "A field, parameter or header has not the form that it must have, or does not exist.",
        "Each entry of `errors` names one (JSON pointer) and says what it must be. Nothing was changed.",
    ),
    "not-authenticated": Kind(
        401,
        "The call carries no token or key.",
        "Send `Authorization: Bearer …` with a token from /identity/token or a key `ck_live_…`.",
    ),
    "authentication-failed": Kind(
        401,
        "The token or key is unknown, has expired or was revoked.",
        "Fetch a new token (they last an hour), or ask your administrator for a key that is in force.",
    ),
    "permission-denied": Kind(
        403,
        "The token has not the scope that this call needs.",
        "`detail` names the scope. Ask your administrator for a client or key with it.",
    ),
    "address-not-allowed": Kind(
        403,
        "The client may be used from certain networks only, and this call comes from elsewhere.",
        "Call from there, or ask your administrator to add the network.",
    ),
    "not-allowed": Kind(
        403, "The client may not do this to this thing.", "`detail` says what stands against it."
    ),
    "not-found": Kind(
        404,
        "There is no such thing, or it belongs to somebody else: another tenant, or a source that is not yours.",
        "Look at the address: source and external id are exact, leading zeros included.",
    ),
    "method-not-allowed": Kind(
        405, "The address has no such method.", "The header `Allow` names those that it has."
    ),
    "not-acceptable": Kind(
        406,
        "The answer does not come in the form that `Accept` asks for.",
        "Send `Accept: application/json`.",
    ),
    "idempotency-key-in-use": Kind(
        409,
        "The first call with this Idempotency-Key is still running.",
        "Wait as long as `Retry-After` says and send the same call again.",
    ),
    "conflict": Kind(
        409, "As things stand now, this cannot be done.", "`detail` says which rule stands against it."
    ),
    "source-exists": Kind(
        409,
        "A source with this code is there already; sources that speak first are made by themselves.",
        "Read it with GET /sources/{code} and change it with PATCH and If-Match.",
    ),
    "already-merged": Kind(
        409,
        "The account is part of another one already.",
        "GET one of its ids shows the account that remained. Undo that merge first if it was wrong.",
    ),
    "same-account": Kind(
        409,
        "Both ids lead to one account already.",
        "Nothing needs to be done.",
    ),
    "already-undone": Kind(
        409,
        "The merge was undone already.",
        "Nothing needs to be done.",
    ),
    "precondition-failed": Kind(
        412,
        "The thing has changed since you read it, or is there although you expected it not to be.",
        "Read it again, look at what changed, and send your change with the new ETag.",
    ),
    "too-large": Kind(
        413, "The body is longer than this address takes.", "Send smaller batches, or a file with POST /jobs."
    ),
    "unsupported-media-type": Kind(
        415,
        "The body comes in a form that this address does not read.",
        "Send `Content-Type: application/json`; PATCH takes `application/merge-patch+json` as well.",
    ),
    "idempotency-key-reused": Kind(
        422,
        "This Idempotency-Key was used within 24 hours for a call with another address or body.",
        "Make a new key for each new call; repeat a key only to repeat the same call.",
    ),
    "precondition-required": Kind(
        428,
        "Configuration is changed only by who has read it: the call carries no If-Match.",
        "GET the thing and send its ETag as `If-Match`.",
    ),
    "too-many-calls": Kind(
        429,
        "The client, or all clients of the tenant together, have used up the calls of this minute.",
        "Wait as long as `Retry-After` says. Batches and jobs take many records in one call.",
    ),
    "internal": Kind(
        500, "Something went wrong on our side.", "Tell us the `trace_id`; it is safe to repeat the call."
    ),
    "unavailable": Kind(
        503,
        "The database does not answer at the moment.",
        "Wait as long as `Retry-After` says and send the call again; with an Idempotency-Key nothing happens twice.",
    ),
    "insufficient-storage": Kind(
        507, "There is no room for the file at the moment.", "Nothing of it was kept. Send it again later."
    ),
}
