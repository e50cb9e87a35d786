"""Putting an account into somebody's care, and recording its programmes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from customers.accounts.assignment import AccountAssignment
from customers.accounts.caring import AlreadyInCare, AlreadyRecorded, assign, end_care, record_case
from customers.accounts.forms import AssignmentForm, CaseForm
from customers.accounts.views import account_page, me, visible
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def account_assignments(request: ActedRequest, account: UUID) -> HttpResponse:
    """Puts the account into somebody's care."""
    row = visible(request, account)
    form = AssignmentForm(request.POST)
    if form.is_valid():
        try:
            assign(row, **form.cleaned_data, by=me(request))
        except AlreadyInCare:
            form.add_error("to", _("This person has the account already."))
        else:
            return redirect(address(request, "account", account=row.id))
    return account_page(request, row, assignment_form=form, status=400)


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def account_assignment_end(request: ActedRequest, account: UUID, assignment: UUID) -> HttpResponse:
    """Today is the last day of care."""
    row = get_object_or_404(AccountAssignment, account=visible(request, account), id=assignment)
    end_care(row, last_day=timezone.localdate(), by=me(request))
    messages.success(request, _("The care ends today."))
    return redirect(address(request, "account", account=account))


@requires(Permission.RECORD_CASES)
@require_POST
def account_cases(request: ActedRequest, account: UUID) -> HttpResponse:
    """Records the account's place in a programme."""
    row = visible(request, account)
    form = CaseForm(request.POST)
    if form.is_valid():
        try:
            record_case(row, **form.cleaned_data, by=me(request), at=timezone.now())
        except AlreadyRecorded:
            form.add_error("programme", _("The account has a case in this programme already."))
        else:
            return redirect(address(request, "account", account=row.id))
    return account_page(request, row, case_form=form, status=400)
