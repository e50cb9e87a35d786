"""The log of events, the outbox of tasks, signs of life and the memory of the schedule."""

import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models

from tenancy.wall.migrating import Function

class Migration(migrations.Migration):

    dependencies = [
        ('tenancy', '0004_importing'),
    ]

    operations = [
        # Redefined where communities live: those whose log the acting person may read.
        Function("my_logged_communities()", returns="setof uuid", options="rows 20", body="select null::uuid where false"),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('plane', models.CharField(choices=[('sponsor', "The sponsor's log"), ('community', "The community's log")], max_length=9)),
                ('verb', models.CharField(max_length=60)),
                ('community_id', models.UUIDField(null=True)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField(null=True)),
                ('ids', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    tenancy.wall.constraints.PrimaryKey(name='tenancy_event_key'),
                    tenancy.wall.constraints.RowSecurity(name='tenancy_event_rows', tenant_column='tenant_id'),
                    tenancy.wall.constraints.Grant(name='tenancy_event_rt', role='app_rt', select=(), update=(), verbs=('select',)),
                    tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='tenancy_event_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')),
                    tenancy.wall.constraints.Policy(check=None, command='select', name='tenancy_event_read', role='app_rt', using="by_id = (select app.pid()) or (plane = 'sponsor' and ((select app.has_role('tenant_admin')) or (select app.has_role('compliance')))) or (plane = 'community' and community_id in (select app.my_logged_communities())) or (plane = 'community' and community_id is null and (select app.my_party()) = 'operator')"),
                    tenancy.wall.constraints.Grant(name='tenancy_event_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')),
                    tenancy.wall.constraints.Policy(check='true', command='all', name='tenancy_event_sec_rows', role='app_sec', using='true'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('process', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    tenancy.wall.constraints.Grant(name='tenancy_heartbeat_sec', role='app_sec', select=(), update=('at',), verbs=('select', 'insert', 'delete')),
                    tenancy.wall.constraints.Grant(name='tenancy_heartbeat_backup', role='app_backup', select=(), update=(), verbs=('select',)),
                ],
            },
        ),
        migrations.CreateModel(
            name='QueuedTask',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('kwargs', models.JSONField(default=dict)),
                ('queue', models.CharField(choices=[('realtime', 'At once'), ('default', 'Soon'), ('heavy', 'Long computations'), ('ingest', 'Imports')], default='default', max_length=8)),
                ('key', models.CharField(max_length=200, null=True)),
                ('plane', models.CharField(choices=[('sponsor', "The sponsor's log"), ('community', "The community's log")], max_length=9)),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('sent', 'Handed over'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('parked', 'Parked after three attempts'), ('cancelled', 'Cancelled')], default='queued', max_length=9)),
                ('attempts', models.SmallIntegerField(default=0)),
                ('sends', models.IntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('progress', models.SmallIntegerField(default=0)),
                ('message', models.CharField(blank=True, max_length=200)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('result_url', models.CharField(blank=True, max_length=300)),
                ('error_kind', models.CharField(blank=True, max_length=80)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [
                    tenancy.wall.constraints.PrimaryKey(name='tenancy_queuedtask_key'),
                    tenancy.wall.constraints.RowSecurity(name='tenancy_queuedtask_rows', tenant_column='tenant_id'),
                    tenancy.wall.constraints.Grant(name='tenancy_queuedtask_rt', role='app_rt', select=(), update=(), verbs=('select',)),
                    tenancy.wall.constraints.Reference(columns=('tenant_id', 'created_by_id'), name='tenancy_queuedtask_created_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')),
                    tenancy.wall.constraints.Policy(check=None, command='select', name='tenancy_queuedtask_read', role='app_rt', using="created_by_id = (select app.pid()) or (state = 'parked' and ((plane = 'sponsor' and (select app.has_role('tenant_admin'))) or (plane = 'community' and (select app.my_party()) = 'operator')))"),
                    tenancy.wall.constraints.Grant(name='tenancy_queuedtask_sec', role='app_sec', select=(), update=('state', 'attempts', 'sends', 'due_at', 'sent_at', 'lease_until', 'progress', 'message', 'error_kind', 'finished_at'), verbs=('select', 'insert', 'delete')),
                    tenancy.wall.constraints.Policy(check='true', command='all', name='tenancy_queuedtask_sec_rows', role='app_sec', using='true'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ScheduledRun',
            fields=[
                ('job', models.CharField(max_length=60)),
                ('period', models.DateTimeField()),
                ('started_at', models.DateTimeField()),
                ('pk', models.CompositePrimaryKey('job', 'period', blank=True, editable=False, primary_key=True, serialize=False)),
            ],
            options={
                'constraints': [
                    tenancy.wall.constraints.Grant(name='tenancy_scheduledrun_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert', 'delete')),
                    tenancy.wall.constraints.Grant(name='tenancy_scheduledrun_backup', role='app_backup', select=(), update=(), verbs=('select',)),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='user',
            name='tenancy_user_sec',
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=tenancy.wall.constraints.Grant(name='tenancy_user_sec', role='app_sec', select=('id', 'email', 'is_active', 'session_epoch'), update=(), verbs=()),
        ),
        migrations.AddField(
            model_name='event',
            name='by',
            field=tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person'),
        ),
        migrations.AddField(
            model_name='queuedtask',
            name='created_by',
            field=tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['tenant_id', 'plane', '-at', '-id'], name='tenancy_event_log'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['tenant_id', 'community_id', '-at'], name='tenancy_event_community'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('plane__in', ['sponsor', 'community'])), name='tenancy_event_plane'),
        ),
        migrations.AddIndex(
            model_name='queuedtask',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['tenant_id', 'due_at'], name='tenancy_queuedtask_due'),
        ),
        migrations.AddIndex(
            model_name='queuedtask',
            index=models.Index(condition=models.Q(('state__in', ('sent', 'running'))), fields=['state', 'lease_until', 'sent_at'], name='tenancy_queuedtask_open'),
        ),
        migrations.AddIndex(
            model_name='queuedtask',
            index=models.Index(fields=['tenant_id', 'created_by'], name='tenancy_queuedtask_own'),
        ),
        migrations.AddConstraint(
            model_name='queuedtask',
            constraint=models.UniqueConstraint(fields=('tenant_id', 'key'), name='tenancy_queuedtask_once'),
        ),
        migrations.AddConstraint(
            model_name='queuedtask',
            constraint=models.CheckConstraint(condition=models.Q(('queue__in', ['realtime', 'default', 'heavy', 'ingest'])), name='tenancy_queuedtask_queue'),
        ),
        migrations.AddConstraint(
            model_name='queuedtask',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sent', 'running', 'done', 'failed', 'parked', 'cancelled'])), name='tenancy_queuedtask_state'),
        ),
        migrations.AddConstraint(
            model_name='queuedtask',
            constraint=models.CheckConstraint(condition=models.Q(('progress__range', (0, 100))), name='tenancy_queuedtask_progress'),
        ),
    ]
