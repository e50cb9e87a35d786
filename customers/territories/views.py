"""Pages of territories: the map with its gaps, and one territory with who has and had it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.accounts.account import Account
from customers.accounts.forms import Day, carers
from customers.accounts.views import me
from customers.territories.assigning import AlreadyCovered, cover, end_cover
from customers.territories.covering import uncovered_accounts
from customers.territories.mapping import tree_for
from customers.territories.territory import Territory
from customers.territories.territory_assignment import CareRole, TerritoryAssignment
from tenancy.people.countries import country_name
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.offering import offer_rows
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import NotAllowed


class CoverForm(forms.Form):
    """Who has the territory from when on."""

    to = forms.ModelChoiceField(label=gettext_lazy("Colleague"), queryset=Person.objects.none())
    role = forms.ChoiceField(label=gettext_lazy("As"), choices=CareRole.choices)
    since = forms.DateField(label=gettext_lazy("From"), widget=Day)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        offer_rows(self, "to", carers())


@requires(Permission.READ_CUSTOMERS)
@require_GET
def territories(request: ActedRequest) -> HttpResponse:
    """The tree with coverage and gaps."""
    today = timezone.localdate()
    visible = Account.objects.visible_to(me(request))
    values = {
        "parts": tree_for(me(request), on=today),
        "gap": uncovered_accounts(visible, on=today).count(),
    }
    return render(request, "customers/territories/territories.html", values)


@requires(Permission.READ_CUSTOMERS)
@require_GET
def territories_csv(request: ActedRequest) -> HttpResponse:
    """The same as a file."""
    rows = (
        (
            part.territory.external_id,
            part.territory.name,
            part.territory.level,
            part.territory.country,
            "; ".join(f"{row.person} ({row.get_role_display()})" for row in part.people),
            part.accounts,
            part.uncovered,
        )
        for part in tree_for(me(request), on=timezone.localdate())
    )
    columns = ("external_id", "name", "level", "country", "covered_by", "accounts", "accounts_without_rep")
    return csv_response("territories.csv", columns=columns, rows=rows)


@requires(Permission.READ_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def territory(request: ActedRequest, territory: UUID) -> HttpResponse:
    """One territory; a POST gives it to somebody."""
    row = get_object_or_404(Territory.objects.select_related("parent"), id=territory)
    assigns = request.actor.may(Permission.ASSIGN_ACCOUNTS)
    form = CoverForm(request.POST or None, initial={"since": timezone.localdate().isoformat()})
    if request.method == "POST":
        if not assigns:
            raise NotAllowed("not_allowed")
        if form.is_valid():
            try:
                cover(row, **form.cleaned_data, by=me(request))
            except AlreadyCovered:
                form.add_error("to", _("This person covers the territory already."))
            else:
                return redirect(address(request, "territory", territory=row.id))
    values = {
        "territory": row,
        "country": country_name(row.country),
        "parts": row.parts.filter(is_active=True),
        "assignments": row.assignments.select_related("person"),
        "form": form if assigns else None,
    }
    failed = request.method == "POST"
    return render(request, "customers/territories/territory.html", values, status=400 if failed else 200)


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def territory_assignment_end(request: ActedRequest, territory: UUID, assignment: UUID) -> HttpResponse:
    """Today is the last day."""
    row = get_object_or_404(TerritoryAssignment, territory=territory, id=assignment, until=None)
    end_cover(row, last_day=timezone.localdate(), by=me(request))
    messages.success(request, _("It ends today."))
    return redirect(address(request, "territory", territory=territory))
