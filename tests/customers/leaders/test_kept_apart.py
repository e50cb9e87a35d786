"""Fit forms and sales are never read together, and only by those who are named (D8)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ProgrammingError, connections
from django.urls import URLPattern, URLResolver, get_resolver

from customers.leaders.fit_link import FitLink
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.leader_fit import LeaderFit
from customers.leaders.leader_proposal import LeaderProposal
from customers.leaders.purposes import CENTRES, PEOPLE, SHEET
from customers.sales.sales_months import SalesMonths
from tenancy.wall.lint import findings
from tenancy.wall.scope import acting_for
from tests.cast import PEOPLE as CAST
from tests.cast import Cast
from tests.conftest import ROOT
from tests.customers.conftest import Acting, Bring
from tests.customers.leaders.conftest import Judging

JUDGES = {"rep", "manager", "leader"}
APPS = ("config", "portal", "analytics", "customers", "communities", "tenancy")


@pytest.mark.parametrize("who", list(CAST))
def test_a_fit_form_opens_to_selector_approver_and_compliance_alone(
    proposed: LeaderCandidate, judging: Judging, who: str
) -> None:
    with judging(who):
        seen = LeaderFit.objects.count(), LeaderProposal.objects.count()
    assert seen == ((1, 1) if who in JUDGES else (0, 0))


@pytest.mark.parametrize("who", sorted(JUDGES))
@pytest.mark.parametrize("purpose", ["", CENTRES, "command", "task:1", f"{PEOPLE} "])
def test_in_any_other_scope_it_opens_to_nobody(
    proposed: LeaderCandidate, cast: Cast, who: str, purpose: str
) -> None:
    """Code for events, costs and payments runs in such scopes."""
    with acting_for(cast.ardenne, getattr(cast, who), purpose=purpose):
        assert not LeaderFit.objects.exists()
        assert not LeaderProposal.objects.exists()
        assert not FitLink.objects.exists()


def test_a_manager_who_was_not_asked_reads_no_fit_form(fitted: LeaderCandidate, judging: Judging) -> None:
    with judging("manager"):
        assert not LeaderFit.objects.exists()


@pytest.mark.parametrize("alias", ["metrics", "break_glass", "auth"])
@pytest.mark.parametrize("table", ["customers_leaderfit", "customers_leaderproposal", "customers_fitlink"])
def test_other_roles_of_the_database_are_refused(cast: Cast, alias: str, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connections[alias].cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")


def test_no_token_of_the_interface_reaches_it(proposed: LeaderCandidate, cast: Cast) -> None:
    with acting_for(cast.ardenne, purpose="client:00000000-0000-4000-8000-000000000000"):
        assert not LeaderFit.objects.exists()
        assert not LeaderCandidate.objects.exists()


def test_no_statement_reads_sales_where_persons_are_chosen(
    proposed: LeaderCandidate, bring: Bring, acting: Acting, cast: Cast
) -> None:
    bring("sales", "external_id,month,net_sales\nA1,2026-01,10\n")
    with acting("rep"):
        assert SalesMonths.objects.count() == 1
    for purpose in (PEOPLE, f"{SHEET}x"):
        with acting_for(cast.ardenne, cast.rep, purpose=purpose):
            assert LeaderFit.objects.count() == 1
            assert not SalesMonths.objects.exists()


SQL = "create {kind} {name} {rest}"
INTRUDERS = {
    "a function of costs": (
        "create function app.cost_lines() returns bigint language sql security definer set search_path = "
        "pg_catalog, app, public, pg_temp as $$select 1 from public.customers_leaderfit where tenant_id = app.tid()$$",
        "cost_lines names it",
    ),
    "a function of events in another schema": (
        "create function public.event_guests() returns text language sql as "
        "$$select 'customers_leaderproposal'$$",
        "event_guests names it",
    ),
    "a grant to metrics": (
        "grant select (advocacy) on customers_leaderfit to app_metrics",
        "app_metrics reaches it",
    ),
    "a grant to definers": ("grant select on customers_leaderfit to app_sec", "app_sec reaches it"),
    "a policy for definers": (
        "create policy payments on customers_leaderfit for select to app_sec using (true)",
        "policy payments opens it to app_sec",
    ),
    "a view": (
        "create view public.paid with (security_invoker=true) as select * from customers_leaderfit",
        "paid looks into it",
    ),
    "a policy elsewhere": (
        "create policy cost on customers_account for select to app_rt using "
        "(exists (select from customers_leaderproposal p where p.candidate_id = id))",
        "policy cost of customers_account looks into it",
    ),
    "a key from elsewhere": (
        "alter table customers_account add column fit_id uuid, add constraint sneaky foreign key (tenant_id, fit_id) "
        "references customers_leaderfit (tenant_id, id)",
        "sneaky of customers_account refers to it",
    ),
    "an open purpose": (
        "alter policy customers_leaderfit_apart on customers_leaderfit using (true) with check (true)",
        "customers_leaderfit is not shut by purpose",
    ),
    "sales beside persons": (
        "drop policy customers_salesmonths_apart on customers_salesmonths",
        "customers_salesmonths is not shut by purpose",
    ),
}


@pytest.mark.parametrize("intruder", list(INTRUDERS))
def test_whatever_else_touches_it_keeps_the_product_from_starting(cast: Cast, intruder: str) -> None:
    statement, said = INTRUDERS[intruder]
    with connections["owner"].cursor() as cursor:
        cursor.execute("set local check_function_bodies = off")
        cursor.execute(statement)
        assert any(said in finding for finding in findings("owner"))


def _views(entries: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _views(entry.url_patterns)
        else:
            yield entry


def test_only_the_pages_of_the_leader_search_open_such_scopes() -> None:
    opened = {
        view.callback.__module__
        for view in _views(get_resolver().url_patterns)
        if getattr(view.callback, "purpose", "")
    }
    assert opened
    assert all(module.startswith("customers.leaders.") for module in opened)


def test_only_the_leader_search_imports_what_opens_them() -> None:
    """Constraints of other tables may name a purpose to shut it; nothing else loads purposes or fit forms."""
    shut = {
        "sales_months.py",
        "sales_line.py",
        "sales_series.py",
        "potential.py",
        "contact.py",
        "stakeholder.py",
    }
    guarded = {
        "leader_fit",
        "leader_proposal",
        "fit_link",
        "proposing",
        "handing",
        "audit",
        "shortlist",
        "shortlisting",
    }
    found = []
    for file in (file for app in APPS for file in (ROOT / app).rglob("*.py")):
        if "leaders" in file.parts or "demo" in file.parts or file.name == "models.py":
            continue
        for module in _imported(file):
            room, _, name = module.rpartition(".")
            if room == "customers.leaders" and (
                name in guarded or (name == "purposes" and file.name not in shut)
            ):
                found.append(f"{file.relative_to(ROOT)}: {module}")
    assert found == []


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
