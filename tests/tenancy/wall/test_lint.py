"""The catalog keeps what the wall promises."""

import pytest
from django.db import connections

from tenancy.wall.lint import WallBroken, assert_wall, findings
from tests.cast import Cast


@pytest.mark.parametrize("alias", ["default", "auth", "metrics", "break_glass"])
def test_the_lint_finds_nothing(cast: Cast, alias: str) -> None:
    assert findings(alias) == []


def test_a_table_without_row_security_keeps_the_product_from_starting(cast: Cast) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("alter table communities_post no force row level security")
        with pytest.raises(WallBroken, match="communities_post has no forced row security"):
            assert_wall("owner")
