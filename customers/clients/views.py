"""Settings: the systems that may call the interface."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from customers.clients.api_client import ApiClient
from customers.clients.forms import ClientForm
from customers.clients.registering import register_client, revoke_client
from customers.clients.sandbox import open_sandbox, reset_sandbox, sandbox_slug
from customers.sources.source_feed import SourceFeed
from tenancy.people.tenant import Tenant
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "POST"])
def clients(request: ActedRequest) -> HttpResponse:
    """All clients; a POST makes one and shows its secret this once."""
    form = ClientForm(request.POST or None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        made, secret = register_client(**form.cleaned_data, at=timezone.now(), by=request.actor.person)
        form = ClientForm()
    slug = sandbox_slug()
    values = {
        "form": form,
        "made": made,
        "secret": secret,
        "clients": ApiClient.objects.select_related("created_by").order_by("revoked_at", "name"),
        "feeds": SourceFeed.objects.select_related("source").order_by("source__name", "object"),
        "is_sandbox": Tenant.objects.filter(sandbox_of__isnull=False).exists(),
        "sandbox_url": slug and reverse("w:clients", kwargs={"place": slug}),
        "token_url": request.build_absolute_uri(reverse("identity_token")),
    }
    failed = request.method == "POST" and made is None
    return render(request, "customers/clients/clients.html", values, status=400 if failed else 200)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def client_revocation(request: ActedRequest, client: UUID) -> HttpResponse:
    """From now on the client, its tokens and its keys are refused."""
    row = get_object_or_404(ApiClient, id=client, revoked_at=None)
    assert request.actor.person is not None  # the permission was asked for first
    revoke_client(row, by=request.actor.person, at=timezone.now())
    messages.success(request, _("The client is shut out."))
    return redirect(address(request, "clients"))


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def sandbox(request: ActedRequest) -> HttpResponse:
    """Opens the tenant's sandbox, and makes it where there is none."""
    open_sandbox()
    return redirect(reverse("w:clients", kwargs={"place": sandbox_slug() or ""}))


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def sandbox_reset(request: ActedRequest) -> HttpResponse:
    """A fresh sandbox in the place of this one."""
    reset_sandbox()
    messages.success(request, _("The sandbox is empty again. Keys and clients go on working."))
    return redirect(address(request, "clients"))
