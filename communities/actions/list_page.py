"""The values of the lists of action items: of a community, and one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from communities.actions.action_item import ActionItem, ActionItemQuerySet
from communities.actions.carry_over import CarryOver
from communities.community.community import Community
from communities.community.standing import acting_person
from communities.meetings.loading import framed
from tenancy.people.person import Person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

PAGE = 50
COLUMNS = (
    "Action",
    "Owner",
    "Due on",
    "State",
    "Carried over",
    "Agreed in",
    "Opened on",
    "Closed on",
    "Learnt or why",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader filters by: `state` is open, late, done, dropped or all; `whose` is mine or all."""

    state: str
    whose: str
    words: str

    @classmethod
    def of(cls, request: ActedRequest) -> "Asked":
        """From the address; what it does not know counts as the usual."""
        state, whose = request.GET.get("state", ""), request.GET.get("whose", "")
        return cls(
            state if state in ("late", "done", "dropped", "all") else "open",
            "mine" if whose == "mine" else "all",
            request.GET.get("q", "").strip()[:100],
        )

    def query(self, **change: str) -> str:
        """The same as the query of an address, with changes; what is usual is left out."""
        values = {"state": self.state, "whose": self.whose, "q": self.words} | change
        usual = {"state": "open", "whose": "all", "q": ""}
        return urlencode({name: value for name, value in values.items() if value != usual.get(name)})


def counted(person: Person) -> ActionItemQuerySet:
    """The actions that she sees, with how often each was carried over."""
    moves = CarryOver.objects.filter(tenant_id=person.tenant_id, action=OuterRef("pk")).order_by()
    number = moves.values("action").annotate(n=Count("pk")).values("n")
    added: dict[str, Any] = {"carried": Coalesce(Subquery(number), 0)}
    return ActionItem.objects.visible_to(person).annotate(**added).select_related("owner", "meeting")


def found_actions(community: Community, *, reader: Person, asked: Asked, today: date) -> ActionItemQuerySet:
    """The actions of a community that fit, the earliest due first."""
    found = counted(reader).filter(community=community)
    match asked.state:
        case "open":
            found = found.open()
        case "late":
            found = found.open().filter(due_on__lt=today)
        case "done" | "dropped":
            found = found.filter(outcome=asked.state)
    if asked.whose == "mine":
        found = found.filter(owner=reader)
    if asked.words:
        found = found.filter(Q(title__icontains=asked.words) | Q(owner__display_name__icontains=asked.words))
    return found.order_by("due_on", "id")


def list_page(request: ActedRequest, community: Community, *, today: date) -> dict[str, Any]:
    """One page of them, the filters, and where the file lies."""
    asked = Asked.of(request)
    found = found_actions(community, reader=acting_person(request), asked=asked, today=today)
    if after := request.GET.get("after", ""):
        found = _behind(found, after)
    rows = list(found[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    here = address(request, "action_items", community=community.slug)
    return {
        **framed(request, community, page="action_items"),
        "actions": [{"action": row, "late": row.is_late(today=today)} for row in rows[:PAGE]],
        "asked": asked,
        "states": _states(here, asked),
        "whose": [
            {"label": label, "url": f"{here}?{asked.query(whose=value)}", "current": asked.whose == value}
            for value, label in (("all", _("Everybody’s")), ("mine", _("Mine")))
        ],
        "narrowed": asked != Asked("open", "all", ""),
        "all_url": f"{here}?state=all",
        "following_url": f"{here}?{asked.query(after=f'{last.due_on}~{last.id}')}" if last else "",
        "csv_query": asked.query(),
    }


def rows_of(actions: ActionItemQuerySet) -> Iterator[tuple[Any, ...]]:
    """The rows of the file."""
    for row in actions.iterator(chunk_size=500):
        yield (
            row.title,
            row.owner.display_name,
            row.due_on,
            row.get_outcome_display(),
            row.carried,
            row.meeting.title if row.meeting else "",
            row.opened_at.date(),
            row.closed_at.date() if row.closed_at else "",
            row.closing_words,
        )


def _states(here: str, asked: Asked) -> list[dict[str, Any]]:
    offered = (
        ("open", _("Open")),
        ("late", _("Late")),
        ("done", _("Done")),
        ("dropped", _("Dropped")),
        ("all", _("All")),
    )
    return [
        {"label": label, "url": f"{here}?{asked.query(state=value)}", "current": asked.state == value}
        for value, label in offered
    ]


def _behind(found: ActionItemQuerySet, cursor: str) -> ActionItemQuerySet:
    written, _tilde, last = cursor.partition("~")
    try:
        day, row = date.fromisoformat(written), UUID(last)
    except ValueError as unknown:
        raise BadRequest("unknown cursor") from unknown
    return found.filter(due_on__gte=day).filter(Q(due_on__gt=day) | Q(id__gt=row))
