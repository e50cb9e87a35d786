import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0026_what_checks_count'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecognitionCopy',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recognition', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='copies', to='communities.recognition')),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('kind', models.CharField(choices=[('induced_cop', 'Community of practice'), ('strategic', 'Strategic community'), ('co_innovation', 'Co-innovation community'), ('customer', 'Customer community'), ('demo', 'Demonstration'), ('archive', 'Archive of imported records')], max_length=16)),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('supervisor', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('party', models.CharField(choices=[('staff', 'Staff of the sponsor'), ('customer', 'Customer'), ('operator', 'Operator of the portal')], default='staff', max_length=8)),
                ('shown_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('-shown_at', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'supervisor'], name='communities_recog_copy_to')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_recognitioncopy_key'), tenancy.wall.constraints.RowSecurity(name='communities_recognitioncopy_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_recognitioncopy_rt', role='app_rt', select=(), update=('withdrawn_at',), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'kind'), name='communities_recognitioncopy_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id', 'kind')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'recognition_id', 'community_id'), name='communities_recognitioncopy_recognition_id_ref', on_delete='no action', to='communities_recognition', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'recognition_id', 'person_id'), name='communities_recognitioncopy_person_id_ref', on_delete='no action', to='communities_recognitionrecipient', to_columns=('tenant_id', 'recognition_id', 'person_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'supervisor_id', 'party'), name='communities_recognitioncopy_supervisor_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id', 'party')), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('tenant_id', 'recognition', 'person', 'supervisor'), name='communities_recognitioncopy_once'), models.CheckConstraint(condition=models.Q(('kind__in', ('induced_cop', 'strategic')), ('party', 'staff'), models.Q(('person', models.F('supervisor')), _negated=True)), name='communities_recognitioncopy_staff'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_recognitioncopy_read', restrictive=False, role='app_rt', using='person_id = (select app.pid()) or (supervisor_id = (select app.pid()) and withdrawn_at is null)'), tenancy.wall.constraints.Policy(check='person_id = (select app.pid())', command='insert', name='communities_recognitioncopy_show', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='person_id = (select app.pid())', command='update', name='communities_recognitioncopy_change', restrictive=False, role='app_rt', using='person_id = (select app.pid())')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='recognition',
            name='communities_recognition_read',
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=tenancy.wall.constraints.Policy(check=None, command='select', name='communities_recognition_read', restrictive=False, role='app_rt', using='given_by_id = (select app.pid()) or community_id in (select app.my_communities()) or id in (select c.recognition_id from public.communities_recognitioncopy c where c.supervisor_id = (select app.pid()) and c.withdrawn_at is null)'),
        ),
    ]
