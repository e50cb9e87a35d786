"""What the policies of leader search ask: whose search it is, who was asked to approve, whose link it is."""

from django.db import migrations

from tenancy.wall.migrating import Function

ASKERS = ("app_rt", "app_sec")


def setof(name: str, body: str) -> Function:
    return Function(f"{name}()", returns="setof uuid", roles=ASKERS, options="rows 20", body=body)


class Migration(migrations.Migration):
    dependencies = [("customers", "0030_training")]
    operations = [
        setof(
            "my_searches",
            """select p.id from public.customers_prospectivecommunity p
            where p.tenant_id = app.tid() and p.selector_id = app.pid() and app.my_party() = 'staff'""",
        ),
        setof(
            "my_candidates",
            """select c.id from public.customers_leadercandidate c
            where c.tenant_id = app.tid() and c.prospect_id in (select app.my_searches())""",
        ),
        setof(
            "my_proposed_candidates",
            """select p.candidate_id from public.customers_leaderproposal p
            where p.tenant_id = app.tid() and p.approver_id = app.pid() and app.my_party() = 'staff'""",
        ),
        setof(
            "my_approved_searches",
            """select c.prospect_id from public.customers_leadercandidate c
            where c.tenant_id = app.tid() and c.id in (select app.my_proposed_candidates())""",
        ),
        setof(
            "my_sheet_candidates",
            """select l.candidate_id from public.customers_fitlink l
            where l.tenant_id = app.tid() and l.withdrawn_at is null and l.ends_on >= current_date
              and current_setting('app.purpose', true) = 'fit_sheet:' || l.digest""",
        ),
    ]
