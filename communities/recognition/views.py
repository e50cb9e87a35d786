"""Recognition: what a community thanks its members for."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.community import Community
from communities.community.room import UNPROCESSABLE, entered, framed, told
from communities.community.standing import acting_person, closed_reason, community_of
from communities.recognition.forms import SupervisorForm, ThanksForm
from communities.recognition.page import capacity, drawn, line_of, notes_page, received, shown_to
from communities.recognition.recognition import GivenAs, Recognition
from communities.recognition.recognition_copy import RecognitionCopy
from communities.recognition.thanking import (
    ShownAlready,
    hide_from_supervisor,
    show_to_supervisor,
    take_thanks_back,
    thank,
)
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.undoing import done
from tenancy.wall.middleware import ActedRequest

COLUMNS = ("date", "thanked", "team", "for", "words", "by", "as")


@requires(Permission.SIGNED_IN)
@require_GET
def recognitions(request: ActedRequest, community: str) -> HttpResponse:
    """What members were thanked for, newest first; a colleague from outside sees the notes that she gave."""
    found, given_as = _arrived(request, community)
    notes = Recognition.objects.visible_to(acting_person(request)).filter(community=found).standing()
    if given_as != GivenAs.MEMBER:
        notes = notes.filter(given_by=acting_person(request))
    values = framed(request, found, page="recognitions") | notes_page(request, notes)
    return render(request, "communities/recognition/list.html", values | {"given_as": given_as})


@requires(Permission.SIGNED_IN)
@require_GET
def recognitions_csv(request: ActedRequest, community: str) -> HttpResponse:
    """All of them, for members."""
    found = entered(request, community)
    notes = drawn(Recognition.objects.filter(community=found).standing()).order_by("-at", "-id")
    rows = [
        (
            note.at.date(),
            ", ".join(person.display_name for person in line_of(request, note)["people"]),
            note.team,
            note.get_occasion_display(),
            note.words,
            note.given_by.display_name if note.given_by else "",
            note.get_given_as_display(),
        )
        for note in notes
    ]
    return csv_response("recognition.csv", columns=COLUMNS, rows=rows)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def recognition_new(request: ActedRequest, community: str) -> HttpResponse:
    """Thanks a member or a team."""
    found, given_as = _arrived(request, community)
    me = acting_person(request)
    form = ThanksForm(request.POST if request.method == "POST" else None, community=found, giver=me)
    if request.method == "POST" and form.is_valid():
        note = thank(found, **form.cleaned_data, given_as=given_as, by=me, at=timezone.now())
        undo = address(request, "recognition_withdrawal", community=found.slug, recognition=note.id)
        return told(request, found, page="recognitions", text=_("Thanks said."), undo=undo)
    values = framed(request, found, page="recognitions", inside=_("Recognition"))
    values |= {"form": form, "given_as": given_as}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/recognition/form.html", values, status=status)


@requires(Permission.SIGNED_IN)
@require_POST
def recognition_withdrawal(request: ActedRequest, community: str, recognition: UUID) -> HttpResponse:
    """Whoever gave it takes it back; once more lets it stand again."""
    found, _given_as = _arrived(request, community)
    me = acting_person(request)
    note = get_object_or_404(Recognition, community=found, given_by=me, id=recognition)
    wanted = note.withdrawn_at is None
    take_thanks_back(note, wanted=wanted, by=me, at=timezone.now())
    undo = address(request, "recognition_withdrawal", community=found.slug, recognition=note.id)
    text = _("Taken back.") if wanted else _("It stands again.")
    return told(request, found, page="recognitions", text=text, undo=undo if wanted else "")


@requires(Permission.SIGNED_IN)
@require_GET
def my_recognition(request: ActedRequest) -> HttpResponse:
    """What I was thanked for, everywhere; and what colleagues have shown to me as their supervisor."""
    values = notes_page(request, received(request))
    mine = RecognitionCopy.objects.filter(person=acting_person(request), withdrawn_at=None)
    values |= {"copies": list(mine.select_related("supervisor", "community")), "shown": shown_to(request)}
    return render(request, "communities/recognition/mine.html", values)


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "POST"])
def recognition_copies(request: ActedRequest, community: str, recognition: UUID) -> HttpResponse:
    """Shows a note about me to my supervisor: my decision alone."""
    found, me = entered(request, community), acting_person(request)
    note = get_object_or_404(drawn(received(request)), community=found, id=recognition)
    form = SupervisorForm(request.POST if request.method == "POST" else None, person=me)
    if request.method == "POST" and form.is_valid():
        try:
            copy = show_to_supervisor(note, **form.cleaned_data, by=me, at=timezone.now())
        except ShownAlready:
            form.add_error("supervisor", _("This person can read it already."))
        else:
            undo = address(request, "recognition_hiding", community=found.slug, copy=copy.id)
            done(request, _("%(name)s can read it now.") % {"name": copy.supervisor.display_name}, undo=undo)
            return redirect(address(request, "my_recognition"))
    values = framed(request, found, page="recognitions", inside=_("Recognition"))
    values |= {"form": form, "line": line_of(request, note)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/recognition/showing.html", values, status=status)


@requires(Permission.SIGNED_IN)
@require_POST
def recognition_hiding(request: ActedRequest, community: str, copy: UUID) -> HttpResponse:
    """My supervisor reads it no longer."""
    found, me = entered(request, community), acting_person(request)
    one = get_object_or_404(RecognitionCopy, community=found, person=me, withdrawn_at=None, id=copy)
    hide_from_supervisor(one, by=me, at=timezone.now())
    done(request, _("Taken back; what was read stays read."))
    return redirect(address(request, "my_recognition"))


def _arrived(request: ActedRequest, slug: str) -> tuple[Community, GivenAs]:
    found = community_of(request, slug)
    given_as = capacity(request, found)
    if given_as is None:
        raise PermissionDenied(closed_reason(found))
    return found, given_as
