"""Pages about notes as records: the vocabulary, how long they are kept, what they hold about one contact."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.accounts.contact import Contact
from customers.deep_dives.consenting import forget_contact_in_deep_dives
from customers.deep_dives.reading import deep_dives_about
from customers.notes.forms import InterestForm, RetentionForm
from customers.notes.interest import Interest
from customers.notes.reading import interests_counted
from customers.notes.removing import forget_contact, keep_for, kept_months
from customers.notes.subject_access import notes_about
from customers.notes.vocabulary import AlreadyThere, add_interest, add_suggested, retire_interest
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.KEEP_INTERESTS)
@require_http_methods(["GET", "POST"])
def interests(request: ActedRequest) -> HttpResponse:
    """The vocabulary and how often each word was raised; a new word."""
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_interest(form.cleaned_data["name"], by=_me(request), at=timezone.now())
        except AlreadyThere:
            form.add_error("name", _("This word is there already, perhaps among the retired ones."))
        else:
            return redirect(address(request, "interests"))
    return _page(request, interest_form=form)


@requires(Permission.KEEP_INTERESTS)
@require_POST
def suggested_interests(request: ActedRequest) -> HttpResponse:
    """Adds the words that many begin with."""
    add_suggested(by=_me(request), at=timezone.now())
    return redirect(address(request, "interests"))


@requires(Permission.KEEP_INTERESTS)
@require_POST
def interest_retirement(request: ActedRequest, interest: UUID) -> HttpResponse:
    """Takes a word out of use, or with `wanted=0` back into it."""
    row = get_object_or_404(Interest.objects.visible_to(_me(request)), id=interest)
    retire_interest(row, wanted=request.POST.get("wanted", "1") == "1", by=_me(request), at=timezone.now())
    return redirect(address(request, "interests"))


@requires(Permission.ANSWER_SUBJECT_REQUESTS)
@require_POST
def note_retention(request: ActedRequest) -> HttpResponse:
    """Sets for how many months notes are kept."""
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _page(request, retention_form=form)
    keep_for(form.cleaned_data["months"], by=_me(request), at=timezone.now())
    messages.success(request, _("From tonight on, older notes are removed."))
    return redirect(address(request, "interests"))


@requires(Permission.ANSWER_SUBJECT_REQUESTS)
@require_GET
def contact_notes(request: ActedRequest, contact: UUID) -> HttpResponse:
    """What notes and workshops hold about a contact."""
    row = get_object_or_404(Contact, id=contact)
    values = {"contact": row, "notes": notes_about(row), "dives": deep_dives_about(row)}
    return render(request, "customers/notes/contact.html", values)


@requires(Permission.ANSWER_SUBJECT_REQUESTS)
@require_GET
def contact_notes_file(request: ActedRequest, contact: UUID) -> HttpResponse:
    """The same as a file for the contact."""
    row = get_object_or_404(Contact, id=contact)
    told = {
        "contact": row.name,
        "external_id": row.external_id,
        "notes": notes_about(row),
        "deep_dives": deep_dives_about(row),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="notes-about-contact.json"'
    return response


@requires(Permission.ANSWER_SUBJECT_REQUESTS)
@require_POST
def contact_notes_erasure(request: ActedRequest, contact: UUID) -> HttpResponse:
    """Takes the contact out of all notes and workshops; her name is written to confirm."""
    row = get_object_or_404(Contact, id=contact)
    if request.POST.get("confirm_name", "").strip() != str(row):
        values = {
            "contact": row,
            "notes": notes_about(row),
            "dives": deep_dives_about(row),
            "error": _("This is not the name."),
        }
        return render(request, "customers/notes/contact.html", values, status=400)
    removed, changed = forget_contact(row, by=_me(request), at=timezone.now())
    forget_contact_in_deep_dives(row, by=_me(request))
    said = _("{removed} notes removed, the name taken out of {changed} others.")
    messages.success(request, said.format(removed=removed, changed=changed))
    return redirect(address(request, "contact_notes", contact=row.id))


def _page(
    request: ActedRequest,
    *,
    interest_form: InterestForm | None = None,
    retention_form: RetentionForm | None = None,
) -> HttpResponse:
    failed = bool((interest_form and interest_form.errors) or (retention_form and retention_form.errors))
    values = {
        "interests": interests_counted(_me(request)),
        "form": interest_form or InterestForm(),
        "retention_form": (retention_form or RetentionForm(initial={"months": kept_months(_me(request))}))
        if request.actor.may(Permission.ANSWER_SUBJECT_REQUESTS)
        else None,
    }
    return render(request, "customers/notes/interests.html", values, status=400 if failed else 200)


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
