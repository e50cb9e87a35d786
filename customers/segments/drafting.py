"""Working on the segment rules: one draft, what it would change, and publishing it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.segments.rules import Rules
from customers.segments.segment_rules import SegmentRules
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person
from tenancy.slots.rules import words
from tenancy.wall.functions import call, call_rows

words.update(
    {
        "segment_rules_malformed": _("These rules are not written as rules can be written here."),
        "segment_rules_incomplete": _(
            "The rules are not complete: each segment needs a name, a reason and whole conditions."
        ),
        "segment_rules_unchanged": _("These rules are published already; there is nothing new in the draft."),
        "no_segment_draft": _("There is no draft to publish."),
    }
)


@dataclass(frozen=True, slots=True)
class Move:
    """So many accounts would go from one segment to another; "" is no segment. The old name is as it was then."""

    from_key: str
    from_name: str
    to_key: str
    accounts: int


def save_draft(rules: Rules, *, note: str) -> UUID:
    """Keeps the rules as the draft. RuleBroken("segment_rules_malformed"), NotAllowed for non-editors."""
    return UUID(str(call("save_segment_draft", rules, note)))


def drop_draft() -> None:
    """Throws the draft away."""
    call("drop_segment_draft")


def publish(*, by: Person) -> SegmentRules:
    """The draft becomes the version that runs use. RuleBroken where something is missing or nothing changed."""
    version = SegmentRules.objects.get(id=call("publish_segment_rules"))
    record(version, "segment_rules.published", by=by, plane=Plane.SPONSOR, version=version.version)
    return version


def preview(rules: Rules, *, until: date) -> list[Move]:
    """Where every account would go by these rules, in counts; nothing is written."""
    return [Move(*row) for row in call_rows("preview_segments", rules, until)]
