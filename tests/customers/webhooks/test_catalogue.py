"""What may be told is one list, in the code and in the database, with a schema of each type."""

from customers.webhooks.catalogue import OFFERED, TYPES
from tenancy.wall.functions import call_rows
from tests.customers.conftest import Acting

SAID_BY_MEMBERS = (
    "post",
    "thread",
    "answer",
    "reaction",
    "seat",
    "privacy",
    "passage",
    "verification",
    "member",
)


def test_the_database_offers_exactly_the_catalogue(acting: Acting) -> None:
    """The database writes the messages by its own list: a type needs a migration."""
    with acting("admin"):
        held = {row[0]: row[1:] for row in call_rows("offered_events")}
    listed = {
        offered.name: (offered.recorded_as, offered.plane, sorted(offered.fields), dict(offered.always))
        for offered in OFFERED
    }
    assert {n: (v, p, sorted(f), a) for n, (v, p, f, a) in held.items()} == listed


def test_nothing_that_members_do_is_offered() -> None:
    """Design 02, section 3: of a customer community its stage alone."""
    for offered in OFFERED:
        assert not offered.recorded_as.startswith(SAID_BY_MEMBERS), offered.name
        assert offered.plane == "sponsor" or offered.name == "community.stage_changed"
    assert dict(TYPES["community.stage_changed"].fields) == {}


def test_every_schema_is_closed() -> None:
    for offered in OFFERED:
        schema = offered.schema()
        data = schema["properties"]["data"]
        assert (schema["additionalProperties"], data["additionalProperties"]) == (False, False)
        assert set(data["properties"]) == {"id", *offered.fields, *offered.always}
