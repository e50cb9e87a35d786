import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0016_releases'),
    ]

    operations = [
        migrations.CreateModel(
            name='StageChange',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('stage', models.CharField(choices=[('idea', 'Idea'), ('preparation', 'Preparation'), ('initiation', 'Initiation'), ('active', 'Active'), ('sustaining', 'Sustaining'), ('renewal', 'Renewal'), ('closed', 'Closed')], max_length=16)),
                ('at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='stage_changes', to='communities.community')),
            ],
            options={
                'ordering': ('at',),
                'indexes': [models.Index(fields=['tenant_id', 'community', 'at'], name='communities_stagechange_line')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_stagechange_key'), tenancy.wall.constraints.RowSecurity(name='communities_stagechange_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_stagechange_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='communities_stagechange_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), models.CheckConstraint(condition=models.Q(('stage__in', ['idea', 'preparation', 'initiation', 'active', 'sustaining', 'renewal', 'closed'])), name='communities_stagechange_stage'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_stagechange_read', role='app_rt', using="(select app.my_party()) in ('staff', 'operator') or community_id in (select app.my_communities())"), tenancy.wall.constraints.Grant(name='communities_stagechange_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_stagechange_sec_rows', role='app_sec', using='true')],
            },
        ),
    ]
