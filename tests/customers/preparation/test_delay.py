"""What holds a kick-off up, told on the board by who prepares it (A11.04, A12.33)."""

from customers.training.delay import KickOffDelay
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf

PAGE = "/w/ardenne/preparation/"
DELAY = f"{PAGE}circle/delay/"


def test_the_steward_says_it_on_the_board_and_the_latest_word_counts(
    cast: Cast, client_of: ClientOf, acting: Acting
) -> None:
    rep = client_of("rep")
    assert "Say what holds the kick-off up" in rep.get(PAGE).text
    assert rep.post(DELAY, {"cause": "slot"}).status_code == 302
    assert rep.post(DELAY, {"cause": "recruitment", "note": "Two centres left"}).status_code == 302
    assert "What holds it up: Finding and motivating members" in rep.get(PAGE).text
    with acting("rep"):
        assert KickOffDelay.objects.count() == 2


def test_a_word_that_is_no_cause_is_refused_and_what_was_written_stays(
    cast: Cast, client_of: ClientOf, acting: Acting
) -> None:
    answer = client_of("rep").post(DELAY, {"cause": "weather", "note": "It rained"})
    assert answer.status_code == 400
    assert "It rained" in answer.text
    with acting("rep"):
        assert not KickOffDelay.objects.exists()


def test_nobody_else_says_it(cast: Cast, client_of: ClientOf) -> None:
    assert client_of("colleague").post(DELAY, {"cause": "slot"}).status_code == 404
    assert client_of("office").post(DELAY, {"cause": "slot"}).status_code == 403
