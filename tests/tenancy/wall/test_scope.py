"""What the database does with and without a scope."""

import pytest
from django.db import connection

from communities.community.community import Community
from communities.discussions.post import Post
from tenancy.wall.refusals import NestedScope, NoScope
from tenancy.wall.scope import acting_for
from tests.cast import Cast


def test_a_walled_table_outside_a_scope_is_refused_by_the_database(cast: Cast) -> None:
    with pytest.raises(NoScope), connection.cursor() as cursor:
        cursor.execute("select count(*) from communities_post")


def test_scopes_do_not_nest(cast: Cast) -> None:
    with acting_for(cast.ardenne, cast.rep), pytest.raises(NestedScope), acting_for(cast.rivalis, cast.rival):
        pass


def test_a_member_reads_the_circle_and_its_steward_reads_nothing_of_it(cast: Cast) -> None:
    """A11.18: the sponsor administers the shell and never sees content."""
    with acting_for(cast.ardenne, cast.member):
        assert Post.objects.filter(community_id=cast.circle).count() == 2
    with acting_for(cast.ardenne, cast.rep):
        assert Post.objects.filter(community_id=cast.circle).count() == 0
        assert Community.objects.filter(id=cast.circle).exists()


def test_an_accepted_but_unverified_physician_reads_nothing(cast: Cast) -> None:
    with acting_for(cast.ardenne, cast.newcomer):
        assert Post.objects.count() == 0


def test_another_tenant_sees_no_row(cast: Cast) -> None:
    with acting_for(cast.rivalis, cast.rival):
        assert not Community.objects.filter(id=cast.circle).exists()
