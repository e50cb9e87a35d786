import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0007_releasing'),
        ('communities', '0018_noting_stages'),
        ('tenancy', '0014_sandboxes'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectiveAction',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('finding', models.CharField(max_length=40)),
                ('evidence', models.JSONField(default=dict)),
                ('title', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=8)),
                ('closed_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=400)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('opened_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('owner', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('run', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='corrective_actions', to='analytics.healthrun')),
            ],
            options={
                'ordering': ('due_on', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'community', 'finding'], name='analytics_corrective_place')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_correctiveaction_key'), tenancy.wall.constraints.RowSecurity(name='analytics_correctiveaction_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_correctiveaction_rt', role='app_rt', select=(), update=('title', 'due_on', 'outcome', 'closed_at', 'why'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'run_id', 'community_id', 'kind'), name='analytics_correctiveaction_run_id_ref', on_delete='no action', to='analytics_healthrun', to_columns=('tenant_id', 'id', 'community_id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'owner_id'), name='analytics_correctiveaction_owner_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'opened_by_id'), name='analytics_correctiveaction_opened_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'done', 'dropped'])), name='analytics_correctiveaction_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('outcome', 'open')), models.Q(models.Q(('outcome', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='analytics_correctiveaction_closed'), models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('tenant_id', 'community', 'finding'), name='analytics_correctiveaction_one_open'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_correctiveaction_read', restrictive=False, role='app_rt', using="community_id in (select app.my_led()) or (owner_id = (select app.pid()) and community_id in (select app.my_communities())) or (select app.my_party()) = 'operator' or (kind = 'induced_cop' and (select app.has_role('programme_office'))) or (kind = 'archive' and (select app.has_role('tenant_admin')))"), tenancy.wall.constraints.Policy(check='opened_by_id = (select app.pid()) and community_id in (select app.my_led())', command='insert', name='analytics_correctiveaction_open', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='community_id in (select app.my_led()) or (owner_id = (select app.pid()) and community_id in (select app.my_communities()))', command='update', name='analytics_correctiveaction_change', restrictive=False, role='app_rt', using='community_id in (select app.my_led()) or (owner_id = (select app.pid()) and community_id in (select app.my_communities()))'), tenancy.wall.constraints.Grant(name='analytics_correctiveaction_sec', role='app_sec', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_correctiveaction_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
    ]
