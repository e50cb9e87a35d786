"""Pages of merges: what may be one, side by side, made one, undone."""

import pytest

from customers.accounts.account import Account
from customers.accounts.merge import AccountMerge
from customers.accounts.standing_apart import StandingApart
from tests.customers.conftest import Acting, Bring, ClientOf

LIST = "/w/ardenne/customers/"


@pytest.fixture
def twice(bring: Bring, acting: Acting) -> tuple[str, str]:
    """One house as the CRM and the ERP have it."""
    bring(
        "accounts",
        "source,external_id,name,city,country\ncrm,A1,Höhenklinik,Davos,CH\nerp,77,HOHENKLINIK,Davos,CH\n",
    )
    with acting("manager"):
        one, other = Account.objects.order_by("source")
        return str(one.id), str(other.id)


def test_the_same_folded_name_in_one_place_is_suggested(client_of: ClientOf, twice: tuple[str, str]) -> None:
    page = client_of("manager").get(f"{LIST}merges/")
    assert page.status_code == 200
    assert f"{twice[0]}/and/{twice[1]}/" in page.text
    assert client_of("rep").get(f"{LIST}merges/").status_code == 403


def test_two_accounts_are_compared_merged_and_parted_again(
    client_of: ClientOf, acting: Acting, twice: tuple[str, str]
) -> None:
    manager, (one, other) = client_of("manager"), twice
    comparison = f"{LIST}{one}/and/{other}/"
    assert "HOHENKLINIK" in manager.get(comparison).text
    assert manager.post(comparison, {"survivor": one}).status_code == 400
    assert manager.post(comparison, {"survivor": one, "why": "Same house"}).status_code == 302
    assert manager.get(f"{LIST}{other}/").headers["Location"].endswith(f"/customers/{one}/")
    page = manager.get(f"{LIST}{one}/").text
    assert "Same house" in page
    assert "77" in page
    with acting("manager"):
        merge = AccountMerge.objects.get()
    assert manager.post(f"{LIST}{one}/merges/{merge.id}/undo/").status_code == 302
    assert manager.post(f"{LIST}{one}/merges/{merge.id}/undo/").status_code == 404
    assert manager.get(f"{LIST}{other}/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("rep", 403), ("rival", 404), ("physician", 404)])
def test_who_may_not_merge_reaches_no_comparison(
    client_of: ClientOf, twice: tuple[str, str], who: str, status: int
) -> None:
    assert client_of(who).get(f"{LIST}{twice[0]}/and/{twice[1]}/").status_code == status


def test_a_pair_that_is_two_is_not_suggested_again_until_that_is_taken_back(
    client_of: ClientOf, acting: Acting, twice: tuple[str, str]
) -> None:
    """Whichever of them comes first; saying it twice changes nothing."""
    manager, (one, other) = client_of("manager"), twice
    pair = f"{one}/and/{other}/"
    assert pair in manager.get(f"{LIST}merges/").text
    assert manager.post(f"{LIST}{pair}apart/").status_code == 302
    assert manager.post(f"{LIST}{other}/and/{one}/apart/").status_code == 302
    page = manager.get(f"{LIST}merges/").text
    assert f'{pair}"' not in page
    assert "1 pair was said to be two" in page
    with acting("rep"):
        assert not StandingApart.objects.exists()
    assert client_of("rep").post(f"{LIST}{pair}apart/").status_code == 403
    assert manager.post(f"{LIST}{other}/and/{one}/apart/", {"again": "1"}).status_code == 302
    assert f'{pair}"' in manager.get(f"{LIST}merges/").text
