"""Prospective communities, the search for their leaders, and fit forms kept apart from sales."""

import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0015_guests_see_the_shell'),
        ('customers', '0031_asking_whose_search'),
        ('tenancy', '0012_logging_where_one_belongs'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProspectiveCommunity',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('concern', models.CharField(blank=True, max_length=600)),
                ('country', models.CharField(blank=True, max_length=60)),
                ('kick_off_on', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing_reason', models.CharField(blank=True, max_length=400)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('created_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('selector', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'selector', '-at'], name='customers_prospect_mine'), models.Index(fields=['tenant_id', '-at', '-id'], name='customers_prospect_newest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_prospectivecommunity_key'), tenancy.wall.constraints.RowSecurity(name='customers_prospectivecommunity_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_prospectivecommunity_rt', role='app_rt', select=(), update=('name', 'concern', 'country', 'kick_off_on', 'closed_at', 'closing_reason'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'selector_id'), name='customers_prospectivecommunity_selector_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'created_by_id'), name='customers_prospectivecommunity_created_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id'), name='customers_prospectivecommunity_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'community'), name='customers_prospectivecommunity_draft'), models.UniqueConstraint(fields=('tenant_id', 'id', 'selector'), name='customers_prospectivecommunity_selector'), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_prospectivecommunity_read', role='app_rt', using="selector_id = (select app.pid()) or (select app.oversees_sales()) or (select app.has_role('compliance')) or id in (select app.my_approved_searches())"), tenancy.wall.constraints.Policy(check="created_by_id = (select app.pid()) and community_id is null and ((selector_id = (select app.pid()) and ((select app.has_role('sales_rep')) or (select app.has_role('key_account_manager')) or (select app.has_role('sales_manager')))) or (select app.assigns_accounts()))", command='insert', name='customers_prospectivecommunity_begin', role='app_rt', using=None), tenancy.wall.constraints.Policy(check='selector_id = (select app.pid()) or (select app.oversees_sales())', command='update', name='customers_prospectivecommunity_change', role='app_rt', using='selector_id = (select app.pid()) or (select app.oversees_sales())'), tenancy.wall.constraints.Grant(name='customers_prospectivecommunity_sec', role='app_sec', select=(), update=('community_id', 'selector_id'), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_prospectivecommunity_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='LeaderCandidate',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=240)),
                ('profession', models.CharField(blank=True, max_length=120)),
                ('centre', models.CharField(blank=True, max_length=240)),
                ('step', models.CharField(choices=[('identified', 'Identified'), ('approached', 'Approached'), ('in_discussion', 'In discussion'), ('proposed', 'Proposed'), ('approved', 'Approved'), ('declined', 'Declined')], default='identified', max_length=13)),
                ('stepped_at', models.DateTimeField()),
                ('identified_at', models.DateTimeField()),
                ('contact', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.contact')),
                ('identified_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='candidates', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('stepped_at', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'prospect'], name='customers_candidate_prospect')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_leadercandidate_key'), tenancy.wall.constraints.RowSecurity(name='customers_leadercandidate_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_leadercandidate_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_leadercandidate_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'contact_id'), name='customers_leadercandidate_contact_id_ref', on_delete='no action', to='customers_contact', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'identified_by_id'), name='customers_leadercandidate_identified_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'prospect', 'contact'), name='customers_leadercandidate_once'), models.UniqueConstraint(fields=('tenant_id', 'id', 'prospect'), name='customers_leadercandidate_prospect'), models.CheckConstraint(condition=models.Q(('step__in', ['identified', 'approached', 'in_discussion', 'proposed', 'approved', 'declined'])), name='customers_leadercandidate_step'), tenancy.wall.constraints.PurposeWall(name='customers_leadercandidate_apart', never=('choosing_centres',), only=()), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_leadercandidate_read', role='app_rt', using="prospect_id in (select app.my_searches()) or (select app.oversees_sales()) or (select app.has_role('compliance')) or id in (select app.my_proposed_candidates()) or id in (select app.my_sheet_candidates())"), tenancy.wall.constraints.Policy(check="identified_by_id = (select app.pid()) and step = 'identified' and prospect_id in (select app.my_searches())", command='insert', name='customers_leadercandidate_identify', role='app_rt', using=None), tenancy.wall.constraints.Grant(name='customers_leadercandidate_sec', role='app_sec', select=(), update=('step', 'stepped_at'), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_leadercandidate_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='CandidateStep',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('identified', 'Identified'), ('approached', 'Approached'), ('in_discussion', 'In discussion'), ('proposed', 'Proposed'), ('approved', 'Approved'), ('declined', 'Declined')], max_length=13)),
                ('reason', models.CharField(blank=True, max_length=600)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('candidate', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='steps', to='customers.leadercandidate')),
            ],
            options={
                'ordering': ('at', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'candidate', 'at'], name='customers_step_candidate')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_candidatestep_key'), tenancy.wall.constraints.RowSecurity(name='customers_candidatestep_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_candidatestep_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'candidate_id'), name='customers_candidatestep_candidate_id_ref', on_delete='no action', to='customers_leadercandidate', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_candidatestep_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('step__in', ['identified', 'approached', 'in_discussion', 'proposed', 'approved', 'declined'])), name='customers_candidatestep_step'), tenancy.wall.constraints.PurposeWall(name='customers_candidatestep_apart', never=('choosing_centres',), only=()), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_candidatestep_read', role='app_rt', using="(select app.oversees_sales()) or (select app.has_role('compliance')) or candidate_id in (select app.my_candidates()) or candidate_id in (select app.my_proposed_candidates())"), tenancy.wall.constraints.Grant(name='customers_candidatestep_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_candidatestep_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='LeaderDiscussion',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('held_on', models.DateField()),
                ('present', models.CharField(blank=True, max_length=240)),
                ('what', models.TextField()),
                ('outcome', models.CharField(choices=[('wants_it', 'Wants to lead'), ('interested', 'Interested, another talk follows'), ('undecided', 'Undecided'), ('not_now', 'Not now'), ('no', 'Does not want it')], max_length=12)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('candidate', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='discussions', to='customers.leadercandidate')),
            ],
            options={
                'ordering': ('-held_on', '-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'candidate', '-held_on'], name='customers_talk_candidate')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_leaderdiscussion_key'), tenancy.wall.constraints.RowSecurity(name='customers_leaderdiscussion_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_leaderdiscussion_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'candidate_id'), name='customers_leaderdiscussion_candidate_id_ref', on_delete='no action', to='customers_leadercandidate', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_leaderdiscussion_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('outcome__in', ['wants_it', 'interested', 'undecided', 'not_now', 'no'])), name='customers_leaderdiscussion_outcome'), models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='customers_leaderdiscussion_said_something'), tenancy.wall.constraints.PurposeWall(name='customers_leaderdiscussion_apart', never=('choosing_centres',), only=()), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_leaderdiscussion_read', role='app_rt', using="(select app.has_role('compliance')) or candidate_id in (select app.my_candidates()) or candidate_id in (select app.my_proposed_candidates())"), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and candidate_id in (select app.my_candidates())', command='insert', name='customers_leaderdiscussion_log', role='app_rt', using=None), tenancy.wall.constraints.Grant(name='customers_leaderdiscussion_sec', role='app_sec', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_leaderdiscussion_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='LeaderFit',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('motivation', models.CharField(choices=[('unknown', 'Not known yet'), ('little', 'Little speaks for it'), ('some', 'Something speaks for it'), ('clear', 'Clear')], max_length=7)),
                ('motivation_reason', models.TextField()),
                ('influence', models.CharField(choices=[('unknown', 'Not known yet'), ('little', 'Little speaks for it'), ('some', 'Something speaks for it'), ('clear', 'Clear')], max_length=7)),
                ('influence_reason', models.TextField()),
                ('knowledge', models.CharField(choices=[('unknown', 'Not known yet'), ('little', 'Little speaks for it'), ('some', 'Something speaks for it'), ('clear', 'Clear')], max_length=7)),
                ('knowledge_reason', models.TextField()),
                ('advocacy', models.CharField(choices=[('unknown', 'Not known yet'), ('little', 'Little speaks for it'), ('some', 'Something speaks for it'), ('clear', 'Clear')], max_length=7)),
                ('advocacy_reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('candidate', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='fits', to='customers.leadercandidate')),
            ],
            options={
                'ordering': ('-version',),
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_leaderfit_key'), tenancy.wall.constraints.RowSecurity(name='customers_leaderfit_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_leaderfit_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'candidate_id'), name='customers_leaderfit_candidate_id_ref', on_delete='no action', to='customers_leadercandidate', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_leaderfit_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'candidate', 'version'), name='customers_leaderfit_version'), models.UniqueConstraint(fields=('tenant_id', 'id', 'candidate'), name='customers_leaderfit_candidate'), models.CheckConstraint(condition=models.Q(('motivation__in', ['unknown', 'little', 'some', 'clear']), ('motivation_reason__regex', '\\S.{8,}\\S')), name='customers_leaderfit_motivation'), models.CheckConstraint(condition=models.Q(('influence__in', ['unknown', 'little', 'some', 'clear']), ('influence_reason__regex', '\\S.{8,}\\S')), name='customers_leaderfit_influence'), models.CheckConstraint(condition=models.Q(('knowledge__in', ['unknown', 'little', 'some', 'clear']), ('knowledge_reason__regex', '\\S.{8,}\\S')), name='customers_leaderfit_knowledge'), models.CheckConstraint(condition=models.Q(('advocacy__in', ['unknown', 'little', 'some', 'clear']), ('advocacy_reason__regex', '\\S.{8,}\\S')), name='customers_leaderfit_advocacy'), tenancy.wall.constraints.PurposeWall(name='customers_leaderfit_apart', never=(), only=('choosing_people', 'fit_sheet:')), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_leaderfit_read', role='app_rt', using="candidate_id in (select app.my_candidates()) or candidate_id in (select app.my_proposed_candidates()) or candidate_id in (select app.my_sheet_candidates()) or (select app.has_role('compliance'))"), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and candidate_id in (select app.my_candidates())', command='insert', name='customers_leaderfit_write', role='app_rt', using=None)],
            },
        ),
        migrations.CreateModel(
            name='FitLink',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('ends_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('candidate', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='links', to='customers.leadercandidate')),
            ],
            options={
                'ordering': ('-at',),
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_fitlink_key'), tenancy.wall.constraints.RowSecurity(name='customers_fitlink_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_fitlink_rt', role='app_rt', select=(), update=('withdrawn_at',), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'candidate_id'), name='customers_fitlink_candidate_id_ref', on_delete='no action', to='customers_leadercandidate', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_fitlink_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'digest'), name='customers_fitlink_digest'), tenancy.wall.constraints.PurposeWall(name='customers_fitlink_apart', never=(), only=('choosing_people', 'fit_sheet:')), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_fitlink_read', role='app_rt', using="candidate_id in (select app.my_candidates()) or (select app.has_role('compliance')) or candidate_id in (select app.my_sheet_candidates())"), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and candidate_id in (select app.my_candidates())', command='insert', name='customers_fitlink_make', role='app_rt', using=None), tenancy.wall.constraints.Policy(check='candidate_id in (select app.my_candidates())', command='update', name='customers_fitlink_end', role='app_rt', using='candidate_id in (select app.my_candidates())'), tenancy.wall.constraints.Grant(name='customers_fitlink_sec', role='app_sec', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_fitlink_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='LeaderProposal',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('verdict', models.CharField(choices=[('open', 'Waits for the approver'), ('approved', 'Approved'), ('declined', 'Declined'), ('withdrawn', 'Taken back')], default='open', max_length=9)),
                ('verdict_reason', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('approver', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('candidate', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='proposals', to='customers.leadercandidate')),
                ('fit', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.leaderfit')),
                ('selector', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'approver', '-at'], name='customers_proposal_approver')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_leaderproposal_key'), tenancy.wall.constraints.RowSecurity(name='customers_leaderproposal_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_leaderproposal_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'candidate_id'), name='customers_leaderproposal_candidate_id_ref', on_delete='no action', to='customers_leadercandidate', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'fit_id', 'candidate_id'), name='customers_leaderproposal_fit_id_ref', on_delete='no action', to='customers_leaderfit', to_columns=('tenant_id', 'id', 'candidate_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'selector_id'), name='customers_leaderproposal_selector_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'approver_id'), name='customers_leaderproposal_approver_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('approver', models.F('selector')), _negated=True), name='customers_leaderproposal_two_persons'), models.CheckConstraint(condition=models.Q(('reason__regex', '\\S.{18,}\\S')), name='customers_leaderproposal_reason'), models.CheckConstraint(condition=models.Q(('verdict__in', ['open', 'approved', 'declined', 'withdrawn']), models.Q(models.Q(('decided_at', None), ('verdict', 'open')), models.Q(models.Q(('verdict', 'open'), _negated=True), models.Q(('verdict_reason', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR')), name='customers_leaderproposal_verdict'), models.UniqueConstraint(condition=models.Q(('verdict', 'open')), fields=('tenant_id', 'candidate'), name='customers_leaderproposal_one_open'), tenancy.wall.constraints.PurposeWall(name='customers_leaderproposal_apart', never=(), only=('choosing_people',)), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_leaderproposal_read', role='app_rt', using="selector_id = (select app.pid()) or approver_id = (select app.pid()) or candidate_id in (select app.my_candidates()) or (select app.has_role('compliance'))"), tenancy.wall.constraints.Grant(name='customers_leaderproposal_sec', role='app_sec', select=(), update=('verdict', 'verdict_reason', 'decided_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_leaderproposal_sec_rows', role='app_sec', using='true')],
            },
        ),
    ]
