import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0005_reading_releases'),
        ('communities', '0016_releases'),
        ('tenancy', '0012_logging_where_one_belongs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('month', models.DateField()),
                ('cohort_since', models.DateField()),
                ('frozen_at', models.DateTimeField()),
                ('stored_at', models.DateTimeField(null=True)),
                ('previews_until', models.DateTimeField(null=True)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='releases', to='communities.community')),
            ],
            options={
                'ordering': ('-month',),
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_release_key'), tenancy.wall.constraints.RowSecurity(name='analytics_release_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_release_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='analytics_release_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), models.UniqueConstraint(fields=('tenant_id', 'community', 'month'), name='analytics_release_once'), models.UniqueConstraint(fields=('tenant_id', 'id', 'community', 'kind', 'month'), name='analytics_release_place'), models.CheckConstraint(condition=models.Q(('kind', 'customer')), name='analytics_release_of_customers'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_release_read', role='app_rt', using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'"), tenancy.wall.constraints.Grant(name='analytics_release_sec', role='app_sec', select=(), update=('stored_at', 'previews_until'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_release_sec_rows', role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='analytics_release_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'month', 'cohort_since'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_release_metrics_rows', role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedFigure',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('month', models.DateField()),
                ('figure', models.CharField(max_length=24)),
                ('shown', models.JSONField(null=True)),
                ('noted', models.CharField(blank=True, max_length=200)),
                ('absent', models.CharField(blank=True, choices=[('too_few', 'too few people stand behind it'), ('switched_off', 'switched off by the community'), ('closed', 'the community is closed to figures')], max_length=16)),
                ('crossed_at', models.DateTimeField(null=True)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('release', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='figures', to='analytics.release')),
            ],
            options={
                'ordering': ('-month', 'id'),
                'indexes': [models.Index(fields=['tenant_id', '-month', 'figure'], name='analytics_releasedfigure_month')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_releasedfigure_key'), tenancy.wall.constraints.RowSecurity(name='analytics_releasedfigure_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_releasedfigure_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'release_id', 'community_id', 'kind', 'month'), name='analytics_releasedfigure_release_id_ref', on_delete='no action', to='analytics_release', to_columns=('tenant_id', 'id', 'community_id', 'kind', 'month')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='analytics_releasedfigure_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), models.UniqueConstraint(fields=('tenant_id', 'release', 'figure'), name='analytics_releasedfigure_once'), models.CheckConstraint(condition=models.Q(('figure__in', ('word', 'members', 'active_members', 'contributors'))), name='analytics_releasedfigure_figure'), models.CheckConstraint(condition=models.Q(models.Q(('absent', ''), ('shown__isnull', False)), models.Q(models.Q(('crossed_at__isnull', True)), models.Q(('absent', ''), _negated=True)), _connector='OR'), name='analytics_releasedfigure_absent'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_releasedfigure_read', role='app_rt', using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator' or (crossed_at is not null and figure <> 'word' and ((select app.reads_releases()) or (select app.has_scope('reports:read')))) or (crossed_at is not null and figure = 'word' and community_id in (select app.my_stewarded()))"), tenancy.wall.constraints.Grant(name='analytics_releasedfigure_sec', role='app_sec', select=(), update=('absent', 'crossed_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_releasedfigure_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='ReleaseSwitch',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('figure', models.CharField(max_length=24)),
                ('off_at', models.DateTimeField()),
                ('on_at', models.DateTimeField(null=True)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('off_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('on_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_releaseswitch_key'), tenancy.wall.constraints.RowSecurity(name='analytics_releaseswitch_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_releaseswitch_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='analytics_releaseswitch_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'off_by_id'), name='analytics_releaseswitch_off_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'on_by_id'), name='analytics_releaseswitch_on_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('figure__in', ('word', 'members', 'active_members', 'contributors'))), name='analytics_releaseswitch_figure'), models.CheckConstraint(condition=models.Q(('kind', 'customer')), name='analytics_releaseswitch_of_customers'), models.UniqueConstraint(condition=models.Q(('on_at__isnull', True)), fields=('tenant_id', 'community', 'figure'), name='analytics_releaseswitch_off'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_releaseswitch_read', role='app_rt', using="community_id in (select app.my_communities()) or (select app.my_party()) = 'operator'"), tenancy.wall.constraints.Grant(name='analytics_releaseswitch_sec', role='app_sec', select=(), update=('on_at', 'on_by_id'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_releaseswitch_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='CohortSeat',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('since', models.DateField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_cohortseat_key'), tenancy.wall.constraints.RowSecurity(name='analytics_cohortseat_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='analytics_cohortseat_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='analytics_cohortseat_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'community', 'since', 'person'), name='analytics_cohortseat_once'), models.CheckConstraint(condition=models.Q(('kind', 'customer')), name='analytics_cohortseat_of_customers'), tenancy.wall.constraints.Grant(name='analytics_cohortseat_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_cohortseat_sec_rows', role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='analytics_cohortseat_metrics', role='app_metrics', select=('tenant_id', 'community_id', 'since', 'person_id'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_cohortseat_metrics_rows', role='app_metrics', using='true')],
            },
        ),
    ]
