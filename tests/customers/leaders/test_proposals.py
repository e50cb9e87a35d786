"""Proposing and approving: never from a score alone, never by one person (A10.05, D8)."""

import pytest
from django.db import IntegrityError, connections, transaction

from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.leader_fit import LeaderFit
from customers.leaders.leader_proposal import LeaderProposal
from customers.leaders.proposing import FitMissing, decide, propose, write_fit
from tenancy.notices.mail import Mail
from tenancy.people.administration.roles import set_roles
from tenancy.people.person import Person
from tenancy.wall.refusals import NotAllowed, RuleBroken
from tenancy.wall.scope import acting_for
from tests.cast import Cast
from tests.customers.conftest import Acting, ClientOf
from tests.customers.leaders.conftest import FIT, REASON, THEN, Judging, person


def _page(candidate: LeaderCandidate) -> str:
    return f"/w/ardenne/prospects/{candidate.prospect_id}/leaders/{candidate.id}/"


def test_a_leader_is_proposed_and_approved_by_somebody_else(
    client_of: ClientOf, fitted: LeaderCandidate, cast: Cast, acting: Acting, judging: Judging
) -> None:
    fields = {"approver": str(cast.manager), "reason": REASON}
    assert client_of("rep").post(f"{_page(fitted)}proposal/", fields | {"reason": "nice"}).status_code == 400
    assert client_of("rep").post(f"{_page(fitted)}proposal/", fields).status_code == 302
    with judging("manager"):
        decision = f"/w/ardenne/leaders/{LeaderProposal.objects.get().id}/"
    manager = client_of("manager")
    assert "Dr. Amsel" in manager.get("/w/ardenne/leaders/").text
    page = manager.get(decision).text
    for word in (
        REASON,
        "She likes it.",
        "Wrote the local sepsis bundle.",
        "Willingness to advocate the product",
    ):
        assert word in page
    assert manager.post(decision, {"verdict": "approved", "reason": " "}).status_code == 400
    assert manager.post(decision, {"verdict": "approved", "reason": "Convincing"}).status_code == 302
    with acting("rep"):
        assert LeaderCandidate.objects.get().step == "approved"
    assert "Convincing" in client_of("rep").get(_page(fitted)).text


def test_nobody_is_proposed_without_a_discussion(
    candidate: LeaderCandidate, judging: Judging, cast: Cast
) -> None:
    """A10.05: a form alone chooses nobody."""
    with judging("rep"):
        write_fit(candidate, by=person(cast.rep), at=THEN, **FIT)
    with pytest.raises(RuleBroken, match="no_discussion"), judging("rep"):
        propose(candidate, approver=person(cast.manager), reason=REASON, by=person(cast.rep))


def test_nobody_is_proposed_without_a_fit_form(
    discussed: LeaderCandidate, judging: Judging, cast: Cast
) -> None:
    with pytest.raises(FitMissing), judging("rep"):
        propose(discussed, approver=person(cast.manager), reason=REASON, by=person(cast.rep))


@pytest.mark.parametrize(
    ("approver", "rule"),
    [("rep", "approver_is_selector"), ("colleague", "not_an_approver"), ("physician", "not_an")],
)
def test_the_approver_is_somebody_else_with_the_role(
    fitted: LeaderCandidate, judging: Judging, cast: Cast, approver: str, rule: str
) -> None:
    with pytest.raises(RuleBroken, match=rule), judging("rep"):
        propose(fitted, approver=Person(id=getattr(cast, approver)), reason=REASON, by=person(cast.rep))


def test_even_a_selector_with_the_role_cannot_approve_herself(
    fitted: LeaderCandidate, judging: Judging, cast: Cast, acting: Acting
) -> None:
    with acting("admin"):
        set_roles(
            person(cast.rep), wanted=["sales_rep", "management"], held=["sales_rep"], by=person(cast.admin)
        )
    with pytest.raises(RuleBroken, match="approver_is_selector"), judging("rep"):
        propose(fitted, approver=person(cast.rep), reason=REASON, by=person(cast.rep))


def test_the_table_itself_holds_two_persons_and_a_reason(proposed: LeaderCandidate) -> None:
    """D8: a check of the database, whatever a function does."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint where conrelid = 'customers_leaderproposal'::regclass"
        )
        names = {name for (name,) in cursor.fetchall()}
    assert {"customers_leaderproposal_two_persons", "customers_leaderproposal_reason"} <= names


@pytest.mark.parametrize("who", ["rep", "colleague", "leader", "office"])
def test_only_the_approver_who_was_asked_decides(
    proposed: LeaderCandidate, judging: Judging, cast: Cast, who: str
) -> None:
    with judging("rep"):
        proposal = LeaderProposal.objects.get()
    with pytest.raises(NotAllowed), judging(who):
        decide(proposal, verdict="approved", reason="Because", by=person(getattr(cast, who)))


def test_a_proposal_is_taken_back_and_made_again(
    client_of: ClientOf, proposed: LeaderCandidate, cast: Cast
) -> None:
    rep = client_of("rep")
    fields = {"approver": str(cast.leader), "reason": REASON}
    assert rep.post(f"{_page(proposed)}proposal/", fields).status_code == 409
    assert rep.post(f"{_page(proposed)}step/", {"step": "declined", "why": "x"}).status_code == 409
    assert rep.post(f"{_page(proposed)}proposal/withdrawal/", {"reason": "Too early"}).status_code == 302
    assert rep.post(f"{_page(proposed)}proposal/", fields).status_code == 302


def test_the_fit_form_wants_a_reason_for_each_word_and_keeps_its_versions(
    client_of: ClientOf, discussed: LeaderCandidate, judging: Judging
) -> None:
    """A10.03: four criteria, no total."""
    fit = f"{_page(discussed)}fit/"
    rep = client_of("rep")
    assert rep.post(fit, FIT | {"influence_reason": "ok"}).status_code == 400
    assert rep.post(fit, FIT).status_code == 302
    assert rep.post(fit, FIT | {"advocacy": "little"}).status_code == 302
    with judging("rep"):
        assert [(one.version, one.advocacy) for one in LeaderFit.objects.all()] == [
            (2, "little"),
            (1, "unknown"),
        ]
    page = rep.get(fit).text
    assert "No role, fee or favour may reward prescribing" in page
    assert "Chairs the regional round." in page


def test_no_column_of_the_fit_form_is_a_number_that_could_be_added_up() -> None:
    """D8: words, not scores; nothing to multiply with a figure of sales."""
    kinds = {field.name: field.get_internal_type() for field in LeaderFit._meta.concrete_fields}
    numbers = {
        name for name, kind in kinds.items() if kind.endswith(("IntegerField", "DecimalField", "FloatField"))
    }
    assert numbers == {"version"}


def test_a_reason_of_blanks_is_refused_by_the_table(
    discussed: LeaderCandidate, judging: Judging, cast: Cast
) -> None:
    with pytest.raises(IntegrityError), judging("rep"), transaction.atomic():
        write_fit(discussed, by=person(cast.rep), at=THEN, **FIT | {"knowledge_reason": "           "})


def test_whoever_is_waited_for_is_told_by_a_mail_that_names_nobody(
    client_of: ClientOf, proposed: LeaderCandidate, cast: Cast, judging: Judging
) -> None:
    """The approver when it is proposed, the selector when it is decided."""
    with judging("manager"):
        decision = f"/w/ardenne/leaders/{LeaderProposal.objects.get().id}/"
    client_of("manager").post(decision, {"verdict": "approved", "reason": "Convincing"})
    with acting_for(cast.ardenne, purpose="outbox"):
        mails = {mail.subject: mail for mail in Mail.objects.all()}
    assert mails["A proposal waits for your decision"].person_id == cast.manager
    assert mails["Your proposal was decided"].person_id == cast.rep
    assert not any(word in mail.text for mail in mails.values() for word in ("Amsel", "Convincing", REASON))
