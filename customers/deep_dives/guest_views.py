"""Who takes part, who came, and who agreed to what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from customers.accounts.contact import Contact
from customers.deep_dives.consenting import NothingToWithdraw, record_consent
from customers.deep_dives.forms import ColleagueForm, ConsentForm, GuestForm
from customers.deep_dives.holding import AlreadyInvited, attend, invite
from customers.deep_dives.loading import held_dive, me, participant_of
from customers.deep_dives.participant import Position
from customers.deep_dives.reading import guests_of
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

MOST_FOUND = 15
CAME = {"yes": True, "no": False}


@requires(Permission.USE_WORKSPACE)
@require_GET
def deep_dive_guests(request: ActedRequest, dive: UUID) -> HttpResponse:
    """The list: search contacts to invite, note who came, write down consent."""
    return _page(request, held_dive(request, dive))


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_contact(request: ActedRequest, dive: UUID, contact: UUID) -> HttpResponse:
    """Invites a contact of the firm's records."""
    row, found = held_dive(request, dive), get_object_or_404(Contact, id=contact)
    position = request.POST.get("position", Position.PHYSICIAN)
    return _invited(
        request, row, name=str(found), contact=found,
        position=position if position in Position.values else Position.OTHER,
    )  # fmt: skip


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_guest(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Invites somebody who is in no records."""
    row, form = held_dive(request, dive), GuestForm(request.POST)
    if not form.is_valid():
        return _page(request, row, guest_form=form, status=400)
    return _invited(request, row, **form.cleaned_data)


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_colleague(request: ActedRequest, dive: UUID) -> HttpResponse:
    """Somebody of the firm takes part."""
    row, form = held_dive(request, dive), ColleagueForm(request.POST)
    if not form.is_valid():
        return _page(request, row, colleague_form=form, status=400)
    person = form.cleaned_data["person"]
    return _invited(request, row, name=person.display_name, person=person, position=Position.INDUSTRY)


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_attendance(request: ActedRequest, dive: UUID, participant: UUID) -> HttpResponse:
    """`came` is yes, no, or empty for not known; `drop=1` takes who has not been asked off the list."""
    row = held_dive(request, dive)
    one = participant_of(row, participant)
    if not request.POST.get("drop"):
        attend(one, came=CAME.get(request.POST.get("came", "")))
    elif one.consents.exists():
        messages.error(request, _("Who was asked for consent stays on the list: the answer is kept."))
    else:
        one.delete()
    return _back(request, row)


@requires(Permission.USE_WORKSPACE)
@require_POST
def deep_dive_consent(request: ActedRequest, dive: UUID, participant: UUID) -> HttpResponse:
    """Writes down what a participant answered, or that she takes her consent back."""
    row = held_dive(request, dive)
    one, form = participant_of(row, participant), ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, row, consent_form=form, asking=one.id, status=400)
    try:
        record_consent(one, **form.cleaned_data, by=me(request), at=timezone.now())
    except NothingToWithdraw:
        form.add_error("answer", _("Only consent that was given can be withdrawn."))
        return _page(request, row, consent_form=form, asking=one.id, status=400)
    return _back(request, row)


def _invited(request: ActedRequest, row: Any, **who: Any) -> HttpResponse:
    try:
        invite(row, **who, by=me(request))
    except AlreadyInvited:
        messages.error(request, _("On the list already."))
    return _back(request, row)


def _back(request: ActedRequest, row: Any) -> HttpResponse:
    return redirect(address(request, "deep_dive_guests", dive=row.id))


def _page(request: ActedRequest, row: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    words = request.GET.get("q", "")[:100].strip()
    contacts = Contact.objects.filter(tenant_id=row.tenant_id, name__icontains=words).exclude(type="system")
    values = {
        "dive": row,
        "guests": guests_of(row),
        "words": words,
        "found": list(contacts.select_related("account").order_by("name")[:MOST_FOUND]) if words else [],
        "positions": Position.choices,
        "guest_form": GuestForm(auto_id="guest-%s"),
        "colleague_form": ColleagueForm(),
        "consent_form": ConsentForm(),
        "asking": None,
        **forms,
    }
    return render(request, "customers/deep_dives/guests.html", values, status=status)
