"""Pages of attributes: which facts the firm keeps about its accounts, and what each means."""

from django import forms
from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities.community.standing import acting_person
from customers.attributes.account_attribute import AccountAttribute
from customers.attributes.attribute import Attribute
from customers.attributes.defining import AlreadyThere, define, redefine
from customers.attributes.forms import DefinitionForm, WordsForm
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.DEFINE_ATTRIBUTES)
@require_http_methods(["GET", "POST"])
def attributes(request: ActedRequest) -> HttpResponse:
    """All attributes; the form defines one more."""
    form = DefinitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            define(**form.cleaned_data, by=acting_person(request), at=timezone.now())
        except AlreadyThere:
            form.add_error("code", _("Another attribute has this code."))
        else:
            messages.success(request, _("Defined. Imports and the interface know it from now on."))
            return redirect(address(request, "attributes"))
    told = AccountAttribute.objects.filter(attribute_id=OuterRef("id")).order_by().values("attribute_id")
    found = Attribute.objects.annotate(told=Coalesce(Subquery(told.annotate(n=Count("id")).values("n")), 0))
    # Those who administer the product alone read no customers, so they could count none.
    values = {"form": form, "attributes": found, "counts": request.actor.may(Permission.READ_CUSTOMERS)}
    return render(request, "customers/attributes/attributes.html", values, status=_status(form))


@requires(Permission.DEFINE_ATTRIBUTES)
@require_http_methods(["GET", "POST"])
def attribute(request: ActedRequest, code: str) -> HttpResponse:
    """One attribute's words."""
    row = get_object_or_404(Attribute, code=code)
    usual = {name: getattr(row, name) for name in WordsForm.base_fields} | {"choices": "\n".join(row.choices)}
    form = WordsForm(request.POST or None, initial=usual)
    form.fixed_kind = row.kind
    if request.method == "POST" and form.is_valid():
        redefine(row, **form.cleaned_data, by=acting_person(request), at=timezone.now())
        messages.success(request, _("Kept."))
        return redirect(address(request, "attributes"))
    values = {"attribute": row, "form": form}
    return render(request, "customers/attributes/attribute.html", values, status=_status(form))


def _status(form: forms.Form) -> int:
    return 400 if form.errors else 200
