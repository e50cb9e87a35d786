"""Posts as the components draw them: plain values, addresses made once per page."""

from typing import Any
from uuid import UUID

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from communities.discussions.reaction import OFFERED, ReactionKind
from communities.discussions.thread import Thread, ThreadKind
from communities.discussions.thread_reading import PostPage, ReadPost
from tenancy.people.person import Party, Person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

ICONS = {
    ReactionKind.USEFUL: "lightbulb",
    ReactionKind.SAME_HERE: "hand-helping",
    ReactionKind.THANKS: "heart-handshake",
}
NOBODY = UUID(int=0)
# Stands for the number of a post until one is put in its place.
NUMBER = "999000111"


class PostAddresses:
    """Addresses of what can be done with a post; reversing each anew would cost more than the page."""

    def __init__(self, request: ActedRequest, community: str) -> None:
        pattern = address(request, "post", community=community, post=NOBODY)
        self._before, _, self._after = pattern.partition(str(NOBODY))

    def of(self, post: UUID, act: str = "") -> str:
        """`…/posts/<id>/<act>/`, the permanent link where no act is given."""
        return f"{self._before}{post}{self._after}{act + '/' if act else ''}"


def described(person: Person) -> str:
    """What stands beside a name: profession or function, and place."""
    words = (person.profession or person.job_function, person.place or person.organisation)
    return ", ".join(word for word in words if word)


class Presenter:
    """Turns posts of one thread into values for `communities/discussions/post.html`."""

    def __init__(self, request: ActedRequest, thread: Thread, *, reader: Person, moderates: bool) -> None:
        self.thread, self.reader, self.moderates = thread, reader, moderates
        self.page = address(request, "thread", community=thread.community.slug, thread=thread.id)
        self.addresses = PostAddresses(request, thread.community.slug)
        self.asker = thread.author_id
        self.may_accept = moderates or self.asker == reader.id
        self.first = 1
        self.token = get_token(request)
        self._drawn: dict[Any, str] = {}
        self.labels = {kind: str(kind.label) for kind in ReactionKind}

    def posts(self, page: PostPage, *, accepted: UUID | None, takes_part: bool) -> list[dict[str, Any]]:
        """The page's posts in order; `takes_part` is False for who may only read."""
        self.first = page.first
        return [self._post(read, accepted=accepted, takes_part=takes_part) for read in page.posts]

    def _post(self, read: ReadPost, *, accepted: UUID | None, takes_part: bool) -> dict[str, Any]:
        post = read.post
        author = post.author
        guest = self.thread.community.is_customer and author is not None and author.party != Party.CUSTOMER
        return {
            "id": f"post-{post.number}",
            "number": post.number,
            "author": author.display_name if author else _("Former member"),
            "party": author.party if author else Party.CUSTOMER,
            "role": _("guest") if guest else described(author) if author else "",
            "asked": post.number == 1 and self.thread.kind == ThreadKind.QUESTION,
            "html": post.body_html,
            "at": post.created_at,
            "lang": post.language,
            "edited_at": post.edited_at,
            "edits_url": self.addresses.of(post.id, "revisions"),
            "removed": post.removed_why,
            "restore_url": self._restore_url(read),
            "attachments": self._files(read),
            "tools": self._tools(read, accepted=accepted, takes_part=takes_part),
            "accepted": post.id == accepted,
        }

    def _tools(self, read: ReadPost, *, accepted: UUID | None, takes_part: bool) -> SafeString:
        """Reactions and actions as HTML: drawn once for each kind of post on the page, then addressed."""
        post = read.post
        alike = (
            tuple(sorted(read.counts.items())),
            frozenset(read.mine),
            post.author_id == self.reader.id,
            post.number == 1,
            post.id == accepted,
        )
        if alike not in self._drawn:
            values = {
                "reactions": self._reactions(read, takes_part=takes_part),
                "actions": self._actions(read, accepted=accepted) if takes_part else [],
                "number": NUMBER,
                "csrf_token": self.token,
            }
            self._drawn[alike] = render_to_string("communities/discussions/tools.html", values)
        drawn = self._drawn[alike].replace(str(NOBODY), str(post.id)).replace(NUMBER, str(post.number))
        return mark_safe(drawn)  # both are figures of ours in a template that escaped everything else

    def _restore_url(self, read: ReadPost) -> str:
        post = read.post
        theirs = post.removed_by == self.reader.id
        by_moderator = self.moderates and post.removed_by != post.author_id
        return (
            self.addresses.of(post.id, "restoration") if post.removed_why and (theirs or by_moderator) else ""
        )

    def _reactions(self, read: ReadPost, *, takes_part: bool) -> list[dict[str, Any]]:
        given = [
            {
                "url": self.addresses.of(NOBODY, f"reactions/{kind.value}") if takes_part else "",
                "icon": ICONS[kind],
                "label": self.labels[kind],
                "count": read.counts.get(kind, 0),
                "on": kind in read.mine,
            }
            for kind in OFFERED
            if takes_part or read.counts.get(kind)
        ]
        recorded = read.counts.get(ReactionKind.RECORDED, 0)
        if recorded:
            label = self.labels[ReactionKind.RECORDED]
            given.append({"url": "", "icon": "vote", "label": label, "count": recorded, "on": False})
        return given

    def _files(self, read: ReadPost) -> list[dict[str, Any]]:
        return [
            {
                "name": file.file_name,
                "url": self.addresses.of(read.post.id, f"attachments/{file.id}"),
                "size": file.size,
            }
            for file in read.files
        ]

    def _actions(self, read: ReadPost, *, accepted: UUID | None) -> list[dict[str, Any]]:
        post, of = read.post, self.addresses.of
        quote = f"{self.page}?from={self.first}&quote={NUMBER}#reply"
        actions = [{"label": _("Reply"), "icon": "reply", "url": quote}]
        asked = self.thread.kind == ThreadKind.QUESTION or post.id == accepted
        if self.may_accept and asked and post.number > 1:
            label = _("Not the answer") if post.id == accepted else _("Accept as answer")
            wanted = "0" if post.id == accepted else "1"
            actions.append(
                {"label": label, "icon": "circle-check", "post": of(NOBODY, "acceptance"), "wanted": wanted}
            )
        if post.author_id == self.reader.id:
            actions.append({"label": _("Edit"), "icon": "pencil", "url": of(NOBODY, "edit")})
        if self.moderates or post.author_id == self.reader.id:
            actions.append({"label": _("Remove"), "icon": "trash-2", "url": of(NOBODY, "removal")})
        actions.append({"label": _("Link"), "icon": "link", "url": of(NOBODY)})
        return actions
