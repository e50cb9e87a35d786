"""Reading and writing in threads, on both surfaces and without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client

from communities.discussions.draft import Draft
from communities.discussions.follow import Follow
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from tests.cast import CANARY, Cast

Browser = Callable[[str], Client]


def below(cast: Cast, who: str, community: str) -> str:
    return f"{cast.surface_of(who)}communities/{community}/"


@pytest.mark.parametrize(
    ("who", "slug", "name"), [("leader", "sepsis", "cop"), ("member", "circle", "circle")]
)
def test_a_member_reads_feed_and_thread(
    cast: Cast, client_of: Browser, who: str, slug: str, name: str
) -> None:
    browser = client_of(who)
    feed = browser.get(below(cast, who, slug))
    assert f"{CANARY}-{name}" in feed.content.decode()
    page = browser.get(f"{below(cast, who, slug)}threads/{getattr(cast, name + '_thread')}/")
    assert page.status_code == 200
    assert f"{CANARY}-body-{name}" in page.content.decode()


def test_the_steward_gets_the_shell_and_nothing_of_the_content(cast: Cast, client_of: Browser) -> None:
    browser = client_of("rep")
    shell = browser.get(below(cast, "rep", "circle"))
    assert shell.status_code == 200
    assert "Discussions are closed to you" in shell.content.decode()
    assert CANARY not in shell.content.decode()
    assert browser.get(f"{below(cast, 'rep', 'circle')}threads/{cast.circle_thread}/").status_code == 404
    assert browser.get(f"{below(cast, 'rep', 'circle')}threads/new/").status_code == 403


@pytest.mark.parametrize("who", ["outsider", "newcomer", "rival_physician"])
def test_customers_from_elsewhere_find_no_thread(cast: Cast, client_of: Browser, who: str) -> None:
    address = f"{below(cast, who, 'circle')}threads/{cast.circle_thread}/"
    assert client_of(who).get(address).status_code == 404


def test_a_reply_appears_with_its_number_and_language(cast: Cast, client_of: Browser) -> None:
    browser = client_of("member")
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    answer = browser.post(f"{thread}posts/", {"body": "Wir *zählen* 28 Tage", "language": "de"}, follow=True)
    page = answer.content.decode()
    assert "Wir <em>zählen</em> 28 Tage" in page
    assert 'id="post-3"' in page


def test_an_empty_reply_comes_back_with_the_reason(cast: Cast, client_of: Browser) -> None:
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    answer = client_of("member").post(f"{thread}posts/", {"body": "  "})
    assert answer.status_code == 422
    assert "the post is empty" in answer.content.decode()


def test_what_was_typed_survives_a_refused_reply(cast: Cast, client_of: Browser) -> None:
    browser = client_of("member")
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    browser.post(f"{thread}posts/", {"body": "half a thought", "answers": "no number"})
    assert "half a thought" in browser.get(thread).content.decode()


def test_a_draft_is_brought_back_and_gone_after_posting(
    cast: Cast, client_of: Browser, acting: Callable[..., object]
) -> None:
    browser = client_of("member")
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    assert browser.post(f"{thread}draft/", {"body": "begun"}).status_code == 204
    assert browser.post(f"{thread}draft/", {"body": "begun and more"}).status_code == 204
    assert "begun and more" in browser.get(thread).content.decode()
    browser.post(f"{thread}posts/", {"body": "done"})
    with acting("member"):  # type: ignore[attr-defined]
        assert not Draft.objects.exists()


def test_nobody_reads_the_draft_of_another(
    cast: Cast, client_of: Browser, acting: Callable[..., object]
) -> None:
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    client_of("member").post(f"{thread}draft/", {"body": "begun"})
    with acting("physician"):  # type: ignore[attr-defined]
        assert not Draft.objects.exists()


def test_a_thread_is_opened_with_title_kind_and_language(
    cast: Cast, client_of: Browser, acting: Callable[..., object]
) -> None:
    form = {"title": "How do you count?", "kind": "question", "body": "Days.", "language": "fr"}
    answer = client_of("rep").post(f"{below(cast, 'rep', 'sepsis')}threads/new/", form, follow=True)
    assert "How do you count?" in answer.content.decode()
    with acting("rep"):  # type: ignore[attr-defined]
        thread = Thread.objects.get(title="How do you count?")
        assert (thread.kind, thread.language, thread.post_count) == ("question", "fr", 1)


def test_the_preview_is_rendered_and_nothing_is_stored(cast: Cast, client_of: Browser) -> None:
    browser = client_of("member")
    preview = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/preview/"
    fragment = browser.post(preview, {"body": "**bold** <script>"}, headers={"HX-Request": "true"})
    assert "<strong>bold</strong>" in fragment.content.decode()
    assert "<script>" not in fragment.content.decode()
    whole = browser.post(preview, {"body": "**bold**"})
    assert "**bold**" in whole.content.decode()


def test_a_quotation_fills_the_composer(cast: Cast, client_of: Browser) -> None:
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    page = client_of("member").get(f"{thread}?quote=1").content.decode()
    assert "&gt; What do you do when it fails?" in page


def test_a_wish_about_a_thread_is_kept(cast: Cast, client_of: Browser, acting: Callable[..., object]) -> None:
    browser = client_of("member")
    wish = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/following/"
    for level, kept in (("following", ["following"]), ("muted", ["muted"]), ("", [])):
        assert browser.post(wish, {"level": level}).status_code == 302
        with acting("member"):  # type: ignore[attr-defined]
            assert list(Follow.objects.values_list("level", flat=True)) == kept
    assert browser.post(wish, {"level": "spying"}).status_code == 400


@pytest.mark.parametrize("query", ["from=x", "from=-1", "from=99999999999999", "quote=²"])
def test_numbers_that_are_none_are_refused(cast: Cast, client_of: Browser, query: str) -> None:
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    assert client_of("member").get(f"{thread}?{query}").status_code == 400


def test_the_permanent_link_leads_to_the_post(cast: Cast, client_of: Browser) -> None:
    answer = client_of("member").get(f"{below(cast, 'member', 'circle')}posts/{cast.circle_reply}/")
    assert answer["Location"].endswith(f"threads/{cast.circle_thread}/#post-2")


def test_a_mention_ties_a_member_and_nobody_outside(
    cast: Cast, client_of: Browser, acting: Callable[..., object]
) -> None:
    thread = f"{below(cast, 'member', 'circle')}threads/{cast.circle_thread}/"
    body = "@dr-hanna-reuter and @dr-olga-petrova, what do you think?"
    client_of("member").post(f"{thread}posts/", {"body": body})
    with acting("physician"):  # type: ignore[attr-defined]
        post = Post.objects.get(number=3, thread_id=cast.circle_thread)
        assert list(post.mentions.values_list("person_id", flat=True)) == [cast.physician]
