"""Search finds what the reader may see, however it is accented, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from communities.community.community import Community
from communities.discussions.moderating import remove
from communities.discussions.posting import open_thread
from communities.search.finding import find
from communities.search.highlighting import excerpt
from tenancy.people.person import Person
from tests.cast import CANARY, THEN, Cast

Acting = Callable[[str], Any]


def write(cast: Cast, acting: Acting, body: str, *, language: str = "de") -> None:
    with acting("physician"):
        open_thread(
            Community.objects.get(id=cast.circle),
            title="Zählweise",
            body=body,
            by=Person.objects.get(id=cast.physician),
            at=THEN,
            language=language,
        )


def titles(cast: Cast, acting: Acting, who: str, words: str, **options: Any) -> list[str]:
    with acting(who):
        reader = Person.objects.get(id=getattr(cast, who))
        return [post.thread.title for post in find(words, reader=reader, **options).posts]


@pytest.mark.parametrize(
    "words", ["Atemwegsdruck", "atemwegs", "MUSSEN wir", "müssen", "coeur", "cœur", "strasse", "decision pri"]
)
def test_accents_case_and_beginnings_do_not_matter(cast: Cast, acting: Acting, words: str) -> None:
    write(cast, acting, "Wir müssen den Atemwegsdruck messen. La décision prise: le cœur. Die Straße.")
    assert titles(cast, acting, "member", words) == ["Zählweise"]


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider", "newcomer", "operator", "rival"])
def test_nobody_outside_finds_a_post(cast: Cast, acting: Acting, who: str) -> None:
    write(cast, acting, "Wir messen den Atemwegsdruck")
    assert titles(cast, acting, who, "atemwegsdruck") == []


def test_a_title_is_found(cast: Cast, acting: Acting) -> None:
    write(cast, acting, "nothing else")
    assert titles(cast, acting, "member", "zahlweise") == ["Zählweise"]


def test_a_removed_post_is_not_found(cast: Cast, acting: Acting) -> None:
    write(cast, acting, "Wir messen den Atemwegsdruck")
    with acting("physician"):
        reader = Person.objects.get(id=cast.physician)
        remove(find("atemwegsdruck", reader=reader).posts[0], reason="twice", by=reader)
    assert titles(cast, acting, "member", "atemwegsdruck") == []


def test_a_search_can_be_narrowed(cast: Cast, acting: Acting) -> None:
    write(cast, acting, "Atemwegsdruck")
    assert titles(cast, acting, "member", "atemwegsdruck", within=cast.circle, language="de")
    assert not titles(cast, acting, "member", "atemwegsdruck", within=cast.cop)
    assert not titles(cast, acting, "member", "atemwegsdruck", language="fr")


@pytest.mark.parametrize(
    "words", ["", "  ", "!!", "a & | ! ( :*", "'; drop table x", "\\", "the:*A", "x" * 5000]
)
def test_odd_words_do_no_harm(cast: Cast, client_of: Callable[[str], Client], words: str) -> None:
    address = f"{cast.surface_of('member')}search/"
    assert client_of("member").get(address, {"q": words}).status_code == 200


def test_the_page_shows_passages_communities_and_people(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    page = client_of("member").get(f"{cast.surface_of('member')}search/", {"q": f"{CANARY}-circle"})
    assert f"<mark>{CANARY}</mark>" in page.content.decode()
    page = client_of("member").get(f"{cast.surface_of('member')}search/", {"q": "hanna"})
    assert "Dr. Hanna Reuter" in page.content.decode()
    page = client_of("rep").get(f"{cast.surface_of('rep')}search/", {"q": "seps"})
    assert "Sepsis pathways" in page.content.decode()


def test_staff_find_no_physician(cast: Cast, client_of: Callable[[str], Client]) -> None:
    page = client_of("rep").get(f"{cast.surface_of('rep')}search/", {"q": "hanna"})
    assert "Reuter" not in page.content.decode()


def test_a_passage_marks_the_words_as_they_were_written() -> None:
    parts = excerpt("Eine Überraschung bei der Straße", "uberr strasse")
    assert parts == [("Eine ", False), ("Überraschung", True), (" bei der ", False), ("Straße", True)]


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    parts = excerpt("word " * 100 + "needle " + "word " * 100, "needle")
    assert parts[0] == ("… ", False)
    assert ("needle", True) in parts
    assert parts[-1] == (" …", False)
