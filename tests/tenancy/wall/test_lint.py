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


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("select count(*) from public.communities_post", "careless asks neither for the scope"),
        (
            "select count(*) from pg_temp.staged where app.tid() is not null",
            "careless believes a temporary table",
        ),
    ],
)
def test_a_function_that_forgets_to_ask_keeps_the_product_from_starting(
    cast: Cast, body: str, said: str
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("set local check_function_bodies = off; set local role app_sec")
        cursor.execute(
            "create function app.careless() returns bigint language sql security definer "
            f"set search_path = pg_catalog, app, public, pg_temp as $${body}$$"
        )
        cursor.execute("revoke all on function app.careless() from public")
        cursor.execute("grant execute on function app.careless() to app_rt; set local role none")
        assert any(said in finding for finding in findings("owner"))
