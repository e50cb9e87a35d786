"""Pages of countries: what holds where (A1.07)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities.community.standing import acting_person
from customers.countries.country_rules import CountryRules
from customers.countries.forms import FirstRulesForm, RulesForm
from customers.countries.setting import set_rules
from customers.countries.showing import shown
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SET_COUNTRY_RULES)
@require_http_methods(["GET", "POST"])
def countries(request: ActedRequest) -> HttpResponse:
    """All countries with rules; the form adds one."""
    rows = list(CountryRules.objects.all())
    form = FirstRulesForm(request.POST or None, without={row.country for row in rows})
    if request.method == "POST" and form.is_valid():
        return _keep(request, form)
    now = timezone.now()
    values = {"countries": [shown(row, now=now) for row in rows], "form": form}
    return render(request, "customers/countries/countries.html", values, status=_status(form))


@requires(Permission.SET_COUNTRY_RULES)
@require_http_methods(["GET", "POST"])
def country(request: ActedRequest, code: str) -> HttpResponse:
    """The rules of one country."""
    row = get_object_or_404(CountryRules, country=code)
    usual = {name: getattr(row, name) for name in RulesForm.base_fields}
    usual["languages"] = ", ".join(row.languages)
    form = RulesForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        form.cleaned_data["country"] = row.country
        return _keep(request, form)
    values = {"country": shown(row, now=timezone.now()), "form": form}
    return render(request, "customers/countries/country.html", values, status=_status(form))


def _keep(request: ActedRequest, form: forms.Form) -> HttpResponse:
    set_rules(**form.cleaned_data, by=acting_person(request), at=timezone.now())
    messages.success(request, _("These rules hold from now on."))
    return redirect(address(request, "countries"))


def _status(form: forms.Form) -> int:
    return 400 if form.errors else 200
