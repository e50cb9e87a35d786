"""Everything that is released of many communities whose members come, go and are erased (02, section 4; D9)."""

from analytics.releases.released_figure import ReleasedFigure
from tenancy.wall.scope import acting_for
from tests.analytics.releases.histories import MONTHS, Firm
from tests.cast import Cast


def test_the_firm_is_told_what_a_second_reckoning_finds_and_nothing_else(cast: Cast, committed: None) -> None:
    """Thirty communities, five months; guessing on that reckoning is measured in test_guessing_over_months."""
    firm = Firm.founded(cast, communities=30, seed=1)
    for month in MONTHS:
        firm.live(month)
    expected = {
        (life.id, month, figure): value.written()
        for life in firm.lives
        for (month, figure), value in life.shown.items()
        if value
    }
    with acting_for(cast.ardenne, cast.manager):
        rows = ReleasedFigure.objects.filter(community_id__in=[life.id for life in firm.lives])
        told = {(one.community_id, one.month, one.figure): one.shown for one in rows}
    assert told == expected
    assert len(told) > 200
    carried = [life for life in firm.lives if 1 < len(life.groups) < len(MONTHS)]
    assert len(carried) > 15
    assert any(group.gone for life in firm.lives for group in life.groups)
