import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0029_measuring_what_is_kept'),
        ('communities', '0032_calendar_feeds'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='HealthDefault',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('months', models.SmallIntegerField(choices=[(1, 'every month'), (3, 'every quarter'), (6, 'every half-year'), (12, 'every year')])),
                ('chosen_at', models.DateTimeField()),
                ('chosen_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_healthdefault_key'), tenancy.wall.constraints.RowSecurity(name='analytics_healthdefault_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_healthdefault_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'chosen_by_id'), name='analytics_healthdefault_chosen_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('months__in', [1, 3, 6, 12])), name='analytics_healthdefault_months'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_healthdefault_read', restrictive=False, role='app_rt', using='(select app.pid()) is not null'), tenancy.wall.constraints.Policy(check="chosen_by_id = (select app.pid()) and ((select app.has_role('management')) or (select app.has_role('tenant_admin')))", command='insert', name='analytics_healthdefault_choose', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Grant(name='analytics_healthdefault_metrics', role='app_metrics', select=('tenant_id', 'id', 'months', 'chosen_at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_healthdefault_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='healthrhythm',
            name='analytics_healthrhythm_sec',
        ),
        migrations.AddConstraint(
            model_name='healthrhythm',
            constraint=tenancy.wall.constraints.Grant(name='analytics_healthrhythm_sec', role='app_sec', select=(), update=('months', 'chosen_by_id', 'chosen_at'), verbs=('select', 'insert', 'delete')),
        ),
    ]
