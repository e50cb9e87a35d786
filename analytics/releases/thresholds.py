"""Every threshold of what may leave a community, in one place. Where two apply, the stricter one counts."""

from datetime import timedelta

from communities.pulse import items

# Released figures about a customer community (GDPR recital 26: nobody is identifiable).
SMALLEST_COHORT = 10
ROUNDED_TO = 5
# A share of a smaller group is rounded more coarsely: ten who join or leave are a third of it, and its steps
# would tell of one of them more than five points beyond the blind guess.
SMALL_GROUP = 50
ROUNDED_TO_IN_SMALL_GROUP = 10
PREVIEW = timedelta(days=7)

# Uplift reports: members and controls behind an answer; members behind an event time, a cohort, or a difference
# between two reports; months on either side of joining; clusters that joined, below which only a permutation
# tells chance; regions without any member behind an estimate over regions; and
# the level at which the test of trends before joining counts as failed.
FEWEST_MEMBERS = 30
FEWEST_CONTROLS = 30
SMALLEST_GROUP = 10
FEWEST_MONTHS = 6
FEWEST_TREATED_CLUSTERS = 20
FEWEST_CONTROL_UNITS = 10
PRETEST_LEVEL = 0.05

# Anonymous answers and what one says of one's supervisor; the tables themselves hold nothing over fewer.
FEWEST_ANSWERS = items.FEWEST_ANSWERS

# Other communities of the same kind behind the middle half that a leader compares with.
FEWEST_COMMUNITIES = 10


def cohort_threshold(configured: int) -> int:
    """The threshold k in force: a firm may raise it, never lower it."""
    return max(SMALLEST_COHORT, configured)
