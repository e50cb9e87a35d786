import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0052_lines_in_parts_and_own_sources'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChosenCentre',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('centre', models.CharField(max_length=300)),
                ('segment_key', models.CharField(blank=True, max_length=40)),
                ('segment_name', models.CharField(blank=True, max_length=80)),
                ('reason', models.TextField()),
                ('approved_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('account', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.account')),
                ('approver', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('chosen_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='chosen_centres', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'account'], name='customers_chosencentre_account')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_chosencentre_key'), tenancy.wall.constraints.RowSecurity(name='customers_chosencentre_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_chosencentre_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_chosencentre_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'account_id'), name='customers_chosencentre_account_id_ref', on_delete='no action', to='customers_account', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'approver_id'), name='customers_chosencentre_approver_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'chosen_by_id'), name='customers_chosencentre_chosen_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'prospect'), name='customers_chosencentre_once'), models.CheckConstraint(condition=models.Q(('approver', models.F('chosen_by')), _negated=True), name='customers_chosencentre_two_persons'), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_chosencentre_read', restrictive=False, role='app_rt', using="prospect_id in (select app.my_searches()) or (select app.oversees_sales()) or (select app.has_role('compliance'))"), tenancy.wall.constraints.Grant(name='customers_chosencentre_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_chosencentre_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='ShortlistApproval',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('verdict', models.CharField(choices=[('open', 'Waits for the approver'), ('approved', 'Approved'), ('declined', 'Declined'), ('withdrawn', 'Taken back')], default='open', max_length=9)),
                ('verdict_reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('approver', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('selector', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('shortlist', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='approvals', to='customers.shortlist')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'approver', '-at'], name='customers_shortapproval_asked')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_shortlistapproval_key'), tenancy.wall.constraints.RowSecurity(name='customers_shortlistapproval_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_shortlistapproval_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'shortlist_id'), name='customers_shortlistapproval_shortlist_id_ref', on_delete='no action', to='customers_shortlist', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'selector_id'), name='customers_shortlistapproval_selector_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'approver_id'), name='customers_shortlistapproval_approver_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('approver', models.F('selector')), _negated=True), name='customers_shortlistapproval_two_persons'), models.CheckConstraint(condition=models.Q(('reason__regex', '\\S.{18,}\\S')), name='customers_shortlistapproval_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('verdict', 'open')), models.Q(('verdict__in', ['approved', 'declined', 'withdrawn']), models.Q(('verdict_reason', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='customers_shortlistapproval_verdict'), models.UniqueConstraint(condition=models.Q(('verdict__in', ['open', 'approved'])), fields=('tenant_id', 'shortlist'), name='customers_shortlistapproval_once'), tenancy.wall.constraints.PurposeWall(name='customers_shortlistapproval_apart', never=(), only=('choosing_centres',)), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_shortlistapproval_read', restrictive=False, role='app_rt', using='selector_id = (select app.pid()) or approver_id = (select app.pid()) or (select app.oversees_sales())'), tenancy.wall.constraints.Grant(name='customers_shortlistapproval_sec', role='app_sec', select=(), update=('verdict', 'verdict_reason', 'decided_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_shortlistapproval_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        migrations.AddField(
            model_name='shortlist',
            name='reason',
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AddField(
            model_name='shortlist',
            name='segment_key',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='shortlist',
            name='segment_name',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddConstraint(
            model_name='shortlist',
            constraint=tenancy.wall.constraints.Grant(name='customers_shortlist_sec', role='app_sec', select=(), update=(), verbs=('select',)),
        ),
        migrations.AddConstraint(
            model_name='shortlist',
            constraint=tenancy.wall.constraints.Policy(check='true', command='all', name='customers_shortlist_sec_rows', restrictive=False, role='app_sec', using='true'),
        ),
        migrations.AddConstraint(
            model_name='shortlistedcentre',
            constraint=tenancy.wall.constraints.Grant(name='customers_shortlistedcentre_sec', role='app_sec', select=(), update=(), verbs=('select',)),
        ),
        migrations.AddConstraint(
            model_name='shortlistedcentre',
            constraint=tenancy.wall.constraints.Policy(check='true', command='all', name='customers_shortlistedcentre_sec_rows', restrictive=False, role='app_sec', using='true'),
        ),
    ]
