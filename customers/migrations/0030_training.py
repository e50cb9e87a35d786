import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0017_stage_changes'),
        ('customers', '0029_messages_of_events'),
        ('tenancy', '0013_queueing_webhooks'),
    ]

    operations = [
        migrations.CreateModel(
            name='KickOffDelay',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(choices=[('slot', 'No time-slot that suits all'), ('recruitment', 'Finding and motivating members'), ('leader', 'Finding a leader'), ('approval', 'Internal approval'), ('other', 'Something else')], max_length=16)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('told_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('told_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-told_at',),
                'indexes': [models.Index(fields=['tenant_id', 'community', '-told_at'], name='customers_kickoffdelay_latest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_kickoffdelay_key'), tenancy.wall.constraints.RowSecurity(name='customers_kickoffdelay_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_kickoffdelay_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id'), name='customers_kickoffdelay_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'told_by_id'), name='customers_kickoffdelay_told_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('cause__in', ['slot', 'recruitment', 'leader', 'approval', 'other'])), name='customers_kickoffdelay_cause'), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_kickoffdelay_read', role='app_rt', using="community_id in (select app.my_stewarded()) or (select app.oversees_sales()) or (select app.has_role('programme_office'))"), tenancy.wall.constraints.Policy(check="told_by_id = (select app.pid()) and (community_id in (select app.my_stewarded()) or (select app.oversees_sales()) or (select app.has_role('programme_office')))", command='insert', name='customers_kickoffdelay_tell', role='app_rt', using=None)],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('curriculum', models.CharField(choices=[('preparation', 'Preparation of customer communities'), ('initiation', 'Initiation of customer communities')], max_length=16)),
                ('cohort', models.CharField(blank=True, max_length=80)),
                ('completed_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='trainings', to='tenancy.person')),
                ('recorded_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-completed_on', 'id'),
                'indexes': [models.Index(fields=['tenant_id', '-completed_on'], name='customers_training_latest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_training_key'), tenancy.wall.constraints.RowSecurity(name='customers_training_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_training_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='customers_training_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'recorded_by_id'), name='customers_training_recorded_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('curriculum__in', ['preparation', 'initiation'])), name='customers_training_curriculum'), models.UniqueConstraint(fields=('tenant_id', 'person', 'curriculum', 'completed_on'), name='customers_training_once'), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_training_read', role='app_rt', using="person_id = (select app.pid()) or (select app.has_role('programme_office')) or (select app.has_role('sales_manager')) or (select app.has_role('management'))"), tenancy.wall.constraints.Policy(check="recorded_by_id = (select app.pid()) and ((select app.has_role('programme_office')) or (select app.has_role('sales_manager')) or (select app.has_role('management')))", command='insert', name='customers_training_record', role='app_rt', using=None), tenancy.wall.constraints.Policy(check=None, command='delete', name='customers_training_take_back', role='app_rt', using="(select app.has_role('programme_office')) or (select app.has_role('sales_manager')) or (select app.has_role('management'))"), tenancy.wall.constraints.Grant(name='customers_training_sec', role='app_sec', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_training_sec_rows', role='app_sec', using='true')],
            },
        ),
    ]
