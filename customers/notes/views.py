"""Pages of notes: the list, one note, writing and changing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.accounts.account import Account
from customers.notes.forms import NoteForm, RemovalForm
from customers.notes.interest import Interest
from customers.notes.next_step import NextStep
from customers.notes.note import Note, Occasion
from customers.notes.note_draft import NoteDraft
from customers.notes.reading import COLUMNS, found_notes, rows_of, steps_due
from customers.notes.removing import kept_months, remove_note
from customers.notes.writing import finish_step, keep_draft, reopen_step, revise_note, write_note
from tenancy.people.person import Person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

FILTERS = ("q", "occasion", "interest", "account", "by", "since", "until")
MOST_PICKED = 25


@requires(Permission.READ_CUSTOMERS)
@require_GET
def notes(request: ActedRequest) -> HttpResponse:
    """Notes, searched and filtered, the latest first, and the reader's own steps that are due."""
    asked = _asked(request)
    found, following = newest_first(
        found_notes(_me(request), asked=asked), after=request.GET.get("after", "")
    )
    today = timezone.localdate()
    values = {
        "notes": found,
        "next_url": f"?{_query(asked, after=following)}" if following else "",
        "query": _query(asked),
        "asked": asked,
        "occasions": Occasion.choices,
        "interests": Interest.objects.visible_to(_me(request)).offered(),
        "steps": steps_due(_me(request), until=today) if not any(asked.values()) else [],
        "drafts": NoteDraft.objects.visible_to(_me(request)).select_related("account"),
        "today": today,
    }
    return render(request, "customers/notes/notes.html", values)


@requires(Permission.READ_CUSTOMERS)
@require_GET
def notes_csv(request: ActedRequest) -> HttpResponse:
    """The same list as a file."""
    found = found_notes(_me(request), asked=_asked(request))
    return csv_response("notes.csv", columns=COLUMNS, rows=rows_of(found))


@requires(Permission.READ_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def note_new(request: ActedRequest) -> HttpResponse:
    """The quick form; without an account first the choice of one."""
    account = _account(request)
    if account is None and "account" not in request.GET:
        return _picker(request)
    form = NoteForm(
        request.POST or None, initial=_kept(request, account), account=account, writer=_me(request)
    )
    if request.method == "POST" and form.is_valid():
        note = write_note(account, form.said(), by=_me(request), at=timezone.now())
        messages.success(request, _("The note is kept."))
        return redirect(f"{address(request, 'note', note=note.id)}?kept={request.GET['account']}")
    return _form(request, form, account=account)


@requires(Permission.READ_CUSTOMERS)
@require_GET
def note(request: ActedRequest, note: UUID) -> HttpResponse:
    """One note with everything that belongs to it."""
    return _page(request, _visible(request, note))


@requires(Permission.READ_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def note_edit(request: ActedRequest, note: UUID) -> HttpResponse:
    """Changing one's own note."""
    row = get_object_or_404(_mine(request), id=note)
    form = NoteForm(request.POST or None, initial=_told(row), account=row.account, writer=_me(request))
    if request.method == "POST" and form.is_valid():
        revise_note(row, form.said(), by=_me(request), at=timezone.now())
        return redirect(address(request, "note", note=row.id))
    return _form(request, form, account=row.account, note=row)


@requires(Permission.READ_CUSTOMERS)
@require_POST
def note_draft(request: ActedRequest) -> HttpResponse:
    """Keeps what is filled in so far."""
    fields = {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists()}
    fields.pop("csrfmiddlewaretoken", None)
    known = {name: value for name, value in fields.items() if name in NoteForm.base_fields}
    keep_draft(_account(request), fields=known, by=_me(request), at=timezone.now())
    return HttpResponse(status=204)


@requires(Permission.READ_CUSTOMERS)
@require_POST
def note_removal(request: ActedRequest, note: UUID) -> HttpResponse:
    """Removes words and names, with a reason."""
    row = _visible(request, note)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _page(request, row, removal=form, status=400)
    remove_note(row, reason=form.cleaned_data["reason"], by=_me(request), at=timezone.now())
    messages.success(request, _("The note is removed. Who wrote it, when, and your reason stay on record."))
    return redirect(address(request, "notes"))


@requires(Permission.READ_CUSTOMERS)
@require_POST
def next_step(request: ActedRequest, step: UUID) -> HttpResponse:
    """A step is done, or with `done=0` open again."""
    row = get_object_or_404(NextStep.objects.visible_to(_me(request)), id=step)
    if request.POST.get("done", "1") == "1":
        finish_step(row, by=_me(request), at=timezone.now())
    else:
        reopen_step(row, by=_me(request))
    return redirect(address(request, "note", note=row.note_id))


def _page(
    request: ActedRequest, row: Note, *, removal: RemovalForm | None = None, status: int = 200
) -> HttpResponse:
    values = {
        "note": row,
        "participants": row.participants.all(),
        "interests": row.raised.all(),
        "step": next(iter(row.steps.all()), None),
        "revisions": row.revisions.all(),
        "mine": row.author_id == _me(request).id,
        "removable": row.author_id == _me(request).id
        or request.actor.may(Permission.ANSWER_SUBJECT_REQUESTS),
        "removal": removal or RemovalForm(),
        "months": kept_months(_me(request)),
        "kept": request.GET.get("kept", ""),
        "today": timezone.localdate(),
    }
    return render(request, "customers/notes/note.html", values, status=status)


def _form(
    request: ActedRequest, form: NoteForm, *, account: Account | None, note: Note | None = None
) -> HttpResponse:
    values = {"form": form, "account": account, "note": note, "key": request.GET.get("account", "")}
    return render(request, "customers/notes/form.html", values, status=400 if form.errors else 200)


def _picker(request: ActedRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    found = Account.objects.visible_to(_me(request)).matching(words).order_by("name")[: MOST_PICKED + 1]
    values = {"accounts": list(found)[:MOST_PICKED], "more": len(found) > MOST_PICKED, "words": words}
    return render(request, "customers/notes/picker.html", values)


def _kept(request: ActedRequest, account: Account | None) -> dict[str, Any]:
    """The draft that the writer left, as initial values."""
    draft = NoteDraft.objects.visible_to(_me(request)).filter(account=account).first()
    if draft is None:
        return {}
    many = {"contacts", "interests"} & set(draft.fields)
    lists = {name: [value] if isinstance(value := draft.fields[name], str) else value for name in many}
    return {**draft.fields, **lists}


def _told(row: Note) -> dict[str, Any]:
    step = row.steps.first()
    there = list(row.participants.all())
    return {
        "body": row.body,
        "contacts": [one.contact_id for one in there if one.contact_id],
        "colleague": next((one.person_id for one in there if one.person_id), None),
        "others_present": row.others_present,
        "interests": [one.interest_id for one in row.raised.all()],
        "next_step": step.what if step else "",
        "next_step_due_on": step.due_on.isoformat() if step else "",
        "occasion": row.occasion,
        "channel": row.channel,
        "occurred_on": row.occurred_on.isoformat(),
        "case": row.case_id,
    }


def _account(request: ActedRequest) -> Account | None:
    """The account that the address names; None for `none`; 404 for one that the wall hides."""
    wanted = request.GET.get("account", "none")
    if wanted in ("none", ""):
        return None
    try:
        return get_object_or_404(Account.objects.visible_to(_me(request)), id=UUID(wanted))
    except ValueError:
        raise Http404 from None


def _visible(request: ActedRequest, note: UUID) -> Note:
    found = Note.objects.visible_to(_me(request)).select_related("account", "author", "case")
    with_all = found.prefetch_related("participants__contact", "participants__person", "raised__interest")
    return get_object_or_404(with_all, id=note)


def _mine(request: ActedRequest) -> Any:
    return Note.objects.visible_to(_me(request)).filter(author=_me(request)).select_related("account")


def _asked(request: ActedRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in FILTERS}


def _query(asked: dict[str, str], **more: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in {**asked, **more}.items() if value})
    return query.urlencode()


def _me(request: ActedRequest) -> Person:
    assert request.actor.person is not None  # the permission was asked for first
    return request.actor.person
