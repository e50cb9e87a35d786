"""The page behind an invitation's link."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenancy.invitations.forms import AcceptanceForm
from tenancy.invitations.invitation import masked
from tenancy.invitations.inviting import accept, invitation_behind
from tenancy.invitations.welcoming import sponsor_statement, welcome
from tenancy.people.user import User
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@requires(Permission.PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: ActedRequest, token: str) -> HttpResponse:
    """Shows who invites to what, and lets the invited person in."""
    found = invitation_behind(token)
    if found is None:
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    if hindrance := _hindrance(found, user=user):
        return _shown(request, found, hindrance)
    form = AcceptanceForm(
        request.POST if request.method == "POST" else None, found=found, has_account=user is not None
    )
    if request.method == "POST" and form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="signup"):
            return limited
        _take_up(request, token, found=found, user=user, answers=form.cleaned_data)
        return redirect(_arrival(found))
    return _shown(request, found, "accept", form=form)


def _hindrance(found: dict[str, Any], *, user: User | None) -> str:
    if found["state"] != "open":
        return "closed"
    if user is not None:
        return "" if user.email.lower() == found["email"] else "elsewhere"
    return "sign_in" if User.objects.filter(email__iexact=found["email"]).exists() else ""


def _take_up(
    request: ActedRequest, token: str, *, found: dict[str, Any], user: User | None, answers: dict[str, Any]
) -> None:
    said = {
        "name": answers["name"],
        "language": (get_language() or "en")[:2],
        "statement": sponsor_statement(found),
    }
    if user is not None:
        accept(token, user_id=user.pk, **said)
        return
    fresh = welcome(token, email=found["email"], password=answers["password"], **said)
    login(request, fresh, backend=settings.AUTHENTICATION_BACKENDS[0])


def _shown(
    request: ActedRequest, found: dict[str, Any], page: str, form: AcceptanceForm | None = None
) -> HttpResponse:
    status = {"closed": 410, "elsewhere": 403}.get(page, 200)
    values = {"found": found, "form": form, "masked": masked(found["email"]), "portal": found["portal"]}
    response = render(request, f"tenancy/invitations/{page}.html", values, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _arrival(found: dict[str, Any]) -> str:
    if found["party"] == "staff":
        return reverse("w:home", kwargs={"place": found["tenant_slug"]})
    return reverse("p:home", kwargs={"place": found["portal"]["slug"]}) if found["portal"] else "/"
