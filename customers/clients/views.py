"""Settings: the systems that may call the interface."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from customers.clients.api_client import ApiClient, Scope
from customers.clients.registering import register_client, revoke_client
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


class ClientForm(forms.Form):
    """A new client."""

    name = forms.CharField(label=gettext_lazy("Name of the system"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("No choice opens what members of a customer community write."),
    )


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "POST"])
def clients(request: ActedRequest) -> HttpResponse:
    """All clients; a POST makes one and shows its secret this once."""
    form = ClientForm(request.POST or None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        made, secret = register_client(**form.cleaned_data, at=timezone.now(), by=request.actor.person)
        form = ClientForm()
    values = {
        "form": form,
        "made": made,
        "secret": secret,
        "clients": ApiClient.objects.select_related("created_by"),
        "token_url": request.build_absolute_uri(reverse("identity_token")),
    }
    failed = request.method == "POST" and made is None
    return render(request, "customers/clients/clients.html", values, status=400 if failed else 200)


@requires(Permission.MANAGE_API_CLIENTS)
@require_POST
def client_revocation(request: ActedRequest, client: UUID) -> HttpResponse:
    """From now on the client and its tokens are refused."""
    row = get_object_or_404(ApiClient, id=client, revoked_at=None)
    assert request.actor.person is not None  # the permission was asked for first
    revoke_client(row, by=request.actor.person, at=timezone.now())
    messages.success(request, _("The client is shut out."))
    return redirect(address(request, "clients"))
