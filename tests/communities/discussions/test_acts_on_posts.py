"""Editing with history, removing with a reason, accepting, reacting: for those who may, for nobody else."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from communities.community.community import Community
from communities.discussions.accepted_answer import AcceptedAnswer
from communities.discussions.moderating import accept, remove, restore
from communities.discussions.post import Post
from communities.discussions.post_revision import PostRevision
from communities.discussions.posting import open_thread
from communities.discussions.reacting import react
from communities.discussions.reaction import Reaction
from communities.discussions.removal import Removal
from tenancy.people.person import Person
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tests.cast import THEN, Cast

Acting = Callable[[str], Any]
Browser = Callable[[str], Client]


def address(cast: Cast, who: str, post: UUID, act: str) -> str:
    return f"{cast.surface_of(who)}communities/circle/posts/{post}/{act}/"


def test_an_edit_keeps_the_earlier_wording(cast: Cast, client_of: Browser) -> None:
    browser = client_of("member")
    edit = address(cast, "member", cast.circle_reply, "edit")
    assert "An answer" in browser.get(edit).content.decode()
    page = browser.post(edit, {"body": "Second thoughts"}, follow=True).content.decode()
    assert "Second thoughts" in page
    assert "edited" in page
    history = browser.get(address(cast, "member", cast.circle_reply, "revisions")).content.decode()
    assert "An answer" in history


def test_an_edited_post_is_found_by_its_new_words_only(
    cast: Cast, client_of: Browser, acting: Acting
) -> None:
    edit = address(cast, "physician", cast.circle_post, "edit")
    client_of("physician").post(edit, {"title": "Renamed", "body": "Nothing fails"})
    with acting("physician"):
        post = Post.objects.select_related("thread").get(id=cast.circle_post)
        assert (post.thread.title, post.search_text) == ("Renamed", "renamed nothing fails")


def test_nobody_changes_the_post_of_another(cast: Cast, client_of: Browser, acting: Acting) -> None:
    edit = address(cast, "physician", cast.circle_reply, "edit")
    assert client_of("physician").post(edit, {"body": "Not your words"}).status_code == 403
    with acting("physician"):
        assert Post.objects.filter(id=cast.circle_reply).update(body="Not your words") == 0


def test_nobody_invents_the_history_of_another(cast: Cast, acting: Acting) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), acting("physician"):
        PostRevision(
            post_id=cast.circle_reply, community_id=cast.circle, body="x", body_html="x", replaced_at=THEN
        ).save()


def test_a_removal_needs_a_reason_and_shows_it(cast: Cast, client_of: Browser) -> None:
    browser = client_of("physician")
    removal = address(cast, "physician", cast.circle_reply, "removal")
    assert browser.post(removal, {"reason": " "}).status_code == 422
    page = browser.post(removal, {"reason": "A patient can be recognised"}, follow=True).content.decode()
    assert "A patient can be recognised" in page
    assert "An answer" not in page


def test_a_removal_can_be_undone_by_who_made_it(cast: Cast, client_of: Browser, acting: Acting) -> None:
    browser = client_of("physician")
    browser.post(address(cast, "physician", cast.circle_reply, "removal"), {"reason": "by mistake"})
    undo = address(cast, "member", cast.circle_reply, "restoration")
    assert client_of("member").post(undo).status_code == 403
    page = browser.post(address(cast, "physician", cast.circle_reply, "restoration"), follow=True)
    assert "An answer" in page.content.decode()
    with acting("member"):
        assert not Removal.objects.exists()


def test_a_moderator_does_not_bring_back_what_its_author_took_away(cast: Cast, acting: Acting) -> None:
    with acting("member"):
        me = Person.objects.get(id=cast.member)
        remove(Post.objects.get(id=cast.circle_reply), reason="mine", by=me)
    with pytest.raises(NotAllowed), acting("physician"):
        restore(Post.objects.get(id=cast.circle_reply), by=Person.objects.get(id=cast.physician))


def test_a_member_removes_only_her_own_posts(cast: Cast, client_of: Browser) -> None:
    removal = address(cast, "member", cast.circle_post, "removal")
    assert client_of("member").post(removal, {"reason": "I dislike it"}).status_code == 403


def test_who_asked_accepts_an_answer_and_takes_it_back(
    cast: Cast, client_of: Browser, acting: Acting
) -> None:
    browser = client_of("physician")
    acceptance = address(cast, "physician", cast.circle_reply, "acceptance")
    page = browser.post(acceptance, {"wanted": "1"}, follow=True).content.decode()
    assert "Accepted answer" in page
    feed = browser.get(f"{cast.surface_of('physician')}communities/circle/").content.decode()
    assert "answered" in feed
    browser.post(acceptance, {"wanted": "0"})
    with acting("physician"):
        assert not AcceptedAnswer.objects.exists()


def test_others_do_not_accept_and_a_question_is_no_answer(
    cast: Cast, client_of: Browser, acting: Acting
) -> None:
    acceptance = address(cast, "member", cast.circle_reply, "acceptance")
    assert client_of("member").post(acceptance, {"wanted": "1"}).status_code == 403
    with acting("physician"):
        me, question = Person.objects.get(id=cast.physician), Post.objects.get(id=cast.circle_post)
        with pytest.raises(RuleBroken), transaction.atomic():
            accept(question, wanted=True, by=me)


def test_an_answer_belongs_to_its_thread(cast: Cast, acting: Acting) -> None:
    with acting("physician"):
        me, circle = Person.objects.get(id=cast.physician), Community.objects.get(id=cast.circle)
        other = open_thread(circle, title="Other", body="x", by=me, at=THEN)
        accept(Post.objects.get(id=cast.circle_reply), wanted=True, by=me)
        assert not AcceptedAnswer.objects.filter(thread=other).exists()


def test_a_reaction_is_given_once_and_withdrawn(cast: Cast, client_of: Browser, acting: Acting) -> None:
    browser = client_of("member")
    reactions = address(cast, "member", cast.circle_post, "reactions/useful")
    for wanted, kept in (("1", 1), ("1", 1), ("0", 0)):
        button = browser.post(reactions, {"wanted": wanted}, headers={"HX-Request": "true"}).content.decode()
        assert f'aria-pressed="{"true" if kept else "false"}"' in button
        with acting("member"):
            assert Reaction.objects.count() == kept
    assert browser.post(reactions, {"wanted": "1"}).status_code == 302
    unknown = address(cast, "member", cast.circle_post, "reactions/recorded")
    assert browser.post(unknown, {"wanted": "1"}).status_code == 404


def test_nobody_reacts_in_the_name_of_another(cast: Cast, acting: Acting) -> None:
    with acting("member"):
        post, other = Post.objects.get(id=cast.circle_post), Person.objects.get(id=cast.physician)
        with pytest.raises(DatabaseError, match="row-level security"):
            react(post, kind="useful", wanted=True, by=other, at=THEN)


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider"])
@pytest.mark.parametrize(
    "act", ["edit", "revisions", "removal", "restoration", "acceptance", "reactions/useful"]
)
def test_posts_behind_the_wall_do_not_exist_for_others(
    cast: Cast, client_of: Browser, who: str, act: str
) -> None:
    assert client_of(who).post(address(cast, who, cast.circle_post, act), {"wanted": "1"}).status_code in (
        404,
        405,
    )
