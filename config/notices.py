"""What notices of the communities say and where they lead."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from communities.actions.action_item import ActionItem
from communities.community.community import Community
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from communities.meetings.meeting import Meeting
from tenancy.notices.notification import Notification
from tenancy.slots.notices import NoticeKind, kinds, place_names
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

Target = Callable[[ActedRequest, Notification], str | None]


def register() -> None:
    """Fills the table of notices."""
    kinds.update(
        {
            "thread.opened": NoticeKind(_("A new thread"), "message-square", _thread),
            "post.published": NoticeKind(_("A reply in a thread that you follow"), "reply", _post),
            "post.mentioned": NoticeKind(_("You were mentioned"), "user", _post),
            "answer.accepted": NoticeKind(_("Your answer was accepted"), "check", _post),
            "seat.requested": NoticeKind(_("Somebody asks for a seat"), "user-plus", _page("members")),
            "seat.offered": NoticeKind(_("You are invited"), "mail", _page("seat")),
            "seat.accepted": NoticeKind(_("You have a seat"), "user-check", _page("community")),
            "seat.declined": NoticeKind(_("Your request was declined"), "user", _page("seat")),
            "seat.ended": NoticeKind(_("Your seat has ended"), "log-out", _page("seat")),
            "hand_over.accepted": NoticeKind(
                _("The leader has taken the community over"), "hand-helping", _page("community")
            ),
            "pulse.opened": NoticeKind(_("A short anonymous survey is open"), "activity", _page("pulse")),
            "pulse.reminded": NoticeKind(
                _("A short anonymous survey ends within three days"), "activity", _page("pulse")
            ),
            "meeting.invited": NoticeKind(_("You are invited to a meeting"), "calendar", _meeting),
            "meeting.moved": NoticeKind(_("A meeting was moved"), "calendar", _meeting),
            "meeting.cancelled": NoticeKind(_("A meeting was cancelled"), "calendar", _meeting),
            "meeting.restored": NoticeKind(_("A cancelled meeting takes place"), "calendar", _meeting),
            "action.opened": NoticeKind(_("An action is yours"), "square-check", _action),
            "action.passed_on": NoticeKind(_("An action was passed on to you"), "square-check", _action),
            "recognition.given": NoticeKind(_("You were thanked"), "thumbs-up", _page("recognitions")),
            "verification.changed": NoticeKind(_("Your verification was decided"), "badge-check", _home),
            "role.given": NoticeKind(_("You were given a role"), "key-round", _home),
            "role.taken": NoticeKind(_("A role was taken from you"), "key-round", _home),
        }
    )
    place_names.append(_names)


def _names(communities: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Community.objects.filter(id__in=list(communities)).values_list("id", "name"))


def _slug(notice: Notification) -> str | None:
    if notice.community_id is None:
        return None
    return Community.objects.filter(id=notice.community_id).values_list("slug", flat=True).first()


def _page(name: str) -> Target:
    """A page of the community, by its name."""

    def target(request: ActedRequest, notice: Notification) -> str | None:
        slug = _slug(notice)
        return address(request, name, community=slug) if slug else None

    return target


def _thread(request: ActedRequest, notice: Notification) -> str | None:
    threads = Thread.objects.filter(id=str(notice.subject_id)).values_list("id", "community__slug")
    found = threads.first()
    return address(request, "thread", community=found[1], thread=found[0]) if found else None


def _post(request: ActedRequest, notice: Notification) -> str | None:
    of_thread = notice.subject_kind == Thread._meta.label_lower
    post = notice.ids.get("post") if of_thread else notice.subject_id
    found = Post.objects.filter(id=str(post)).values_list("id", "community__slug").first()
    return address(request, "post", community=found[1], post=found[0]) if found else None


def _meeting(request: ActedRequest, notice: Notification) -> str | None:
    rows = Meeting.objects.filter(id=str(notice.subject_id)).values_list("id", "community__slug")
    found = rows.first()
    return address(request, "meeting", community=found[1], meeting=found[0]) if found else None


def _action(request: ActedRequest, notice: Notification) -> str | None:
    rows = ActionItem.objects.filter(id=str(notice.subject_id)).values_list("id", "community__slug")
    found = rows.first()
    return address(request, "action_item", community=found[1], action=found[0]) if found else None


def _home(request: ActedRequest, notice: Notification) -> str | None:
    return address(request, "home")
