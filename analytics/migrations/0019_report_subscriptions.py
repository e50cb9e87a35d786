import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0018_measuring_principles'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportSubscription',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('report', models.CharField(choices=[('programme', 'Programme'), ('uplift', 'Uplift'), ('health', 'Health checks')], max_length=12)),
                ('months', models.PositiveSmallIntegerField(choices=[(1, 'every month'), (3, 'every quarter')])),
                ('next_on', models.DateField()),
                ('leaving_key', models.UUIDField(default=uuid.uuid4)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'indexes': [models.Index(fields=['leaving_key'], name='analytics_subscription_leaving'), models.Index(fields=['tenant_id', 'next_on'], name='analytics_subscription_due')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_reportsubscription_key'), tenancy.wall.constraints.RowSecurity(name='analytics_reportsubscription_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_reportsubscription_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='analytics_reportsubscription_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'person', 'report'), name='analytics_reportsubscription_once'), models.UniqueConstraint(fields=('tenant_id', 'id', 'person'), name='analytics_reportsubscription_own'), models.CheckConstraint(condition=models.Q(('months__in', [1, 3]), ('report__in', ['programme', 'uplift', 'health'])), name='analytics_reportsubscription_report'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_reportsubscription_read', restrictive=False, role='app_rt', using='person_id = (select app.pid())'), tenancy.wall.constraints.Grant(name='analytics_reportsubscription_sec', role='app_sec', select=(), update=('months', 'next_on', 'begun_at', 'ended_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='analytics_reportsubscription_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='MadeReport',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('report', models.CharField(choices=[('programme', 'Programme'), ('uplift', 'Uplift'), ('health', 'Health checks')], max_length=12)),
                ('period', models.DateField()),
                ('tables', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('run', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='analytics.upliftrun')),
                ('subscription', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='analytics.reportsubscription')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'person', '-at', '-id'], name='analytics_madereport_own')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_madereport_key'), tenancy.wall.constraints.RowSecurity(name='analytics_madereport_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_madereport_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'subscription_id', 'person_id'), name='analytics_madereport_subscription_id_ref', on_delete='no action', to='analytics_reportsubscription', to_columns=('tenant_id', 'id', 'person_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'run_id'), name='analytics_madereport_run_id_ref', on_delete='no action', to='analytics_upliftrun', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'subscription', 'period'), name='analytics_madereport_once'), models.CheckConstraint(condition=models.Q(('report__in', ['programme', 'uplift', 'health'])), name='analytics_madereport_report'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_madereport_read', restrictive=False, role='app_rt', using='person_id = (select app.pid())'), tenancy.wall.constraints.Policy(check="person_id = (select app.pid()) and coalesce(current_setting('app.purpose', true), '') like 'task:%'", command='insert', name='analytics_madereport_write', restrictive=False, role='app_rt', using=None)],
            },
        ),
    ]
