import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('analytics', '0016_measuring_the_pulse'),
        ('communities', '0025_asking_for_the_pulse'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactorRating',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('factor', models.CharField(max_length=24)),
                ('rating', models.PositiveSmallIntegerField(choices=[(1, '1: nothing yet'), (2, '2: begun'), (3, '3: partly in place'), (4, '4: mostly in place'), (5, '5: fully in place')], null=True)),
                ('evidence', models.TextField()),
                ('rated_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('rated_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-rated_at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'community', 'factor', '-rated_at'], name='analytics_factorrating_latest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='analytics_factorrating_key'), tenancy.wall.constraints.RowSecurity(name='analytics_factorrating_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='analytics_factorrating_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='analytics_factorrating_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'rated_by_id'), name='analytics_factorrating_rated_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('kind__in', ('induced_cop', 'strategic', 'customer'))), name='analytics_factorrating_kind'), models.CheckConstraint(condition=models.Q(('rating', None), ('rating__in', [1, 2, 3, 4, 5]), _connector='OR'), name='analytics_factorrating_rating'), models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='analytics_factorrating_evidence'), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_factorrating_read', restrictive=False, role='app_rt', using="community_id in (select app.my_communities()) or (kind = 'induced_cop' and (select app.has_role('programme_office')))"), tenancy.wall.constraints.Policy(check='community_id in (select app.my_led()) and rated_by_id = (select app.pid())', command='insert', name='analytics_factorrating_write', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Grant(name='analytics_factorrating_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'factor', 'rating', 'rated_at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='analytics_factorrating_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
    ]
