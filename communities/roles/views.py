"""Mission and roles of a community: who is responsible for what, until when."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.community import Community
from communities.community.room import UNPROCESSABLE, entered, entered_to_lead, framed, told
from communities.community.standing import acting_person
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.forms import RoleForm
from communities.roles.holding import cover_of, is_owned, with_holders
from communities.roles.keeping import (
    RoleExists,
    change_role,
    confirm_roles,
    define_role,
    retire_role,
    take_confirmation_back,
)
from communities.roles.page import line_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("role", "responsibility", "holder", "deputy", "from", "until")


@requires(Permission.SIGNED_IN)
@require_GET
def roles(request: ActedRequest, community: str) -> HttpResponse:
    """The mission, every role with who holds it, and what is missing."""
    found = entered(request, community)
    cover = cover_of(found, today=timezone.localdate())
    values = framed(request, found, page="roles") | {
        "cover": cover,
        "lines": [line_of(role, cover) for role in cover.roles],
    }
    if values["leads"]:
        gone = CommunityRole.objects.filter(community=found, retired_at__isnull=False)
        values["retired"] = list(gone.order_by("-retired_at")[:10])
    return render(request, "communities/roles/roles.html", values)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def role_new(request: ActedRequest, community: str) -> HttpResponse:
    """Defines a role."""
    found = entered_to_lead(request, community)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            role = define_role(found, words=form.cleaned_data, by=acting_person(request), at=timezone.now())
        except RoleExists:
            form.add_error("name", _("There is a role of this name."))
        else:
            undo = address(request, "role_retirement", community=found.slug, role=role.id)
            return told(request, found, page="roles", text=_("Defined. Now somebody can take it."), undo=undo)
    return _form_page(request, found, form, None)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def role(request: ActedRequest, community: str, role: UUID) -> HttpResponse:
    """Changes the words of a role; beside them everybody who held it."""
    found = entered_to_lead(request, community)
    one = _role(found, role)
    words = {"name": one.name, "responsibility": one.responsibility, "term_months": one.term_months}
    form = RoleForm(request.POST if request.method == "POST" else None, initial=words)
    if request.method == "POST" and form.is_valid():
        try:
            change_role(one, words=form.cleaned_data, by=acting_person(request))
        except RoleExists:
            form.add_error("name", _("There is a role of this name."))
        else:
            return told(request, found, page="roles", text=_("Changed."))
    return _form_page(request, found, form, one)


@requires(Permission.SIGNED_IN)
@require_POST
def role_retirement(request: ActedRequest, community: str, role: UUID) -> HttpResponse:
    """The community needs a role no longer; once more brings it back."""
    found = entered_to_lead(request, community)
    one = get_object_or_404(CommunityRole, community=found, id=role)
    wanted = one.retired_at is None
    try:
        retire_role(one, wanted=wanted, by=acting_person(request), at=timezone.now())
    except RoleExists:
        return told(request, found, page="roles", text=_("There is another role of this name by now."))
    undo = address(request, "role_retirement", community=found.slug, role=one.id) if wanted else ""
    text = _("“%(name)s” is retired; it stands below.") if wanted else _("“%(name)s” is back.")
    return told(request, found, page="roles", text=text % {"name": one.name}, undo=undo)


@requires(Permission.SIGNED_IN)
@require_POST
def roles_confirmation(request: ActedRequest, community: str) -> HttpResponse:
    """Mission and roles are right as they stand."""
    found = entered_to_lead(request, community)
    said = confirm_roles(found, by=acting_person(request), at=timezone.now())
    undo = address(request, "roles_confirmation_withdrawal", community=found.slug, confirmation=said.id)
    text = _("Confirmed. You will be asked again in a quarter.")
    return told(request, found, page="roles", text=text, undo=undo)


@requires(Permission.SIGNED_IN)
@require_POST
def roles_confirmation_withdrawal(request: ActedRequest, community: str, confirmation: UUID) -> HttpResponse:
    """Takes one's own confirmation back."""
    found = entered_to_lead(request, community)
    mine = RolesConfirmation.objects.filter(confirmed_by=acting_person(request), withdrawn_at=None)
    said = get_object_or_404(mine, community=found, id=confirmation)
    take_confirmation_back(said, by=acting_person(request), at=timezone.now())
    return told(request, found, page="roles", text=_("Taken back."))


@requires(Permission.SIGNED_IN)
@require_GET
def roles_csv(request: ActedRequest, community: str) -> HttpResponse:
    """Every role of today."""
    found = entered(request, community)
    rows = [
        (one.name, one.responsibility, *_holding(one))
        for one in with_holders(CommunityRole.objects.filter(community=found).defined())
    ]
    return csv_response("roles.csv", columns=COLUMNS, rows=rows)


def _holding(one: CommunityRole) -> tuple[str | None, str | None, date | None, date | None]:
    return (one.holder, one.stand_in, one.since, one.until) if is_owned(one) else (None, None, None, None)


def _role(community: Community, role: UUID) -> CommunityRole:
    return get_object_or_404(CommunityRole.objects.defined(), community=community, id=role)


def _form_page(
    request: ActedRequest, found: Community, form: RoleForm, one: CommunityRole | None
) -> HttpResponse:
    terms = one.terms.filter(withdrawn_at=None).select_related("owner", "deputy")[:20] if one else []
    values = framed(request, found, page="roles", inside=_("Mission and roles"))
    values |= {"form": form, "role": one, "terms": terms}
    return render(
        request, "communities/roles/role.html", values, status=UNPROCESSABLE if form.errors else 200
    )
