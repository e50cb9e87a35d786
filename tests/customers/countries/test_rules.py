"""Rules of countries: set once, obeyed by surveys, read where a centre is dealt with (A1.07)."""

import pytest

from customers.accounts.account import Account
from customers.countries.country_rules import CountryRules
from customers.surveys.inviting import reachable
from tenancy.people.person import Person
from tests.cast import Cast
from tests.customers.conftest import Acting, Bring, ClientOf

PAGE = "/w/ardenne/countries/"
FRANCE = {
    "country": "FR",
    "time_zone": "Europe/Paris",
    "languages": "fr, de,fr",
    "mails_surveys": "on",
    "guidance": "Announce visits a day before.",
}
ACCOUNTS = "source,external_id,name,country\ncrm,A1,Lyon,FR\ncrm,A2,Davos,CH\n"
CONTACTS = (
    "source,external_id,account_external_id,name,email,country\n"
    "crm,C1,A1,Anne,a@example.org,\ncrm,C2,A2,Beat,b@example.org,CH\ncrm,C3,A2,Chloé,c@example.org,FR\n"
)


def test_rules_are_set_changed_and_shown_on_the_countrys_accounts(
    cast: Cast, client_of: ClientOf, acting: Acting, bring: Bring
) -> None:
    bring("accounts", ACCOUNTS)
    manager = client_of("manager")
    assert "No country has rules yet" in manager.get(PAGE).text
    assert manager.post(PAGE, FRANCE).status_code == 302
    with acting("manager"):
        row = CountryRules.objects.get()
        lyon = _account("Lyon")
        davos = _account("Davos")
    assert (row.languages, row.mails_surveys, row.asks_by_name) == (["fr", "de"], True, False)
    assert "Announce visits a day before." in manager.get(f"/w/ardenne/customers/{lyon}/").text
    assert "Announce visits" not in manager.get(f"/w/ardenne/customers/{davos}/").text
    changed = FRANCE | {"guidance": "Write first.", "asks_by_name": "on"}
    assert manager.post(f"{PAGE}FR/", changed).status_code == 302
    assert "Write first." in manager.get(PAGE).text


def _account(name: str) -> str:
    return str(Account.objects.get(name=name).id)


def test_whoever_may_not_be_asked_by_name_or_by_mail_is_not_invited(
    cast: Cast, client_of: ClientOf, acting: Acting, bring: Bring
) -> None:
    """By the contact's own country, or that of her centre."""
    bring("accounts", ACCOUNTS)
    bring("contacts", CONTACTS)
    assert client_of("admin").post(PAGE, FRANCE).status_code == 302

    def invited(*, by_name: bool) -> list[str]:
        with acting("manager"):
            found = reachable(Person.objects.get(id=cast.manager), by_name=by_name)
            return sorted(found.values_list("external_id", flat=True))

    assert invited(by_name=False) == ["C1", "C2", "C3"]
    assert invited(by_name=True) == ["C2"]
    strict = {name: said for name, said in FRANCE.items() if name != "mails_surveys"}
    assert client_of("admin").post(f"{PAGE}FR/", strict).status_code == 302
    assert invited(by_name=False) == ["C2"]


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"languages": "fr, klingon"}, "No language has this code: klingon"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"country": "XX"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, client_of: ClientOf, acting: Acting, said: dict[str, str], because: str
) -> None:
    answer = client_of("manager").post(PAGE, FRANCE | said)
    assert answer.status_code == 400
    assert because in answer.text
    with acting("manager"):
        assert not CountryRules.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("rep", 403), ("leader", 403), ("rival", 404)])
def test_nobody_else_sets_rules(cast: Cast, client_of: ClientOf, who: str, status: int) -> None:
    assert client_of(who).get(PAGE).status_code == status
