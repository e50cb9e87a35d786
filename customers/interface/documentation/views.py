"""The readable pages of the interface."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from customers.clients.explaining import SCOPES
from customers.interface.documentation.guides import guide, headings
from customers.interface.documentation.reading import groups
from customers.interface.documentation.templates import TEMPLATES
from customers.interface.problems import KINDS
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission


@requires(Permission.PUBLIC)
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """How to begin, every address, every problem."""
    values = {
        "guide": guide("api"),
        "headings": headings("api"),
        "groups": groups(),
        "scopes": SCOPES,
        "templates": TEMPLATES,
        "problems": KINDS,
        "api": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "customers/interface/docs.html", values)


@requires(Permission.PUBLIC)
@require_safe
def problem(request: HttpRequest, kind: str) -> HttpResponse:
    """What a problem means and what to do about it: the page that its `type` leads to."""
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    return render(request, "customers/interface/problem.html", {"name": kind, "kind": found})
