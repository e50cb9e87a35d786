"""The schema, as YAML or as JSON with `?format=json`, and a CSV template for each object."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from customers.interface.documentation.schema import as_json, as_yaml
from customers.interface.documentation.templates import TEMPLATES
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.downloads import csv_response


@requires(Permission.PUBLIC)
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The interface described in OpenAPI 3.1."""
    wants_json = request.GET.get("format") == "json" or "json" in request.headers.get("Accept", "")
    if wants_json:
        return HttpResponse(as_json(), content_type="application/vnd.oai.openapi+json; charset=utf-8")
    return HttpResponse(as_yaml(), content_type="application/vnd.oai.openapi; charset=utf-8")


@requires(Permission.PUBLIC)
@require_safe
def template(request: HttpRequest, name: str) -> HttpResponse:
    """A CSV file with the columns of an object and two rows to replace."""
    found = TEMPLATES.get(name)
    if found is None:
        raise Http404
    return csv_response(f"{name}.csv", columns=found.columns, rows=found.rows)
