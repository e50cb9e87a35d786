"""What is done with one post: link, edit, history, removal, acceptance, reactions."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.community.standing import acting_person, moderates
from communities.discussions.editing import revise
from communities.discussions.forms import EditForm, RemovalForm
from communities.discussions.loading import post_of, taking_part
from communities.discussions.moderating import accept, remove, restore
from communities.discussions.post import Post
from communities.discussions.presenting import ICONS
from communities.discussions.reacting import react
from communities.discussions.reaction import OFFERED, ReactionKind
from communities.discussions.thread_page import crumbs, readers
from communities.discussions.views import UNPROCESSABLE, post_in_page
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@require_GET
@requires(Permission.SIGNED_IN)
def post(request: ActedRequest, community: str, post: UUID) -> HttpResponse:
    """The permanent link: leads to the post in its thread."""
    return _back(request, post_of(request, community, post))


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def edit(request: ActedRequest, community: str, post: UUID) -> HttpResponse:
    """Changes one's own post; the earlier wording stays readable."""
    found = post_of(request, community, post)
    taking_part(found)
    person = acting_person(request)
    if found.author_id != person.id:
        raise PermissionDenied(_("Only its author changes a post."))
    words = {"title": found.thread.title, "body": found.body, "language": found.language}
    form = EditForm(request.POST or None, initial=words, with_title=found.number == 1)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"] or found.language
        title = form.cleaned_data.get("title", "")
        revise(
            found,
            body=form.cleaned_data["body"],
            language=language,
            title=title,
            by=person,
            at=timezone.now(),
        )
        return _back(request, found)
    values = {"post": found, "form": form, "readers": readers(found), "crumbs": crumbs(request, found.thread)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/discussions/edit_post.html", values, status=status)


@require_GET
@requires(Permission.SIGNED_IN)
def revisions(request: ActedRequest, community: str, post: UUID) -> HttpResponse:
    """How the post read before; nothing of a removed one."""
    found = post_of(request, community, post)
    if found.removed_why:
        raise Http404
    values = {
        "post": found,
        "revisions": found.revisions.all()[:100],
        "crumbs": crumbs(request, found.thread),
    }
    return render(request, "communities/discussions/revisions.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.SIGNED_IN)
def removal(request: ActedRequest, community: str, post: UUID) -> HttpResponse:
    """Removes a post with a reason that its author reads."""
    found = post_of(request, community, post)
    taking_part(found)
    person = acting_person(request)
    if found.author_id != person.id and not moderates(found):
        raise PermissionDenied(_("A post is removed by its author or by a moderator."))
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove(found, reason=form.cleaned_data["reason"], by=person)
        return _back(request, found)
    values = {"post": found, "form": form, "crumbs": crumbs(request, found.thread)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "communities/discussions/remove_post.html", values, status=status)


@require_POST
@requires(Permission.SIGNED_IN)
def restoration(request: ActedRequest, community: str, post: UUID) -> HttpResponse:
    """Undoes a removal."""
    found = post_of(request, community, post)
    restore(found, by=acting_person(request))
    return _back(request, found)


@require_POST
@requires(Permission.SIGNED_IN)
def acceptance(request: ActedRequest, community: str, post: UUID) -> HttpResponse:
    """Marks the answer (`wanted=1`) or takes the mark away (`wanted=0`)."""
    found = post_of(request, community, post)
    accept(found, wanted=request.POST.get("wanted") == "1", by=acting_person(request))
    return _back(request, found)


@require_POST
@requires(Permission.SIGNED_IN)
def reactions(request: ActedRequest, community: str, post: UUID, kind: str) -> HttpResponse:
    """Gives (`wanted=1`) or withdraws (`wanted=0`) a reaction; htmx gets the button back."""
    if kind not in OFFERED:
        raise Http404
    found = post_of(request, community, post)
    taking_part(found)
    wanted = request.POST.get("wanted") == "1"
    count = react(found, kind=kind, wanted=wanted, by=acting_person(request), at=timezone.now())
    if not request.headers.get("HX-Request"):
        return _back(request, found)
    chosen = ReactionKind(kind)
    values = {"url": request.path, "icon": ICONS[chosen], "label": chosen.label, "count": count, "on": wanted}
    return render(request, "components/reaction.html", values)


def _back(request: ActedRequest, found: Post) -> HttpResponse:
    return redirect(post_in_page(request, found.thread, found.number))
