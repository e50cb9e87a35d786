"""Pages of accounts: the list, one account, its care and its cases."""

import csv
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.browsing import FILTERS, choices, figure_of, found_accounts, months_of, page_after
from customers.accounts.caring import AlreadyInCare, AlreadyRecorded, assign, end_care, record_case
from customers.accounts.forms import AssignmentForm, CaseForm
from customers.notes.reading import notes_of
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("source", "external_id", "name", "type", "segment", "region", "country")
MOST_ROWS = 100_000
# A spreadsheet takes a cell that begins so for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@requires(Permission.READ_CUSTOMERS)
@require_GET
def accounts(request: ActedRequest) -> HttpResponse:
    """Accounts by name, searched and filtered."""
    found = found_accounts(_me(request), asked=request.GET)
    page, following = page_after(found, _uuid(request.GET.get("after", "")))
    values = {
        "accounts": page,
        "following": following,
        "asked": {name: request.GET.get(name, "") for name in ("q", *FILTERS)},
        "choices": choices(_me(request)),
    }
    return render(request, "customers/accounts/accounts.html", values)


@requires(Permission.READ_CUSTOMERS)
@require_GET
def accounts_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file."""
    rows = found_accounts(_me(request), asked=request.GET).values_list(*COLUMNS)[:MOST_ROWS]
    return _csv("accounts.csv", COLUMNS, iter(rows))


@requires(Permission.READ_CUSTOMERS)
@require_GET
def account(request: ActedRequest, account: UUID) -> HttpResponse:
    """One account: its sales by month, who has it, what it takes part in."""
    return _page(request, _visible(request, account))


@requires(Permission.READ_CUSTOMERS)
@require_GET
def account_sales_csv(request: ActedRequest, account: UUID) -> HttpResponse:
    """Its months as a file, amounts exact."""
    row = _visible(request, account)
    months = (
        (row.external_id, f"{m.month:%Y-%m}", m.net_sales, m.currency, "" if m.units is None else m.units)
        for m in months_of(row)
    )
    return _csv("sales.csv", ("external_id", "month", "net_sales", "currency", "units"), months)


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def account_assignments(request: ActedRequest, account: UUID) -> HttpResponse:
    """Puts the account into somebody's care."""
    row = _visible(request, account)
    form = AssignmentForm(request.POST)
    if form.is_valid():
        try:
            assign(row, **form.cleaned_data, by=_me(request))
        except AlreadyInCare:
            form.add_error("to", _("This person has the account already."))
        else:
            return redirect(address(request, "account", account=row.id))
    return _page(request, row, assignment_form=form, status=400)


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def account_assignment_end(request: ActedRequest, account: UUID, assignment: UUID) -> HttpResponse:
    """Today is the last day of care."""
    row = get_object_or_404(AccountAssignment, account=_visible(request, account), id=assignment)
    end_care(row, last_day=timezone.localdate(), by=_me(request))
    messages.success(request, _("The care ends today."))
    return redirect(address(request, "account", account=account))


@requires(Permission.RECORD_CASES)
@require_POST
def account_cases(request: ActedRequest, account: UUID) -> HttpResponse:
    """Records the account's place in a programme."""
    row = _visible(request, account)
    form = CaseForm(request.POST)
    if form.is_valid():
        try:
            record_case(row, **form.cleaned_data, by=_me(request), at=timezone.now())
        except AlreadyRecorded:
            form.add_error("programme", _("The account has a case in this programme already."))
        else:
            return redirect(address(request, "account", account=row.id))
    return _page(request, row, case_form=form, status=400)


def _page(
    request: ActedRequest,
    row: Account,
    *,
    assignment_form: AssignmentForm | None = None,
    case_form: CaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = {"since": timezone.localdate().isoformat()}
    assigns = request.actor.may(Permission.ASSIGN_ACCOUNTS)
    values: dict[str, Any] = {
        "account": row,
        "figure": figure_of(months_of(row)),
        "assignments": row.assignments.select_related("person"),
        "cases": row.cases.all(),
        "contacts": row.contacts.all()[:50],
        "notes": notes_of(row, reader=_me(request)),
        "assignment_form": (assignment_form or AssignmentForm(initial=today)) if assigns else None,
        "case_form": (case_form or CaseForm()) if request.actor.may(Permission.RECORD_CASES) else None,
    }
    return render(request, "customers/accounts/account.html", values, status=status)


def _visible(request: ActedRequest, account: UUID) -> Account:
    return get_object_or_404(Account.objects.visible_to(_me(request)), id=account)


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _csv(name: str, header: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return response


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
