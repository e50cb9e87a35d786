import django.contrib.postgres.fields
import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0023_meeting_functions'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='PulseWave',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('number', models.PositiveSmallIntegerField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('counted_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('answers', models.PositiveIntegerField(null=True)),
                ('alpha', models.FloatField(null=True)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='pulse_waves', to='communities.community')),
                ('opened_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-closes_on',),
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_pulsewave_key'), tenancy.wall.constraints.RowSecurity(name='communities_pulsewave_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_pulsewave_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='communities_pulsewave_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'opened_by_id'), name='communities_pulsewave_opened_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'community', 'number'), name='communities_pulsewave_number'), models.UniqueConstraint(fields=('tenant_id', 'id', 'community', 'kind'), name='communities_pulsewave_place'), models.UniqueConstraint(condition=models.Q(('counted_on', None), ('withdrawn_on', None)), fields=('tenant_id', 'community'), name='communities_pulsewave_one_runs'), models.CheckConstraint(condition=models.Q(('kind__in', ('induced_cop', 'strategic', 'co_innovation', 'customer'))), name='communities_pulsewave_kind'), models.CheckConstraint(condition=models.Q(('opens_on__lt', models.F('closes_on'))), name='communities_pulsewave_days'), models.CheckConstraint(condition=models.Q(('answers', None), ('answers__gte', 5), _connector='OR'), name='communities_pulsewave_enough'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_pulsewave_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Grant(name='communities_pulsewave_sec', role='app_sec', select=(), update=('counted_on', 'withdrawn_on', 'answers', 'alpha'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_pulsewave_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_pulsewave_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'kind', 'closes_on', 'counted_on', 'answers', 'alpha'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_pulsewave_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='PulseTurnout',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('wave', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.pulsewave')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_pulseturnout_key'), tenancy.wall.constraints.RowSecurity(name='communities_pulseturnout_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_pulseturnout_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'wave_id'), name='communities_pulseturnout_wave_id_ref', on_delete='no action', to='communities_pulsewave', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='communities_pulseturnout_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'wave', 'person'), name='communities_pulseturnout_once'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_pulseturnout_own', restrictive=False, role='app_rt', using='person_id = (select app.pid())'), tenancy.wall.constraints.Grant(name='communities_pulseturnout_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_pulseturnout_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='PulseResult',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('topic', models.CharField(max_length=12)),
                ('n', models.PositiveIntegerField()),
                ('mean', models.FloatField()),
                ('alpha', models.FloatField(null=True)),
                ('high', models.FloatField(null=True)),
                ('low_middle_high', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), null=True, size=None)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('wave', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='results', to='communities.pulsewave')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_pulseresult_key'), tenancy.wall.constraints.RowSecurity(name='communities_pulseresult_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_pulseresult_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'wave_id', 'community_id', 'kind'), name='communities_pulseresult_wave_id_ref', on_delete='no action', to='communities_pulsewave', to_columns=('tenant_id', 'id', 'community_id', 'kind')), models.UniqueConstraint(fields=('tenant_id', 'wave', 'topic'), name='communities_pulseresult_once'), models.CheckConstraint(condition=models.Q(('n__gte', 5)), name='communities_pulseresult_enough'), models.CheckConstraint(condition=models.Q(('topic__in', ['domain', 'community', 'practice', 'motivation', 'structure', 'mandate', 'hindered', 'stuck', 'openness', 'culture', 'interests', 'collective', 'embedded', 'own_norms'])), name='communities_pulseresult_topic'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_pulseresult_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Grant(name='communities_pulseresult_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_pulseresult_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_pulseresult_metrics', role='app_metrics', select=('tenant_id', 'wave_id', 'community_id', 'topic', 'n', 'mean', 'high'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_pulseresult_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='PulseBox',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answers', models.JSONField(default=list)),
                ('wave', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.pulsewave')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_pulsebox_key'), tenancy.wall.constraints.RowSecurity(name='communities_pulsebox_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Reference(columns=('tenant_id', 'wave_id'), name='communities_pulsebox_wave_id_ref', on_delete='no action', to='communities_pulsewave', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'wave'), name='communities_pulsebox_once'), tenancy.wall.constraints.Grant(name='communities_pulsebox_sec', role='app_sec', select=(), update=('answers',), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_pulsebox_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='PulsePlan',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('months', models.PositiveSmallIntegerField(choices=[(3, 'every three months'), (6, 'every six months'), (12, 'once a year')])),
                ('open_days', models.PositiveSmallIntegerField(choices=[(7, 'one week'), (14, 'two weeks'), (21, 'three weeks')])),
                ('next_on', models.DateField()),
                ('set_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('set_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_pulseplan_key'), tenancy.wall.constraints.RowSecurity(name='communities_pulseplan_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_pulseplan_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='communities_pulseplan_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'set_by_id'), name='communities_pulseplan_set_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'community'), name='communities_pulseplan_once'), models.CheckConstraint(condition=models.Q(('kind__in', ('induced_cop', 'strategic', 'co_innovation', 'customer'))), name='communities_pulseplan_kind'), models.CheckConstraint(condition=models.Q(('months__in', [3, 6, 12]), ('open_days__in', [7, 14, 21])), name='communities_pulseplan_rhythm'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_pulseplan_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Grant(name='communities_pulseplan_sec', role='app_sec', select=(), update=('months', 'open_days', 'next_on', 'set_by_id', 'set_at'), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_pulseplan_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
    ]
