"""Attacks with bare SQL on the runtime connection, with a sales rep's settings (04, attacker model).

Rita stewards the circle: she may know that it exists. She is also a member of the community of
practice, so that she has a place to attack from.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from tenancy.wall.scope import Scope
from tests.cast import CANARY, Cast

Acting = Callable[[str], AbstractContextManager[Scope]]


@pytest.fixture
def rep(cast: Cast, acting: Acting) -> Iterator[Any]:
    with acting("rep"), connection.cursor() as cursor:
        yield cursor


def refused(cursor: Any, statement: str, values: dict[str, Any] | None = None) -> str:
    """Runs a statement that must fail; returns what the server said."""
    with pytest.raises(Error) as refusal, transaction.atomic():
        cursor.execute(statement, values)
    return str(refusal.value)


def counted(cursor: Any, statement: str, values: dict[str, Any] | None = None) -> int:
    """The single number that a statement returns."""
    cursor.execute(statement, values)
    return int(cursor.fetchone()[0])


def test_a_temporary_table_named_like_ours_is_not_believed(rep: Any, cast: Cast) -> None:
    rep.execute("create temp table communities_membership (like public.communities_membership)")
    rep.execute(
        "insert into pg_temp.communities_membership (tenant_id, id, community_id, person_id, role, state, kind, "
        "party, entry_route, asked_at, named_to_sponsor, motivation, invited_by_party, reason_for_leaving) values "
        "(%(t)s, gen_random_uuid(), %(c)s, %(p)s, 'leader', 'active', 'induced_cop', 'staff', 'founded', now(), "
        "false, '', '', '')",
        {"t": str(cast.ardenne), "c": str(cast.circle), "p": str(cast.rep)},
    )
    rep.execute("grant select on pg_temp.communities_membership to public")
    assert (
        counted(
            rep,
            "select count(*) from public.communities_post where community_id = %(c)s",
            {"c": str(cast.circle)},
        )
        == 0
    )


def test_a_cheap_leaking_function_is_not_run_on_hidden_rows(rep: Any) -> None:
    rep.execute(
        "create function pg_temp.leak(text) returns boolean cost 0.0000001 language plpgsql as "
        "$$ begin raise exception 'seen %', $1; end $$"
    )
    said = refused(rep, "select count(*) from communities_post where pg_temp.leak(body)")
    assert f"{CANARY}-body-circle" not in said


@pytest.mark.parametrize(
    "role", ["app_owner", "app_sec", "app_metrics", "app_break", "app_backup", "postgres"]
)
def test_no_other_role_can_be_taken(rep: Any, role: str) -> None:
    assert "permission denied" in refused(rep, f"set role {role}")


@pytest.mark.parametrize(
    "statement",
    [
        "update tenancy_person set party = 'customer' where id = app.pid()",
        "update tenancy_person set verified_until = '2099-01-01' where id = app.pid()",
        "update tenancy_person set tenant_id = gen_random_uuid() where id = app.pid()",
        "update communities_community set kind = 'induced_cop'",
        "update communities_community set privacy_level = 'portal'",
        "update communities_membership set state = 'active'",
        "update communities_membership set named_to_sponsor = true",
        "update communities_post set author_id = app.pid()",
        "update communities_passage set expires_at = now() + interval '1 year'",
        "delete from communities_community",
        "delete from communities_membership",
        "delete from tenancy_person",
        "truncate communities_post",
        "insert into communities_membership (tenant_id) values (app.tid())",
        "insert into communities_passage (tenant_id) values (app.tid())",
        "insert into communities_ledgerline (tenant_id) values (app.tid())",
        "insert into tenancy_roleassignment (tenant_id) values (app.tid())",
        "select * from tenancy_user",
        "select * from tenancy_session",
        "select * from tenancy_signin",
        "select * from account_emailaddress",
        "select * from pg_stat_activity",
        "select * from pg_stats",
        "select * from pg_stat_user_tables",
        "select * from pg_stat_get_activity(null)",
        "select pg_stat_get_tuples_inserted('communities_post'::regclass)",
        "select * from pg_lock_status()",
        "select pg_read_file('/etc/passwd')",
        "select lo_import('/etc/passwd')",
        "copy communities_post to program 'cat'",
        "copy communities_post from stdin",
        "create table public.mine (id int)",
        "create function app.mine() returns int language sql as 'select 1'",
        "create schema mine",
        "alter table communities_post disable row level security",
        "drop policy communities_post_read on communities_post",
        "set session_replication_role = replica",
        "lock table communities_post in access exclusive mode",
        "select app.create_person(app.tid(), null, 'customer', 'Mole', '{}'::text[], '2099-01-01')",
        "select app.note_crossing(app.tid(), 'stage', '', '', '', '', true)",
    ],
)
def test_what_is_not_granted_is_refused(rep: Any, statement: str) -> None:
    refused(rep, statement)


def test_row_security_cannot_be_switched_off(rep: Any) -> None:
    rep.execute("set local row_security = off")
    assert "row-level security" in refused(rep, "select count(*) from communities_post")


@pytest.mark.parametrize("table", ["communities_thread", "communities_post", "communities_passage"])
def test_the_steward_sees_no_content_row_of_her_circle(rep: Any, cast: Cast, table: str) -> None:
    """A11.18, A12.23."""
    assert (
        counted(rep, f"select count(*) from {table} where community_id = %(c)s", {"c": str(cast.circle)}) == 0
    )


def test_nobody_is_written_into_a_circle_by_a_statement(rep: Any, cast: Cast) -> None:
    values = {
        "t": str(cast.ardenne),
        "c": str(cast.circle),
        "p": str(cast.rep),
        "thread": str(cast.circle_thread),
    }
    thread = (
        "insert into communities_thread (tenant_id, id, community_id, kind, title, author_id, language, created_at, "
        "last_post_at, post_count) values "
        "(%(t)s, gen_random_uuid(), %(c)s, 'update', 'x', %(p)s, 'en', now(), now(), 1)"
    )
    post = (
        "insert into communities_post (tenant_id, id, thread_id, community_id, number, author_id, body, body_html, "
        "search_text, language, created_at) values (%(t)s, gen_random_uuid(), %(thread)s, %(c)s, 9, %(p)s, '', '', '', "
        "'en', now())"
    )
    assert "row-level security" in refused(rep, thread, values)
    assert "row-level security" in refused(rep, post, values)


def test_a_foreign_key_tells_nothing_about_hidden_threads(rep: Any, cast: Cast) -> None:
    """A post of her own community that claims a thread of the circle fails as one that claims no thread at all."""
    statement = (
        "insert into communities_post (tenant_id, id, thread_id, community_id, number, author_id, body, body_html, "
        "search_text, language, created_at) values (%(t)s, gen_random_uuid(), %(thread)s, %(c)s, 9, %(p)s, '', '', '', "
        "'en', now())"
    )
    answers = {
        refused(
            rep, statement, {"t": str(cast.ardenne), "c": str(cast.cop), "p": str(cast.rep), "thread": thread}
        ).replace(thread, "THREAD")
        for thread in (str(cast.circle_thread), "00000000-0000-4000-8000-000000000000")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "call",
    [
        "select app.offer_seat(%(circle)s, %(rep)s, 'member')",
        "select app.offer_seat(%(circle)s, %(outsider)s, 'member')",
        "select app.ask_to_join(%(circle)s, 'let me in')",
        "select app.answer_invitation(%(circle)s, true, '')",
        "select app.accept_hand_over(%(circle)s)",
        "select app.appoint(%(circle)s, %(rep)s, 'leader')",
        "select app.leave_community(%(circle)s, '')",
        "select app.set_stage(%(circle)s, 'closed')",
        "select app.set_stage(%(circle)s, 'preparation')",
        "select app.open_passage(%(post)s, null, %(rep)s, 'curious', 30)",
        "select app.open_passage(null, %(thread)s, %(rep)s, 'curious', 30)",
        "select app.retitle(%(thread)s, 'mine')",
        "select app.give_role(%(rep)s, 'tenant_admin')",
        "select app.offer_seat(%(rival_circle)s, %(outsider)s, 'member')",
        "select app.note_crossing(%(other)s, 'stage', 'x', 'y', 'z', 'w')",
        "select app.note_crossing(%(circle)s, 'disclosure', 'A post', 'everybody', 'sponsor', 'forged')",
        "select app.record_event(%(post)s, 'seat.requested', 'community', %(other)s, '', null, '{}', '{}', '{}')",
    ],
)
def test_no_definer_function_lets_a_rep_in(rep: Any, cast: Cast, call: str) -> None:
    names = {
        "circle": "circle",
        "rep": "rep",
        "outsider": "outsider",
        "post": "circle_post",
        "thread": "circle_thread",
    }
    names |= {"rival_circle": "rival_circle", "other": "other_circle"}
    refused(rep, call, {key: str(getattr(cast, name)) for key, name in names.items()})


def test_another_tenants_rows_are_neither_seen_nor_changed(rep: Any, cast: Cast) -> None:
    assert (
        counted(
            rep, "select count(*) from communities_community where id = %(c)s", {"c": str(cast.rival_circle)}
        )
        == 0
    )
    rep.execute("update communities_community set name = 'taken'")
    assert counted(rep, "select count(*) from communities_community where tenant_id <> app.tid()") == 0


@pytest.mark.parametrize("surface", ["workspace", "portal"])
def test_nobody_who_acts_for_a_tenant_is_told_of_another(rep: Any, surface: str) -> None:
    rep.execute("select app.tenant_id('rivalis'), app.resolve('', %s, 'rivalis') ->> 'tenant'", [surface])
    assert rep.fetchone() == (None, None)


def test_a_refusal_in_the_ledger_names_no_receiver_of_the_callers_choice(rep: Any, cast: Cast) -> None:
    rep.execute(
        "select app.note_crossing(%s, 'refused', 'x', 'Everybody', 'sponsor', 'y')", [str(cast.circle)]
    )
    rep.execute(
        "select receiver, receiver_side from communities_ledgerline where by_id = app.pid() and what = 'x'"
    )
    assert rep.fetchall() == [("nobody", "members")]


def test_a_manager_and_an_administrator_see_as_little(cast: Cast, acting: Acting) -> None:
    for who in ("manager", "admin", "office", "leader", "colleague"):
        with acting(who), connection.cursor() as cursor:
            assert (
                counted(
                    cursor,
                    "select count(*) from communities_post where community_id = %(c)s",
                    {"c": str(cast.circle)},
                )
                == 0
            )


def test_a_guest_sees_what_is_written_after_the_passage_opened_and_no_more(
    cast: Cast, acting: Acting
) -> None:
    """02 section 1: older posts only by their authors."""
    with acting("member"), connection.cursor() as cursor:
        other = {"c": str(cast.other_circle)}
        assert counted(cursor, "select count(*) from communities_post where community_id = %(c)s", other) == 0
        assert (
            counted(cursor, "select count(*) from communities_thread where community_id = %(c)s", other) == 1
        )


def test_a_disclosed_post_is_seen_alone(cast: Cast, acting: Acting) -> None:
    with acting("physician"), connection.cursor() as cursor:
        cursor.execute("select id from communities_post where community_id = %s", [str(cast.other_circle)])
        assert [row[0] for row in cursor.fetchall()] == [cast.other_circle_post]


@pytest.mark.parametrize(
    "guess",
    [
        "starts_with(body, %(guess)s)",
        "body ^@ %(guess)s",
        "body >= %(guess)s and body < %(guess)s || '~'",
        "body like %(guess)s || '%%'",
    ],
)
def test_an_execution_plan_does_not_tell_whether_a_guess_was_right(rep: Any, cast: Cast, guess: str) -> None:
    """What may leak runs after the policy: the plan of a right guess is the plan of a wrong one."""
    plans = set()
    for words in ("What do you do when it", "Nobody has ever said this"):
        rep.execute(
            "explain (analyze, costs off, timing off, summary off, buffers off) select 1 from communities_post "
            f"where community_id = %(circle)s and {guess}",
            {"circle": str(cast.circle), "guess": words},
        )
        plans.add(
            "\n".join(row[0] for row in rep.fetchall()).replace(words, "GUESS").replace(words[:-1], "GUESS")
        )
    assert len({re.sub("'[^']*'", "GUESS", plan) for plan in plans}) == 1, plans
