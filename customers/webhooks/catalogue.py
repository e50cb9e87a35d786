"""What systems of the firm can be told of: the types of events, with the schema of each.

The database holds the same list (`app.offered_events`) and writes the messages by it, so that a type or a field that
is not here cannot leave. Nothing that members write, read or do is on it: of a customer community the sponsor may
know its stage, and so may its systems. Verification status and consented membership cross to people, line by line
in the members' ledger; they are told to no machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT, NUMBER, FLAG, ID = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "boolean"},
    {"type": "string", "format": "uuid"},
)
Schema = Mapping[str, Any]
NAMED: Mapping[str, Schema] = {"source": TEXT, "external_id": TEXT}
COUNTED: Mapping[str, Schema] = {
    "object": TEXT,
    "operation": TEXT,
    "dry_run": FLAG,
    "received": NUMBER,
    "successful": NUMBER,
    "failed": NUMBER,
    "unprocessed": NUMBER,
}


@dataclass(frozen=True, slots=True)
class EventType:
    """One type. `verb` and `plane` are those of the recorded event, `fields` what `data` may hold beside `id`.

    A field that the event did not note is left out; `always` are constants of the type.
    """

    name: str
    words: str | Promise
    group: str | Promise
    fields: Mapping[str, Schema] = field(default_factory=dict)
    verb: str = ""
    plane: str = "sponsor"
    always: Mapping[str, str] = field(default_factory=dict)

    @property
    def recorded_as(self) -> str:
        """The verb that sets it off."""
        return self.verb or self.name

    def schema(self) -> dict[str, Any]:
        """The JSON schema of a message of this type."""
        values = {"id": ID, **self.fields, **{name: {"const": said} for name, said in self.always.items()}}
        return {
            "type": "object",
            "required": ["type", "timestamp", "data"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": self.name},
                "timestamp": {"type": "string", "format": "date-time"},
                "data": {
                    "type": "object",
                    "required": ["id", *self.always],
                    "additionalProperties": False,
                    "properties": values,
                },
            },
        }


ACCOUNTS, IMPORTS, PROGRAMME = _("Accounts and contacts"), _("Imports"), _("Programme")
OFFERED: tuple[EventType, ...] = (
    EventType("account.created", _("An account was made, one by one"), ACCOUNTS, NAMED),
    EventType("account.changed", _("An account was changed, one by one"), ACCOUNTS, NAMED),
    EventType("account.merged", _("Two accounts became one"), ACCOUNTS, {"account": ID, "survivor": ID}),
    EventType("account.unmerged", _("Two accounts stand for themselves again"), ACCOUNTS, {"account": ID}),
    EventType("contact.created", _("A contact was made, one by one"), ACCOUNTS, NAMED),
    EventType("contact.changed", _("A contact was changed, one by one"), ACCOUNTS, NAMED),
    EventType("job.completed", _("An import has ended and its counts stand"), IMPORTS, COUNTED),
    EventType("job.failed", _("An import could not be carried out"), IMPORTS, COUNTED),
    EventType("job.aborted", _("An import was stopped"), IMPORTS, COUNTED),
    EventType(
        "sales.imported",
        _("Sales were stored by an import"),
        IMPORTS,
        {"received": NUMBER, "successful": NUMBER, "failed": NUMBER},
    ),
    EventType("report.ready", _("An uplift report has been computed"), PROGRAMME, {"kind": TEXT}),
    EventType(
        "community.stage_changed",
        _("A customer community has entered another stage"),
        PROGRAMME,
        verb="hand_over.accepted",
        plane="community",
        always={"stage": "initiation"},
    ),
)
TEST = "webhook.test"
TYPES: Mapping[str, EventType] = {offered.name: offered for offered in OFFERED}
VERBS = tuple(offered.recorded_as for offered in OFFERED)
