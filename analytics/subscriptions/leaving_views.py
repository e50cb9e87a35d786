"""The public page behind the link that ends a subscription."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from analytics.subscriptions.report_subscription import Report
from analytics.subscriptions.subscribing import subscription_behind, switch_by_key
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@requires(Permission.PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def subscription_leaving(request: ActedRequest, key: UUID) -> HttpResponse:
    """Asks first, so that a mail filter that follows links ends nothing; sending ends it, or with `again` not."""
    if request.method == "POST":
        if not switch_by_key(key, running="again" in request.POST):
            raise Http404
        return redirect("subscription_leaving", key=key)
    found = subscription_behind(key)
    if found is None:
        raise Http404
    with translation.override(found["language"]):
        values = {"report": Report(found["report"]).label, "running": found["running"]}
        response = render(request, "analytics/subscriptions/leaving.html", values)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
