"""Ideal members, the core team, and who fits. In scopes that shut sales."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.accounts.contact import Contact
from customers.leaders import gathering
from customers.leaders.matching import contacts_fitting, match
from customers.leaders.member_candidate import MemberCandidate, Outcome
from customers.leaders.member_forms import KnownMemberForm, MemberForm, ProfileForm
from customers.leaders.member_profile import MemberProfile
from customers.leaders.purposes import PEOPLE
from customers.preparation.arriving import arrive, arrive_as_selector, framed, me
from customers.preparation.prospective_community import ProspectiveCommunity
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.wall.middleware import ActedRequest

MOST = 500
WORDS = ("knowledge", "practice_roles", "motivations", "with_leader")
FACTS = (
    *("knowledge", "practice_role", "motivations"),
    *("in_core_team", "relationship_known", "outcome", "note"),
)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_http_methods(["GET", "POST"])
def members_fit(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Everybody who may join, beside the profile; POST adds somebody by name."""
    found = arrive(request, prospect) if request.method == "GET" else arrive_as_selector(request, prospect)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = gathering.add(found, **form.cleaned_data, by=me(request), at=timezone.now())
        messages.success(request, _("%(name)s is on the list.") % {"name": made.name})
        return redirect(address(request, "members_fit", prospect=found.pk))
    return _page(request, found, form=form, status=400 if form.errors else 200)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_http_methods(["GET", "POST"])
def member_profile(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Writes a further version of the profile."""
    found = arrive_as_selector(request, prospect)
    last = MemberProfile.objects.filter(prospect=found).first()
    form = ProfileForm(
        request.POST or None, initial={name: getattr(last, name) for name in WORDS} if last else {}
    )
    if request.method == "POST" and form.is_valid():
        gathering.describe_members(found, **form.cleaned_data, by=me(request), at=timezone.now())
        return redirect(address(request, "members_fit", prospect=found.pk))
    values = framed(request, found, page="members_fit") | {"form": form}
    return render(request, "customers/leaders/profile.html", values, status=400 if form.errors else 200)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_POST
def member_contacts(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """Puts a fitting contact on the list."""
    found = arrive_as_selector(request, prospect)
    known = Contact.objects.filter(tenant_id=me(request).tenant_id).select_related("account")
    contact = get_object_or_404(known, id=_uuid(request.POST.get("contact", "")))
    made = gathering.add_contact(found, contact, by=me(request), at=timezone.now())
    messages.success(request, _("%(name)s is on the list.") % {"name": made.name})
    return redirect(address(request, "members_fit", prospect=found.pk))


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_http_methods(["GET", "POST"])
def member_candidate(request: ActedRequest, prospect: UUID, member: UUID) -> HttpResponse:
    """What is known of one of them, and what came of asking."""
    found = arrive_as_selector(request, prospect)
    one = get_object_or_404(MemberCandidate.objects.filter(prospect=found), id=member)
    form = KnownMemberForm(request.POST or None, initial={name: getattr(one, name) for name in FACTS})
    if request.method == "POST" and form.is_valid():
        gathering.note(one, **form.cleaned_data)
        return redirect(address(request, "members_fit", prospect=found.pk))
    values = framed(request, found, page="members_fit") | {"form": form, "member": one}
    return render(request, "customers/leaders/member.html", values, status=400 if form.errors else 200)


@requires(Permission.SEARCH_LEADERS, purpose=PEOPLE)
@require_GET
def members_csv(request: ActedRequest, prospect: UUID) -> HttpResponse:
    """The list as a file."""
    found = MemberCandidate.objects.filter(prospect=arrive(request, prospect))
    rows = (
        (
            *(one.name, one.centre, one.practice_role, "; ".join(one.knowledge), "; ".join(one.motivations)),
            *(one.in_core_team, one.relationship_known, one.outcome, one.note),
        )
        for one in found
    )
    columns = ("name", "centre", *FACTS[1:2], "knowledge", "motivations", *FACTS[3:])
    return csv_response("members-considered.csv", columns=columns, rows=rows)


def _page(
    request: ActedRequest, found: ProspectiveCommunity, *, form: MemberForm, status: int
) -> HttpResponse:
    profile = MemberProfile.objects.filter(prospect=found).select_related("by").first()
    asked = {name: request.GET.get(name, "") for name in ("show", "outcome")}
    listed = MemberCandidate.objects.filter(prospect=found)
    if asked["show"] == "core":
        listed = listed.filter(in_core_team=True)
    if asked["outcome"] in Outcome.values:
        listed = listed.filter(outcome=asked["outcome"])
    values: dict[str, Any] = framed(request, found, page="members_fit") | {
        "profile": profile,
        "entries": [
            {"member": one, "match": match(profile, one) if profile else None} for one in listed[:MOST]
        ],
        "offered": contacts_fitting(found, profile, person=me(request)) if profile else [],
        "asked": asked,
        "outcomes": Outcome.choices,
        "form": form,
    }
    return render(request, "customers/leaders/members.html", values, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
