"""Which source told what, and when: the freshness of every object (A9.12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from customers.sources.freshness import feeds_of, stale_sources
from customers.sources.source_feed import SourceFeed
from customers.sources.source_system import SourceSystem
from tests.customers.conftest import Acting, Bring

pytestmark = pytest.mark.usefixtures("clinics")


def test_a_source_that_nobody_configured_is_made_when_it_speaks(bring: Bring, acting: Acting) -> None:
    bring("accounts", "source,external_id,name\nerp,1,One\nerp,2,Two\ncrm,A1,Höhenklinik\n")
    with acting("rep"):
        assert set(SourceFeed.objects.values_list("source__code", "object", "last_rows")) == {
            ("crm", "accounts", 1),
            ("erp", "accounts", 2),
        }


def test_seeing_the_same_again_is_fresh_but_no_change(bring: Bring, acting: Acting) -> None:
    with acting("manager"):
        before = SourceFeed.objects.get()
    bring("accounts", "external_id,name,segment,region,country\nA1,Höhenklinik,A,Graubünden,CH\n")
    with acting("manager"):
        after = SourceFeed.objects.get()
    assert after.last_seen_at > before.last_seen_at
    assert after.last_changed_at == before.last_changed_at


def test_a_dry_run_is_no_sign_of_life(bring: Bring, acting: Acting) -> None:
    bring("accounts", "source,external_id,name\nerp,1,One\n", dry_run=True)
    with acting("manager"):
        assert not SourceSystem.objects.filter(code="erp").exists()


def test_what_is_expected_and_late_or_never_came_is_stale(acting: Acting) -> None:
    now = timezone.now()
    with acting("admin"):
        source = SourceSystem.objects.get(code="crm")
        source.rhythm_days, source.feeds = 1, ["accounts", "sales"]
        source.save()
    with acting("rep"):
        states = {one.object: one.state for one in feeds_of(source, now=now)}
        assert states == {"accounts": "fresh", "sales": "never"}
        later = now + timedelta(days=3)
        assert {one.object: one.state for one in feeds_of(source, now=later)}["accounts"] == "stale"
        assert stale_sources(now=later) == ["crm"]


@pytest.mark.parametrize(("who", "changed"), [("rep", 0), ("admin", 1), ("rival", 0)])
def test_only_who_administers_the_interface_configures_sources(
    acting: Acting, who: str, changed: int
) -> None:
    with acting(who):
        assert SourceSystem.objects.filter(code="crm").update(name="Our CRM") == changed
