"""A missing month is missing, unless its source says that it means zero sales (A13.09)."""

import numpy as np
import pytest

from analytics.uplift.series import fill_gaps
from analytics.uplift.spec import Spec
from analytics.uplift.store import Inputs, assemble, fetch
from customers.sources.source_system import SourceSystem
from tenancy.wall.scope import acting_for
from tests.analytics.uplift_runs.conftest import UNTIL, fill
from tests.cast import Cast


def read(cast: Cast) -> Inputs:
    with acting_for(cast.ardenne, purpose="task:uplift"):
        return assemble(fetch(), Spec(), until=UNTIL)


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(("told", "expected", "missing"), [(False, np.nan, 1), (True, 0.0, 0)])
def test_a_gap_is_zero_where_the_source_says_so(
    cast: Cast, told: bool, expected: float, missing: int
) -> None:
    fill(cast, customers=6, untold=[("A000", 5)])
    with acting_for(cast.ardenne, cast.admin):
        assert SourceSystem.objects.filter(code="crm").update(missing_is_zero=told) == 1
    found = read(cast)
    np.testing.assert_equal(found.panel.sales[0, 5], expected)
    assert (found.quality["missing_months"], found.quality["months_as_zero"]) == (missing, 1 - missing)


def test_nothing_is_made_of_months_that_the_source_never_told() -> None:
    laid = np.array([[np.nan, 4.0, np.nan, np.nan], [np.nan, np.nan, 2.0, np.nan], [np.nan, 1.0, 1.0, 1.0]])
    assert fill_gaps(laid, [0, 1]) == 2
    np.testing.assert_equal(
        laid, [[np.nan, 4.0, 0.0, np.nan], [np.nan, 0.0, 2.0, np.nan], [np.nan, 1.0, 1.0, 1.0]]
    )
    assert fill_gaps(laid, []) == 0
