"""The demo loads whole into an empty database, quickly, once, and leaves the wall as it was (10, 11)."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, models
from django.test import Client, TransactionTestCase

from analytics.health.health_run import HealthRun
from analytics.uplift.uplift_run import UpliftRun
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from config.demo.cards import CARDS
from config.demo.hospitals import TRUE_EFFECT, Circle, Hospital
from config.demo.loading import DEMO
from config.demo.reading import talks
from config.running.accounts import ACCOUNTS, PASSWORD
from customers.accounts.account import Account
from customers.accounts.community_case import CommunityCase
from customers.imports.import_job import ImportJob
from tenancy.people.person import Party, Person
from tenancy.people.role_assignment import RoleAssignment
from tenancy.wall.lint import findings
from tenancy.wall.loading import OWNER, loading
from tests import databases
from tests.conftest import state

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60.0
# Signing in needs rows that several connections see, so nothing runs inside a transaction of the test.
pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture(scope="module")
def seconds(django_db_setup: None, django_db_blocker: Any) -> Iterator[float]:
    """A database of its own with the demo in it; the processor's seconds that loading took."""
    name = f"demo_{os.getpid()}"
    with django_db_blocker.unblock():
        databases.clone(name, databases.migrated())
        before = _processor_time()
        load(name)
        spent = _processor_time() - before
        databases.use(name)
        # These tests share their database; what they commit disturbs none of them.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", _keep)
            yield spent
        databases.use(state["name"])
        databases.drop(name)


def _keep(case: TransactionTestCase) -> None:
    connections.close_all()


def load(name: str) -> str:
    """Runs the command on the database of that name; what it printed."""
    environment = dict(os.environ) | {"COLLEGIUM_DEMO": "1"}
    for variable in databases.URLS:
        if variable in environment:
            environment[variable] = environment[variable].replace(f"/{databases.BARE}", f"/{name}")
    command = [sys.executable, "manage.py", "load_demo"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def count(model: type[models.Model], **wanted: Any) -> int:
    """How many rows of the first firm are like that."""
    with loading([model]):
        return model._base_manager.using(OWNER).filter(tenant_id=DEMO, **wanted).count()


def test_it_loads_in_a_minute(seconds: float) -> None:
    assert seconds < SECONDS


def test_a_second_time_does_nothing(seconds: float) -> None:
    assert "already" in load(connections["default"].settings_dict["NAME"])


@pytest.mark.parametrize("email", ACCOUNTS)
def test_each_of_the_nine_signs_in_and_arrives_at_a_home(seconds: float, email: str) -> None:
    client = Client()
    arrived = client.post("/accounts/login/", {"login": email, "password": PASSWORD}, follow=True)
    assert arrived.status_code == 200
    assert arrived.redirect_chain[-1][0].startswith(("/w/", "/p/"))


@pytest.mark.parametrize("alias", ["default", "auth", "metrics", "break_glass"])
def test_the_wall_is_whole_afterwards(seconds: float, alias: str) -> None:
    assert findings(alias) == []


def test_the_owner_keeps_no_way_in(seconds: float) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select count(*) from pg_policies where policyname = 'loading'")
        assert cursor.fetchone() == (0,)


def test_the_firm_has_the_size_of_the_case(seconds: float) -> None:
    """A1.06, A12.32, A14.02."""
    assert count(RoleAssignment, role="sales_rep") == 80
    assert count(Person, party=Party.STAFF, organisation="", is_system=False) == 150
    assert count(Community, kind=Kind.INDUCED_COP) == 9
    assert count(Community, kind=Kind.STRATEGIC) == 1
    assert count(Account, external_id__startswith="C-", type__endswith="hospital") == 900


def test_more_than_fifty_communities_were_handed_over(seconds: float) -> None:
    """A11.20."""
    assert count(Community, kind=Kind.CUSTOMER, handed_over_at__isnull=False) > 50
    assert count(Community, kind=Kind.CUSTOMER, handed_over_at=None) == 6


def test_the_first_circle_has_more_than_a_page_of_threads(seconds: float) -> None:
    titles = [talk.title for talk in talks("sepsis-erste-stunden")]
    assert count(Thread, title__in=titles) == len(titles) >= 60


def test_there_is_as_much_to_read_as_after_a_year(seconds: float) -> None:
    """What is generated varies with the moment of loading by a few in a hundred: it ends before now."""
    assert count(Post) > 2500


def test_results_are_there_without_waiting(seconds: float) -> None:
    assert count(UpliftRun, state="done") == 1
    assert count(HealthRun, state="done") > 600
    assert count(ImportJob) == 6
    assert count(CommunityCase, arm="community") > 180


def test_the_sign_in_page_offers_all_nine(seconds: float, settings: Any) -> None:
    settings.DEMO = True
    page = Client().get("/accounts/login/").content.decode()
    assert all(email in page for email in ACCOUNTS)


def test_without_the_demo_the_sign_in_page_offers_nobody(seconds: float, settings: Any) -> None:
    settings.DEMO = False
    assert "demo.example" not in Client().get("/accounts/login/").content.decode()


def test_the_second_firm_sees_nothing_of_the_first(seconds: float) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "rival@demo.example", "password": PASSWORD})
    assert client.get("/w/demo/").status_code == 404
    assert "Helvora" not in client.get("/w/rival/").content.decode()


def test_cards_and_accounts_name_the_same_people() -> None:
    assert [f"{key}@demo.example" for key in CARDS] == list(ACCOUNTS)


def test_the_true_effect_is_reached_in_half_a_year() -> None:
    one = Hospital("C-1", "", "DE", "", "", "A", 0.0, 0.0, 0.0, circle=Circle("x", "X", ("DE",), 10))
    assert one.effect(9) == 0
    assert 0 < one.effect(10) < one.effect(14) < one.effect(15) == TRUE_EFFECT


def test_hand_written_threads_have_a_question_and_somebody_who_answers() -> None:
    written = talks("sepsis-erste-stunden") + talks("circle-builders") + talks("delirium-and-sleep")
    assert len({talk.title for talk in written}) == len(written) > 60
    assert sum(len(talk.posts) >= 3 for talk in written) >= 25
