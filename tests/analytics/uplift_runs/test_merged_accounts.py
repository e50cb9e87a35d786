"""Accounts that were told twice count once: sales added up, dates and other projects of both (A13.01)."""

from datetime import date

import numpy as np
import pytest

from analytics.uplift.panel import NEVER
from analytics.uplift.spec import Spec
from analytics.uplift.store import Inputs, assemble, fetch
from customers.accounts.account import Account
from customers.accounts.community_case import Arm, CommunityCase
from customers.accounts.merging import merge, undo
from tenancy.wall.scope import acting_for
from tests.analytics.uplift_runs.conftest import UNTIL, fill
from tests.cast import THEN, Cast


@pytest.fixture
def six(committed: None, cast: Cast) -> None:
    """A000 and A003 are members since January and February 2024; the other four are not."""
    fill(cast, customers=6)


def read(cast: Cast) -> Inputs:
    with acting_for(cast.ardenne, cast.manager):
        return assemble(fetch(), Spec(), until=UNTIL)


def named(name: str) -> Account:
    return Account.objects.get(external_id=name)


@pytest.mark.usefixtures("six")
def test_a_merged_account_adds_its_sales_to_the_one_that_remained(cast: Cast) -> None:
    before = read(cast)
    with acting_for(cast.ardenne, cast.manager):
        merge(named("A002"), into=named("A001"), why="told twice")
    after = read(cast)
    assert after.panel.sales.shape == (5, before.panel.sales.shape[1])
    np.testing.assert_allclose(after.panel.sales[1], before.panel.sales[1] + before.panel.sales[2])
    assert after.quality["accounts"] == 5
    assert after.digest != before.digest


@pytest.mark.usefixtures("six")
def test_it_is_a_member_since_the_earliest_of_both_even_along_a_chain(cast: Cast) -> None:
    with acting_for(cast.ardenne, cast.manager):
        merge(named("A003"), into=named("A000"), why="")
        last = merge(named("A000"), into=named("A001"), why="")
    found = read(cast)
    assert found.members == ("crm:A001 2024-01",)
    assert sorted(found.panel.first_treated.tolist())[1:] == [NEVER] * 3
    with acting_for(cast.ardenne, cast.manager):
        undo(last)
    assert read(cast).members == ("crm:A000 2024-01",)


@pytest.mark.usefixtures("six")
def test_another_project_of_a_merged_record_keeps_the_account_apart(cast: Cast) -> None:
    with acting_for(cast.ardenne, cast.manager):
        CommunityCase(
            account=named("A005"),
            arm=Arm.OTHER_PROJECT,
            programme="Visits",
            opened_on=date(2024, 6, 1),
            recorded_by_id=cast.manager,
            recorded_at=THEN,
        ).save()
        merge(named("A005"), into=named("A004"), why="")
    found = read(cast)
    assert (found.quality["other_project"], len(found.panel.sales)) == (1, 4)
    assert found.others is not None
    assert found.others.first_treated.tolist() == [18, NEVER, NEVER]
