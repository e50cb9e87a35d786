"""Pages of accounts: the list and one account."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from customers.accounts.account import Account
from customers.accounts.browsing import asked_of, choices, found_accounts, lines_of, page_after, query_of
from customers.accounts.forms import AssignmentForm, CaseForm
from customers.accounts.identifier import AccountIdentifier
from customers.accounts.merge import AccountMerge
from customers.accounts.months import figures_of, months_of
from customers.accounts.page import (
    affiliations_of,
    attributes_of,
    facts_of,
    history_of,
    place_of,
    records_of,
    sources_of,
)
from customers.accounts.sharing import shares_of
from customers.accounts.showing import share_table
from customers.territories.covering import coverers_of
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.account_sections import sections_for
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("source", "external_id", "name", "type", "segment", "region", "country", "city", "postal_code")
MOST_ROWS = 100_000


@requires(Permission.READ_CUSTOMERS)
@require_GET
def accounts(request: ActedRequest) -> HttpResponse:
    """Accounts by name, searched and filtered."""
    asked, now = asked_of(request.GET), timezone.now()
    page, following = page_after(
        found_accounts(me(request), asked=asked, at=now), uuid_or_none(request.GET.get("after", ""))
    )
    values = {
        "lines": lines_of(page, at=now),
        "next_url": f"?{query_of(asked, after=following)}" if following else "",
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "query": query_of(asked),
        "choices": choices(me(request)),
        "may_merge": request.actor.may(Permission.ASSIGN_ACCOUNTS),
    }
    return render(request, "customers/accounts/accounts.html", values)


@requires(Permission.READ_CUSTOMERS)
@require_GET
def accounts_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file."""
    found = found_accounts(me(request), asked=asked_of(request.GET), at=timezone.now())
    return csv_response("accounts.csv", columns=COLUMNS, rows=found.values_list(*COLUMNS)[:MOST_ROWS])


@requires(Permission.READ_CUSTOMERS)
@require_GET
def account(request: ActedRequest, account: UUID) -> HttpResponse:
    """One account; the page of a merged one is that of the account it became part of."""
    row = visible(request, account)
    if row.merged_into_id:
        return redirect(address(request, "account", account=row.merged_into_id))
    return account_page(request, row)


@requires(Permission.READ_CUSTOMERS)
@require_GET
def account_sales_csv(request: ActedRequest, account: UUID) -> HttpResponse:
    """Its months as a file, amounts exact."""
    row = visible(request, account)
    return csv_response(
        "sales.csv",
        columns=("external_id", "month", "net_sales", "currency", "units"),
        rows=(
            (row.external_id, f"{m.month:%Y-%m}", m.net_sales, m.currency, m.units) for m in months_of(row)
        ),
    )


def account_page(
    request: ActedRequest,
    row: Account,
    *,
    assignment_form: AssignmentForm | None = None,
    case_form: CaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an account, perhaps with a form that must be mended."""
    now = timezone.now()
    today = {"since": timezone.localdate().isoformat()}
    assigns = request.actor.may(Permission.ASSIGN_ACCOUNTS)
    identifiers = list(AccountIdentifier.objects.filter(records_of(row)).select_related("account"))
    sources = sources_of(identifiers, now=now)
    values: dict[str, Any] = {
        "account": row,
        "facts": facts_of(row, names=sources.names),
        "sources": sources,
        "identifiers": identifiers,
        "figures": figures_of(months_of(row), missing_is_zero=sources.missing_is_zero),
        "shares": share_table(shares_of(row), sources.names),
        "attributes": attributes_of(row, names=sources.names),
        "affiliations": affiliations_of(row),
        "place": place_of(row),
        "coverers": coverers_of(row, on=timezone.localdate()),
        "history": history_of(row),
        "merges": AccountMerge.objects.filter(survivor=row, undone_at=None).select_related("account"),
        "assignments": row.assignments.filter(until=None).select_related("person"),
        "cases": row.cases.all(),
        "sections": sections_for(request, row),
        "may_merge": assigns,
        "assignment_form": (assignment_form or AssignmentForm(initial=today)) if assigns else None,
        "case_form": (case_form or CaseForm()) if request.actor.may(Permission.RECORD_CASES) else None,
    }
    return render(request, "customers/accounts/account.html", values, status=status)


def visible(request: ActedRequest, account: UUID) -> Account:
    """The account if this person may know of it, else 404."""
    return get_object_or_404(Account.objects.visible_to(me(request)), id=account)


def me(request: ActedRequest) -> Person:
    """Who acts; the permission was asked for first."""
    assert request.actor.person is not None
    return request.actor.person


def uuid_or_none(text: str) -> UUID | None:
    """The id if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
