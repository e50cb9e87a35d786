"""Settings: one client with its keys and what was refused to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.clients.api_client import ApiClient
from customers.clients.api_key import ApiKey
from customers.clients.explaining import SCOPES
from customers.clients.forms import KeyForm
from customers.clients.keys import make_key, replace_key, revoke_key
from customers.clients.refused_call import RefusedCall
from customers.clients.registering import replace_secret
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("at", "method", "path", "status", "problem", "trace_id")


@requires(Permission.MANAGE_API_CLIENTS)
@require_GET
def client(request: ActedRequest, client: UUID) -> HttpResponse:
    """The client, its keys, the log of refused calls."""
    return _page(request, get_object_or_404(ApiClient, id=client))


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def client_keys(request: ActedRequest, client: UUID) -> HttpResponse:
    """Makes a key and shows it this once."""
    row = get_object_or_404(ApiClient, id=client, revoked_at=None)
    form, now = KeyForm(request.POST, client=row), timezone.now()
    if not form.is_valid():
        return _page(request, row, form=form, status=400)
    _key, text = make_key(
        row, at=now, by=_by(request), scopes=form.cleaned_data["scopes"], valid_until=form.valid_until(at=now)
    )
    return _page(request, row, shown=text)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def client_key_successor(request: ActedRequest, client: UUID, key: UUID) -> HttpResponse:
    """Makes a new key in the place of this one, which works for a day more."""
    row = get_object_or_404(ApiKey.objects.select_related("client"), id=key, client=client, revoked_at=None)
    _key, text = replace_key(row, by=_by(request), at=timezone.now())
    return _page(request, row.client, shown=text)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def client_key_revocation(request: ActedRequest, client: UUID, key: UUID) -> HttpResponse:
    """The key opens nothing any more."""
    row = get_object_or_404(ApiKey.objects.select_related("client"), id=key, client=client, revoked_at=None)
    revoke_key(row, by=_by(request), at=timezone.now())
    messages.success(request, _("The key is revoked."))
    return redirect(address(request, "client", client=client))


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def client_secret(request: ActedRequest, client: UUID) -> HttpResponse:
    """Makes a new secret; the old one and its tokens end at once."""
    row = get_object_or_404(ApiClient, id=client, revoked_at=None)
    return _page(request, row, secret=replace_secret(row, by=_by(request)))


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "HEAD"])
def client_refusals(request: ActedRequest, client: UUID) -> HttpResponse:
    """The log of refused calls as a table to take away."""
    row = get_object_or_404(ApiClient, id=client)
    lines = RefusedCall.objects.filter(client=row).values_list(*COLUMNS)[:1000]
    return csv_response("refused-calls.csv", columns=COLUMNS, rows=lines)


def _by(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person


def _page(request: ActedRequest, row: ApiClient, *, status: int = 200, **shown: Any) -> HttpResponse:
    now = timezone.now()
    refused = RefusedCall.objects.filter(client=row)
    if trace := request.GET.get("trace", "").strip():
        refused = refused.filter(trace_id=trace[:32])
    lines, following = newest_first(refused, after=request.GET.get("after", ""))
    keys = [
        {"row": key, "in_force": key.is_in_force(at=now)}
        for key in ApiKey.objects.filter(client=row).select_related("created_by")
    ]
    values = {
        "client": row,
        "keys": keys,
        "scopes": [(scope, words) for scope, words in SCOPES.items() if scope.value in row.scopes],
        "form": KeyForm(client=row),
        "lines": lines,
        "trace": trace,
        "next_url": following and f"{address(request, 'client', client=row.id)}?after={following}",
        **shown,
    }
    return render(request, "customers/clients/client.html", values, status=status)
