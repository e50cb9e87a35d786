"""Whole records of other communities come in, oddities included, and coming twice they change nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from communities.activity.archived_record import ArchivedRecord
from communities.activity.records import ACTIVITY, MEMBERSHIPS
from communities.community.community import Community
from communities.community.membership import Membership
from communities.discussions.accepted_answer import AcceptedAnswer
from communities.discussions.post import Post
from communities.discussions.reaction import Reaction
from communities.discussions.thread import Thread
from tenancy.intake.staging import Importer, import_file
from tenancy.slots.imports import ImportObject
from tenancy.wall.refusals import NotAllowed
from tenancy.wall.scope import acting_for
from tenancy.wall.staging import make_staging
from tests.cast import Cast

HEAD = "community,activity_id,author,kind,parent,topic,created_at,title,body_html\n"
RECORDS = {
    "se_french_meta": ("french_meta", 1702, 267, 1786, 195, 6435),
    "se_beer_meta": ("beer_meta", 521, 90, 505, 92, 1829),
}


def take(cast: Cast, target: ImportObject, text: str, *, dry_run: bool = False) -> dict[str, Any]:
    return import_file(target, io.BytesIO(text.encode()), by=Importer(cast.ardenne), dry_run=dry_run)


def take_activity(cast: Cast, *lines: str, dry_run: bool = False) -> dict[str, Any]:
    return take(cast, ACTIVITY, HEAD + "\n".join(lines) + "\n", dry_run=dry_run)


@pytest.mark.parametrize("folder", RECORDS)
def test_a_real_record_is_taken_whole(cast: Cast, shared: Path, folder: str) -> None:
    slug, members, topics, replies, contributors, lines = RECORDS[folder]
    by = Importer(cast.ardenne)
    seats = import_file(MEMBERSHIPS, shared / "data" / folder / "memberships.csv.gz", by=by)
    report = import_file(ACTIVITY, shared / "data" / folder / "activity.csv.gz", by=by)
    assert (seats["created"], seats["failed"], report["errors"]) == (members + 1, 0, [])
    assert (report["received"], report["successful"], report["created"]) == (lines, lines, lines)
    with acting_for(cast.ardenne, cast.admin):
        community = Community.objects.get(slug=slug)
        posts = Post.objects.filter(community=community)
        people = posts.exclude(author__is_system=True)
        assert (
            Membership.objects.active().filter(community=community, person__is_system=False).count()
            == members
        )
        assert people.filter(number=1).count() == topics
        assert people.filter(number__gt=1).count() == replies
        assert people.values("author").exclude(author=None).distinct().count() == contributors
        kept = Reaction.objects.filter(community=community).count()
        kept += ArchivedRecord.objects.filter(community=community).count()
        assert posts.count() + kept == lines


def test_importing_twice_changes_nothing(cast: Cast, shared: Path) -> None:
    by = Importer(cast.ardenne)
    for target, name in ((MEMBERSHIPS, "memberships"), (ACTIVITY, "activity")):
        file = shared / "data" / "se_beer_meta" / f"{name}.csv.gz"
        import_file(target, file, by=by)
        again = import_file(target, file, by=by)
        assert (again["created"], again["changed"]) == (0, 0)
        assert again["unchanged"] == again["successful"] == again["received"]


def test_oddities_are_kept(cast: Cast) -> None:
    report = take_activity(
        cast,
        "old,t1,ann,topic,,,2020-01-02T10:00:00Z,Why?,<p onclick='x()'>Because <script>alert(1)</script></p>",
        "old,r1,,reply,t1,t1,2020-01-02T11:00:00Z,,<p>deleted author</p>",
        "old,r2,-1,reply,r1,,2020-01-02T12:00:00Z,,<p>system</p>",
        "old,r3,bob,reply,gone,gone,2020-01-03T12:00:00Z,,<p>topic deleted</p>",
        "old,v1,,reaction,t1,t1,2020-01-02T00:00:00Z,,",
        "old,v2,,reaction,deleted,deleted,2020-01-02T00:00:00Z,,",
        "old,w1,ann,other,,w1,2020-01-02T00:00:00Z,Wiki,<p>tags</p>",
    )
    assert (report["successful"], report["errors"]) == (7, [])
    with acting_for(cast.ardenne, cast.admin):
        topic = Post.objects.get(imported_id="t1")
        assert "script" not in topic.body_html
        assert "onclick" not in topic.body_html
        system = Post.objects.select_related("author").get(imported_id="r2")
        assert system.author is not None
        assert system.author.is_system
        assert system.thread_id == topic.thread_id
        assert Post.objects.get(imported_id="r1").author_id is None
        assert Post.objects.get(imported_id="r3").number == 2
        assert Reaction.objects.get(imported_id="v1").created_at < topic.created_at
        kept = ArchivedRecord.objects.order_by("imported_id").values_list("imported_id", "kind")
        assert list(kept) == [("v2", "reaction"), ("w1", "other")]


def test_a_bad_row_is_named_and_the_good_ones_stay(cast: Cast) -> None:
    report = take_activity(
        cast,
        "old,t1,ann,topic,,,2020-01-02,Why?,x",
        "old,t2,ann,topic,,,soon,Why?,x",
        "old,t1,ann,topic,,,2020-01-02,Again?,x",
        "old,,ann,topic,,,2020-01-02,No id,x",
        "old,r1,ann,reply,,,2020-01-02,,x",
        "old,q1,ann,quarrel,,,2020-01-02,,x",
        "sepsis,t9,ann,topic,,,2020-01-02,Into a living one,x",
    )
    assert (report["received"], report["successful"], report["failed"]) == (7, 1, 6)
    assert [(error["line"], error["code"]) for error in report["errors"]] == [
        (3, "no_date"),
        (4, "twice"),
        (5, "missing"),
        (6, "no_topic"),
        (7, "unknown_kind"),
        (8, "not_an_archive"),
    ]
    assert report["errors"][0]["original"]["activity_id"] == "t2"


def test_a_dry_run_stores_nothing(cast: Cast) -> None:
    report = take_activity(cast, "old,t1,ann,topic,,,2020-01-02,Why?,x", dry_run=True)
    assert (report["dry_run"], report["created"]) == (True, 1)
    with acting_for(cast.ardenne, cast.admin):
        assert not Community.objects.filter(slug="old").exists()


def test_replies_that_come_later_join_their_thread(cast: Cast) -> None:
    take_activity(cast, "old,t1,ann,topic,,,2020-01-02,Why?,x", "old,r1,bob,reply,t1,t1,2020-01-03,,x")
    report = take_activity(cast, "old,r2,cid,reply,r1,,2020-01-04,,later")
    assert report["created"] == 1
    with acting_for(cast.ardenne, cast.admin):
        late = Post.objects.select_related("thread", "answers").get(imported_id="r2")
        assert (late.number, late.thread.post_count) == (3, 3)
        assert late.answers is not None
        assert late.answers.imported_id == "r1"


def test_an_accepted_answer_is_kept(cast: Cast) -> None:
    text = HEAD.replace("title", "accepted,title") + (
        "old,t1,ann,topic,,,2020-01-02,r1,Why?,x\nold,r1,bob,reply,t1,t1,2020-01-03,,,Because\n"
    )
    take(cast, ACTIVITY, text)
    with acting_for(cast.ardenne, cast.admin):
        accepted = AcceptedAnswer.objects.select_related("post").get()
        assert accepted.post.imported_id == "r1"


def test_only_an_import_may_store_records(cast: Cast) -> None:
    with acting_for(cast.ardenne, cast.rep):
        make_staging([*(column.name for column in ACTIVITY.columns), *ACTIVITY.derived])
        with pytest.raises(NotAllowed), transaction.atomic():
            ACTIVITY.store()


def test_an_archive_is_hidden_from_other_staff_and_other_tenants(cast: Cast) -> None:
    take_activity(cast, "old,t1,ann,topic,,,2020-01-02,Why?,x")
    for tenant, person in ((cast.ardenne, cast.rep), (cast.rivalis, cast.rival)):
        with acting_for(tenant, person):
            assert not Thread.objects.filter(imported_id="t1").exists()
