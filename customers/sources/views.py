"""Pages of sources: what comes from where, how fresh it is, and how each is set up (A9.12)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from customers.sources.configuring import OBJECTS, configure
from customers.sources.freshness import feeds_of, sources_with_feeds
from customers.sources.source_system import SourceKind, SourceSystem
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


class SourceForm(forms.Form):
    """How a source is set up."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SourceKind.choices)
    feeds = forms.MultipleChoiceField(
        label=gettext_lazy("What it feeds"),
        choices=[(name, name) for name in OBJECTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rhythm_days = forms.IntegerField(
        label=gettext_lazy("Days between two deliveries"),
        min_value=1,
        max_value=400,
        required=False,
        help_text=gettext_lazy(
            "It counts as late after one and a half times as long. Empty: no rhythm is expected."
        ),
    )
    default_currency = forms.RegexField(
        r"^[A-Z]{3}$",
        label=gettext_lazy("Currency where a row tells none"),
        required=False,
        help_text=gettext_lazy("ISO 4217. Empty: such amounts are kept apart, without a currency."),
    )
    missing_is_zero = forms.BooleanField(
        label=gettext_lazy("A month without a row means zero sales"),
        required=False,
        help_text=gettext_lazy("Otherwise it is unknown, and shown as a gap."),
    )


@requires(Permission.READ_SOURCES)
@require_GET
def sources(request: ActedRequest) -> HttpResponse:
    """All sources with the freshness of each object."""
    now = timezone.now()
    found = [(source, feeds_of(source, now=now)) for source in sources_with_feeds()]
    values = {
        "sources": found,
        "late": sum(feed.state in ("stale", "never") for _source, feeds in found for feed in feeds),
        "configures": request.actor.may(Permission.MANAGE_API_CLIENTS),
    }
    return render(request, "customers/sources/sources.html", values)


@requires(Permission.MANAGE_API_CLIENTS)
@require_http_methods(["GET", "POST"])
def source(request: ActedRequest, code: str) -> HttpResponse:
    """How one source is set up."""
    row = get_object_or_404(SourceSystem, code=code)
    usual = {name: getattr(row, name) for name in SourceForm.base_fields}
    form = SourceForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        configure(row, at=timezone.now(), by=request.actor.person, **form.cleaned_data)
        messages.success(request, _("The source is set up."))
        return redirect(address(request, "sources"))
    status = 400 if request.method == "POST" else 200
    return render(request, "customers/sources/source.html", {"source": row, "form": form}, status=status)
