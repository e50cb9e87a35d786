"""The values of the page of costs."""

from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from analytics.costs.community_cost import CommunityCost, Kind
from analytics.costs.contribution_margin import ContributionMargin
from analytics.costs.forms import CostForm, MarginForm
from communities.community.standing import acting_person
from customers.sales.currencies import written
from tenancy.people.person import Person
from tenancy.surfaces.addresses import address
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest


def costs_page(
    request: ActedRequest, *, form: CostForm | None = None, margin_form: MarginForm | None = None
) -> dict[str, Any]:
    """The newest costs first, sums by kind, and both forms."""
    me = acting_person(request)
    costs = CommunityCost.objects.visible_to(me)
    shown, following = newest_first(
        costs.select_related("community", "entered_by"), after=request.GET.get("after", "")
    )
    margin = ContributionMargin.objects.visible_to(me).first()
    return {
        "costs": shown,
        "next_url": f"{address(request, 'community_costs')}?after={following}" if following else "",
        "sums": _sums(me),
        "spent": spent(me),
        "form": form or CostForm(reader=me),
        "margin_form": margin_form or MarginForm(initial={"percent": margin.percent} if margin else {}),
        "crumbs": [{"label": _("Uplift"), "url": address(request, "uplift_reports")}],
    }


def table_of(person: Person) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of all costs, by the day they were spent."""
    costs = CommunityCost.objects.visible_to(person).select_related("community").order_by("spent_on", "id")
    rows = [
        [
            cost.spent_on.isoformat(),
            cost.community.name if cost.community else "",
            cost.kind,
            written(cost.amount, cost.currency),
            cost.currency,
            cost.note,
        ]
        for cost in costs.iterator()
    ]
    return [_("Date"), _("Community"), _("For"), _("Amount"), _("Currency"), _("Note")], rows


def spent(person: Person) -> list[dict[str, Any]]:
    """What was spent in each currency; they are never added."""
    costs = CommunityCost.objects.visible_to(person).values("currency").order_by("currency")
    return [{**row} for row in costs.annotate(amount=Sum("amount"))]


def _sums(person: Person) -> list[dict[str, Any]]:
    summed = (
        CommunityCost.objects.visible_to(person)
        .values("currency", "kind")
        .order_by("currency", "kind")
        .annotate(amount=Sum("amount"), entries=Count("id"))
    )
    return [{**row, "label": Kind(row["kind"]).label} for row in summed]
