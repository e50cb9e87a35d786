"""The directory, a community's own page, and starting one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.community.community import Community
from communities.community.directory import directory
from communities.community.forms import ShellForm, StartForm
from communities.community.kinds import Kind
from communities.community.naming import slug_for
from communities.community.page import community_page, shell_page
from communities.community.standing import acting_person, community_of, placed
from communities.community.starting import start_community
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

UNPROCESSABLE = 422


@require_GET
@requires(Permission.SIGNED_IN)
def communities(request: ActedRequest) -> HttpResponse:
    """Which communities there are, for what and whom; in the portal one's own."""
    words, kind = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")
    entries = directory(acting_person(request), words=words, kind=kind)
    values = {"entries": entries, "words": words, "kind": kind, "kinds": _kinds(request, words, kind)}
    return render(request, "communities/community/directory.html", values)


@require_GET
@requires(Permission.SIGNED_IN)
def community(request: ActedRequest, community: str) -> HttpResponse:
    """The feed for members; for everybody else who may know of it the shell, saying so plainly."""
    found = community_of(request, community)
    if placed(found).opens:
        return render(request, "communities/community/community.html", community_page(request, found))
    return render(request, "communities/community/shell.html", shell_page(request, found))


@require_http_methods(["GET", "POST"])
@requires(Permission.START_COMMUNITY)
def new_community(request: ActedRequest) -> HttpResponse:
    """Starts an internal community and names its first leader."""
    form = StartForm(request.POST or None, founder=acting_person(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        leader = words["leader"].id if words["leader"] else None
        made = _start(words["kind"], words, domain=words["domain"], leader=leader)
        messages.success(request, _("%(name)s has begun. Invite its first members.") % {"name": made.name})
        return redirect(address(request, "community", community=made.slug))
    return _form_page(request, form, "communities/community/new_community.html")


@require_http_methods(["GET", "POST"])
@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
def prepare_community(request: ActedRequest) -> HttpResponse:
    """Begins the draft of a customer community; its shell belongs to the steward until the hand-over."""
    form = ShellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _start(Kind.CUSTOMER, form.cleaned_data)
        messages.success(request, _("The draft of %(name)s is yours to prepare.") % {"name": made.name})
        return redirect(address(request, "community", community=made.slug))
    return _form_page(request, form, "communities/community/prepare_community.html")


def _start(kind: str, words: dict[str, Any], **more: Any) -> Community:
    name = words["name"]
    return start_community(
        kind,
        slug=slug_for(name),
        name=name,
        purpose=words["purpose"],
        language=words["language"] or "en",
        **more,
    )


def _form_page(request: ActedRequest, form: ShellForm, template: str) -> HttpResponse:
    return render(request, template, {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _kinds(request: ActedRequest, words: str, chosen: str) -> list[dict[str, Any]]:
    if request.actor.surface != "workspace":
        return []
    here = address(request, "communities")
    offered = (
        ("", _("All")),
        *((one.value, one.label) for one in (Kind.INDUCED_COP, Kind.STRATEGIC, Kind.CUSTOMER)),
    )
    return [
        {"label": label, "url": f"{here}?kind={value}", "current": value == chosen and not words}
        for value, label in offered
    ]
