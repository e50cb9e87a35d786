"""The values of the thread page."""

from typing import Any

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.community.standing import acting_person, moderates, placed
from communities.discussions.follow import FollowLevel
from communities.discussions.forms import PostForm
from communities.discussions.loading import may_reply
from communities.discussions.post import Post
from communities.discussions.presenting import Presenter
from communities.discussions.thread import Thread, ThreadKind
from communities.discussions.thread_reading import PostPage, read_posts
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

MOST_QUOTED = 4_000


def thread_page(
    request: ActedRequest, found: Thread, *, form: PostForm | None = None, preview: str = ""
) -> dict[str, Any]:
    """Everything that `communities/discussions/thread.html` shows, three queries beside the thread's own."""
    person = acting_person(request)
    page = read_posts(found, reader=person, first=_number(request, "from") or 1)
    presenter = Presenter(request, found, reader=person, moderates=moderates(found))
    takes_part = placed(found).opens
    replies = may_reply(found, reader=person)
    return {
        "thread": found,
        "community": found.community,
        "posts": presenter.posts(page, accepted=found.accepted_post, takes_part=takes_part),
        "contents": _contents(presenter, found, page),
        "is_question": found.kind == ThreadKind.QUESTION,
        "previous_url": f"{presenter.page}?from={page.previous}" if page.previous else "",
        "next_url": f"{presenter.page}?from={page.following}" if page.following else "",
        "takes_part": takes_part,
        "form": (form or _prefilled(request, found, page)) if replies else None,
        "readers": readers(found),
        "preview": preview,
        "levels": _levels(found) if takes_part else [],
        "crumbs": crumbs(request, found),
    }


def readers(thing: Any) -> str:
    """Who will read what is written here, in one sentence."""
    community = getattr(thing, "community", thing)
    members = max(1, placed(thing).member_count)
    sentence = ngettext(
        "Read by the one member of this community.", "Read by the %(n)s members of this community.", members
    ) % {"n": members}
    return sentence + (" " + _("Not by the sponsor.") if community.is_customer else "")


def crumbs(request: ActedRequest, found: Thread) -> list[dict[str, Any]]:
    """The way back from a thread."""
    community = found.community
    return [
        {"label": _("Communities"), "url": address(request, "communities")},
        {"label": community.name, "url": address(request, "community", community=community.slug)},
    ]


def reply_form(*, body: str = "", language: str = "", answers: int | None = None) -> PostForm:
    """An empty or prefilled form for a reply."""
    return PostForm(initial={"body": body, "language": language, "answers": answers})


def _prefilled(request: ActedRequest, found: Thread, page: PostPage) -> PostForm:
    person = acting_person(request)
    number = _number(request, "quote")
    quoted = next((read.post for read in page.posts if read.post.number == number), None)
    body = found.draft_body or ""
    if quoted is not None and not quoted.removed_why:
        body = f"{_quotation(quoted)}\n\n{body}"
    return reply_form(body=body, language=person.language, answers=number if quoted else None)


def _quotation(post: Post) -> str:
    return "\n".join(f"> {line}" for line in post.body[:MOST_QUOTED].splitlines())


def _contents(presenter: Presenter, found: Thread, page: PostPage) -> list[dict[str, Any]]:
    """The landmarks of the thread: question, accepted answer, files of this page."""
    here = presenter.page
    first = _("The question") if found.kind == ThreadKind.QUESTION else _("The opening")
    marks = [{"label": f"1 {first}", "url": f"{here}#post-1"}]
    if found.accepted_post:
        label = f"{found.accepted_number} {_('Accepted answer')}"
        marks.append(
            {"label": label, "url": presenter.addresses.of(found.accepted_post), "icon": "circle-check"}
        )
    for read in page.posts:
        if not read.post.removed_why:
            for file in read.files:
                label = f"{read.post.number} {file.file_name}"
                marks.append({"label": label, "url": f"#post-{read.post.number}"})
    return marks


def _levels(found: Thread) -> list[dict[str, Any]]:
    wishes = (
        ("", _("In my digest")),
        (FollowLevel.FOLLOWING.value, _("Every reply")),
        (FollowLevel.MUTED.value, _("Nothing")),
    )
    chosen = found.my_level or ""
    return [{"value": value, "label": label, "on": value == chosen} for value, label in wishes]


def _number(request: ActedRequest, name: str) -> int:
    """A number of the address, 0 where there is none; BadRequest where it is not one."""
    written = request.GET.get(name, "0")
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise BadRequest(f"{name} is not a number")
    return int(written)
