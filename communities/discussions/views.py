"""Threads: reading, opening, replying."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.standing import acting_person, closed_reason, community_of, opened
from communities.discussions.drafting import draft_of, save_draft
from communities.discussions.forms import LONGEST_BODY, PostForm, ThreadForm
from communities.discussions.loading import may_reply, thread_of
from communities.discussions.markdown import render as render_markdown
from communities.discussions.post import Post
from communities.discussions.posting import open_thread, reply
from communities.discussions.thread import Thread
from communities.discussions.thread_page import readers, reply_form, thread_page
from communities.discussions.thread_reading import page_start
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.phase import phase

UNPROCESSABLE = 422


@require_GET
@requires(Permission.SIGNED_IN)
def thread(request: ActedRequest, community: str, thread: UUID) -> HttpResponse:
    """A page of posts, the accepted answer in its place, and the composer."""
    found = thread_of(request, community, thread)
    return render(request, "communities/discussions/thread.html", thread_page(request, found))


@require_POST
@requires(Permission.SIGNED_IN, phases=True)
def replies(request: ActedRequest, community: str, thread: UUID) -> HttpResponse:
    """Posts a reply; what was typed survives every refusal as a draft."""
    form = PostForm(request.POST, request.FILES)
    valid = form.is_valid()
    with phase(request):
        found = thread_of(request, community, thread)
        person = acting_person(request)
        if not may_reply(found, reader=person):
            raise PermissionDenied(closed_reason(found))
        if not valid:
            _keep(request, found)
            values = thread_page(request, found, form=form)
            return render(request, "communities/discussions/thread.html", values, status=UNPROCESSABLE)
        post = reply(
            found,
            body=form.cleaned_data["body"],
            by=person,
            at=timezone.now(),
            answers=_answered(found, form.cleaned_data["answers"]),
            language=form.cleaned_data["language"],
            files=form.cleaned_data["attachments"],
        )
        return redirect(post_in_page(request, found, post.number))


@require_POST
@requires(Permission.SIGNED_IN)
def thread_preview(request: ActedRequest, community: str, thread: UUID) -> HttpResponse:
    """The text as it would look: a fragment for htmx, else the page with what was typed kept."""
    found = thread_of(request, community, thread)
    body = request.POST.get("body", "")
    html = render_markdown(body)
    if request.headers.get("HX-Request"):
        return HttpResponse(html)
    values = thread_page(request, found, form=reply_form(body=body), preview=html)
    return render(request, "communities/discussions/thread.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN, phases=True)
def new_thread(request: ActedRequest, community: str) -> HttpResponse:
    """Opens a thread; the form comes back with what was typed when something is wrong."""
    posted = request.method == "POST"
    form = ThreadForm(request.POST, request.FILES) if posted else ThreadForm()
    valid = posted and form.is_valid()
    with phase(request):
        place = opened(community_of(request, community))
        person = acting_person(request)
        if valid:
            words = {name: form.cleaned_data[name] for name in ("title", "body", "kind", "language")}
            words["files"] = form.cleaned_data["attachments"]
            made = open_thread(place, by=person, at=timezone.now(), **words)
            return redirect(address(request, "thread", community=community, thread=made.id))
        if posted:
            words = {name: request.POST.get(name, "") for name in ("body", "title")}
            save_draft(place.id, thread=None, by=person, at=timezone.now(), **words)
            return _new_thread_page(request, place, form, status=UNPROCESSABLE)
        draft = draft_of(place.id, thread=None, by=person)
        kept = {"title": draft.title, "body": draft.body} if draft else {}
        form = ThreadForm(initial={"language": person.language, **kept})
        return _new_thread_page(request, place, form, saved_at=draft.saved_at if draft else None)


@require_POST
@requires(Permission.SIGNED_IN)
def new_thread_preview(request: ActedRequest, community: str) -> HttpResponse:
    """The first post as it would look."""
    place = opened(community_of(request, community))
    html = render_markdown(request.POST.get("body", ""))
    if request.headers.get("HX-Request"):
        return HttpResponse(html)
    form = ThreadForm(initial=request.POST.dict())
    return _new_thread_page(request, place, form, preview=html)


def post_in_page(request: ActedRequest, found: Thread, number: int) -> str:
    """The address of the page with this post, down to the post."""
    page = address(request, "thread", community=found.community.slug, thread=found.id)
    start = page_start(number)
    return f"{page}?from={start}#post-{number}" if start > 1 else f"{page}#post-{number}"


def _new_thread_page(
    request: ActedRequest, place: Any, form: ThreadForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    values = {"community": place, "form": form, "readers": readers(place), **more}
    return render(request, "communities/discussions/new_thread.html", values, status=status)


def _answered(found: Thread, number: int | None) -> Post | None:
    return Post.objects.filter(thread=found, number=number).first() if number else None


def _keep(request: ActedRequest, found: Thread) -> None:
    body = request.POST.get("body", "")
    if len(body) <= LONGEST_BODY:
        save_draft(
            found.community_id, thread=found.id, body=body, by=acting_person(request), at=timezone.now()
        )
