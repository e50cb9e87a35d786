"""Shortlists of centres, ideal members, stakeholders, conflicts and shared interests."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0019_interest_maps'),
        ('customers', '0034_shutting_sales'),
        ('tenancy', '0014_sandboxes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Shortlist',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('method', models.CharField(max_length=40)),
                ('filters', models.JSONField(default=dict)),
                ('weights', models.JSONField(default=dict)),
                ('inputs', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'prospect', '-at'], name='customers_shortlist_latest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_shortlist_key'), tenancy.wall.constraints.RowSecurity(name='customers_shortlist_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_shortlist_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_shortlist_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_shortlist_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.PurposeWall(name='customers_shortlist_apart', never=(), only=('choosing_centres',)), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_shortlist_read', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches()) or (select app.oversees_sales())'), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and (prospect_id in (select app.my_searches()) or (select app.oversees_sales()))', command='insert', name='customers_shortlist_freeze', restrictive=False, role='app_rt', using=None)],
            },
        ),
        migrations.CreateModel(
            name='ShortlistedCentre',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('sales', models.BigIntegerField(null=True)),
                ('growth', models.IntegerField(null=True)),
                ('potential', models.BigIntegerField(null=True)),
                ('share', models.IntegerField(null=True)),
                ('standing', models.JSONField(default=dict)),
                ('score', models.PositiveSmallIntegerField()),
                ('account', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.account')),
                ('shortlist', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='centres', to='customers.shortlist')),
            ],
            options={
                'ordering': ('position',),
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_shortlistedcentre_key'), tenancy.wall.constraints.RowSecurity(name='customers_shortlistedcentre_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_shortlistedcentre_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'shortlist_id'), name='customers_shortlistedcentre_shortlist_id_ref', on_delete='no action', to='customers_shortlist', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'account_id'), name='customers_shortlistedcentre_account_id_ref', on_delete='no action', to='customers_account', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'shortlist', 'position'), name='customers_shortlistedcentre_once'), tenancy.wall.constraints.PurposeWall(name='customers_shortlistedcentre_apart', never=(), only=('choosing_centres',)), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_shortlistedcentre_read', restrictive=False, role='app_rt', using='(select app.oversees_sales()) or account_id in (select app.my_accounts())'), tenancy.wall.constraints.Policy(check='exists (select from customers_shortlist s where s.tenant_id = (select app.tid()) and s.id = shortlist_id and s.by_id = (select app.pid())) and ((select app.oversees_sales()) or account_id in (select app.my_accounts()))', command='insert', name='customers_shortlistedcentre_freeze', restrictive=False, role='app_rt', using=None)],
            },
        ),
        migrations.CreateModel(
            name='MemberProfile',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('knowledge', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('practice_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('motivations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('with_leader', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='profiles', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('-version',),
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_memberprofile_key'), tenancy.wall.constraints.RowSecurity(name='customers_memberprofile_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_memberprofile_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_memberprofile_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_memberprofile_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'prospect', 'version'), name='customers_memberprofile_version'), tenancy.wall.constraints.PurposeWall(name='customers_memberprofile_apart', never=('choosing_centres',), only=()), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_memberprofile_read', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches()) or (select app.oversees_sales())'), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and prospect_id in (select app.my_searches())', command='insert', name='customers_memberprofile_write', restrictive=False, role='app_rt', using=None)],
            },
        ),
        migrations.CreateModel(
            name='MemberCandidate',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=240)),
                ('centre', models.CharField(blank=True, max_length=240)),
                ('knowledge', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('practice_role', models.CharField(blank=True, max_length=120)),
                ('motivations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('in_core_team', models.BooleanField(default=False)),
                ('relationship_known', models.BooleanField(default=False)),
                ('outcome', models.CharField(choices=[('open', 'Not asked yet'), ('asked', 'Asked'), ('wants', 'Wants to join'), ('later', 'Later'), ('no', 'Does not want to')], default='open', max_length=5)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('contact', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.contact')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='members', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('name', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'prospect', 'name'], name='customers_member_prospect')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_membercandidate_key'), tenancy.wall.constraints.RowSecurity(name='customers_membercandidate_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_membercandidate_rt', role='app_rt', select=(), update=('knowledge', 'practice_role', 'motivations', 'in_core_team', 'relationship_known', 'outcome', 'note'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_membercandidate_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'contact_id'), name='customers_membercandidate_contact_id_ref', on_delete='no action', to='customers_contact', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_membercandidate_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'prospect', 'contact'), name='customers_membercandidate_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'asked', 'wants', 'later', 'no'])), name='customers_membercandidate_outcome'), tenancy.wall.constraints.PurposeWall(name='customers_membercandidate_apart', never=('choosing_centres',), only=()), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_membercandidate_read', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches()) or (select app.oversees_sales())'), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and prospect_id in (select app.my_searches())', command='insert', name='customers_membercandidate_add', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='prospect_id in (select app.my_searches())', command='update', name='customers_membercandidate_change', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches())')],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=160)),
                ('position', models.CharField(choices=[('administrator', 'Hospital administrator'), ('pharmacist', 'Pharmacist'), ('controller', 'Controller'), ('insurer', 'Insurer'), ('nursing', 'Nursing management'), ('society', 'Professional society'), ('patients', 'Patient organisation'), ('authority', 'Authority'), ('other', 'Other')], max_length=14)),
                ('organisation', models.CharField(blank=True, max_length=160)),
                ('influence', models.PositiveSmallIntegerField(choices=[(1, 'low'), (2, 'medium'), (3, 'high')])),
                ('interest', models.PositiveSmallIntegerField(choices=[(1, 'low'), (2, 'medium'), (3, 'high')])),
                ('stance', models.CharField(choices=[('unknown', 'Not known'), ('for', 'For it'), ('neutral', 'Neutral'), ('against', 'Against it')], default='unknown', max_length=7)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('left_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='stakeholders', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('-influence', '-interest', 'name', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'prospect'], name='customers_stakeholder_of')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_stakeholder_key'), tenancy.wall.constraints.RowSecurity(name='customers_stakeholder_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_stakeholder_rt', role='app_rt', select=(), update=('name', 'position', 'organisation', 'influence', 'interest', 'stance', 'note', 'left_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_stakeholder_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_stakeholder_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('influence__in', [1, 2, 3]), ('interest__in', [1, 2, 3])), name='customers_stakeholder_levels'), models.CheckConstraint(condition=models.Q(('position__in', ['administrator', 'pharmacist', 'controller', 'insurer', 'nursing', 'society', 'patients', 'authority', 'other']), ('stance__in', ['unknown', 'for', 'neutral', 'against'])), name='customers_stakeholder_words'), tenancy.wall.constraints.PurposeWall(name='customers_stakeholder_apart', never=('choosing_centres',), only=()), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_stakeholder_read', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches()) or (select app.oversees_sales())'), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and prospect_id in (select app.my_searches())', command='insert', name='customers_stakeholder_add', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='prospect_id in (select app.my_searches())', command='update', name='customers_stakeholder_change', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches())')],
            },
        ),
        migrations.CreateModel(
            name='ConflictArea',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('area', models.CharField(max_length=200)),
                ('parties', models.CharField(max_length=240)),
                ('likelihood', models.PositiveSmallIntegerField(choices=[(1, 'low'), (2, 'medium'), (3, 'high')])),
                ('mitigation', models.CharField(blank=True, max_length=800)),
                ('outcome', models.CharField(blank=True, max_length=400)),
                ('settled_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('owner', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='conflicts', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('-likelihood', 'at', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'prospect'], name='customers_conflict_of')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_conflictarea_key'), tenancy.wall.constraints.RowSecurity(name='customers_conflictarea_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_conflictarea_rt', role='app_rt', select=(), update=('area', 'parties', 'likelihood', 'mitigation', 'owner_id', 'outcome', 'settled_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_conflictarea_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'owner_id'), name='customers_conflictarea_owner_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_conflictarea_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('likelihood__in', [1, 2, 3])), name='customers_conflictarea_likelihood'), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_conflictarea_read', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches()) or (select app.oversees_sales())'), tenancy.wall.constraints.Policy(check='by_id = (select app.pid()) and prospect_id in (select app.my_searches())', command='insert', name='customers_conflictarea_add', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='prospect_id in (select app.my_searches())', command='update', name='customers_conflictarea_change', restrictive=False, role='app_rt', using='prospect_id in (select app.my_searches())')],
            },
        ),
        migrations.CreateModel(
            name='InterestShare',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('lines', models.JSONField(default=list)),
                ('with_names', models.BooleanField(default=False)),
                ('by_name', models.CharField(max_length=160)),
                ('at', models.DateTimeField()),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('prospect', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='customers.prospectivecommunity')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'community', '-at'], name='customers_share_community')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='customers_interestshare_key'), tenancy.wall.constraints.RowSecurity(name='customers_interestshare_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='customers_interestshare_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'prospect_id'), name='customers_interestshare_prospect_id_ref', on_delete='no action', to='customers_prospectivecommunity', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id'), name='customers_interestshare_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='customers_interestshare_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Policy(check=None, command='select', name='customers_interestshare_read', restrictive=False, role='app_rt', using='by_id = (select app.pid()) or community_id in (select app.my_led())'), tenancy.wall.constraints.Grant(name='customers_interestshare_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='customers_interestshare_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
    ]
