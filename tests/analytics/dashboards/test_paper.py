"""The programme, a health check and a report as PDF: what the page says, the same bytes when made again."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from analytics.health.checking import check_all, last_days
from communities.community.kinds import Stage
from tests.analytics.dashboards.test_programme import PAGE, formed
from tests.cast import Cast

ClientOf = Callable[[str], Client]
HEALTH = "communities/circle/health/"


def words(content: bytes) -> str:
    """All that the paper says, on one line."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())


def test_the_programme_on_paper_says_what_the_page_says(
    cast: Cast, client_of: ClientOf, committed: None
) -> None:
    """A11.20: for management and the programme office; the same figures, the same bytes."""
    formed(cast, months_ago=8, then=[(0, Stage.INITIATION), (1, Stage.ACTIVE)])
    formed(cast, months_ago=14, then=[(0, Stage.INITIATION), (5, Stage.CLOSED)])
    manager = client_of("manager")
    first = manager.get(f"{PAGE}report.pdf")
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content == manager.get(f"{PAGE}report.pdf").content
    said, page = words(first.content), manager.get(PAGE).text
    for sentence in ("were still active after 12 months", "below the line of 50 in 24 months"):
        assert sentence in said
        assert sentence in page
    assert client_of("rep").get(f"{PAGE}report.pdf").status_code == client_of("rep").get(PAGE).status_code


def test_an_empty_programme_still_prints(client_of: ClientOf) -> None:
    said = words(client_of("office").get(f"{PAGE}report.pdf").content)
    assert "How the programme" in said


@pytest.mark.parametrize("who", ["rep", "manager", "office", "admin", "outsider"])
def test_a_check_is_printed_for_nobody_who_may_not_read_it(
    cast: Cast, client_of: ClientOf, committed: None, who: str
) -> None:
    check(cast)
    answer = client_of(who).get(f"{cast.surface_of(who)}{HEALTH}report.pdf")
    assert answer.status_code in (403, 404)


def test_a_check_on_paper_holds_what_its_reader_sees_and_no_more(
    cast: Cast, client_of: ClientOf, committed: None
) -> None:
    """The leader has the findings, a member the members' part; each gets the same bytes again."""
    check(cast)
    here = f"/p/kreis/{HEALTH}report.pdf"
    leader, member = client_of("physician").get(here), client_of("member").get(here)
    assert leader.content == client_of("physician").get(here).content
    assert "Next step" in words(leader.content)
    assert "definitions" in words(member.content)
    assert len(words(member.content)) < len(words(leader.content))


def check(cast: Cast) -> None:
    """All communities of the firm over the last thirty days."""
    now = timezone.now()
    check_all(cast.ardenne, period=last_days(today=now.date()), asked_at=now)
