"""Pages of one's own account that the sign-in library does not bring."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenancy.people.preferring import THEMES, prefer
from tenancy.people.signing_out import sign_out_everywhere
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest

YEAR = 365 * 24 * 3600


@requires(Permission.PUBLIC)
@require_POST
def language(request: ActedRequest) -> HttpResponse:
    """Stores the language: in a cookie, and on the person if somebody is signed in."""
    wanted = request.POST.get("language", "")
    response = redirect(_way_back(request))
    if wanted in dict(settings.LANGUAGES):
        prefer(request.actor, language=wanted)
        _remember(response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


@requires(Permission.PUBLIC)
@require_POST
def appearance(request: ActedRequest) -> HttpResponse:
    """Stores light, dark or as the system, in the same two places."""
    wanted = request.POST.get("theme", "")
    response = redirect(_way_back(request))
    if wanted in THEMES:
        prefer(request.actor, theme=wanted)
        _remember(response, "theme", wanted)
    return response


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def sessions(request: ActedRequest) -> HttpResponse:
    """Explains that no sign-in is recorded, and signs out everywhere."""
    if request.method == "POST":
        sign_out_everywhere(request.user)  # type: ignore[arg-type]
        logout(request)
        messages.success(request, _("You are signed out everywhere."))
        return redirect("account_login")
    return render(request, "tenancy/people/sessions.html")


def _way_back(request: ActedRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=settings.TLS)
    return wanted if safe else "/"


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, secure=settings.TLS, samesite="Lax")
