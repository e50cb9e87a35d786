"""Notices in the product, and the two outboxes of mail."""

import django.db.models.deletion
import django.utils.timezone
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenancy', '0008_inviting'),
    ]

    operations = [
        migrations.CreateModel(
            name='IdentityMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to_address', models.CharField(max_length=254)),
                ('subject', models.CharField(max_length=250)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('stored', 'Stored'), ('sending', 'Being sent'), ('sent', 'Sent'), ('withdrawn', 'Withdrawn: the reader may not know this any more'), ('failed', 'Failed')], default='stored', max_length=9)),
                ('attempts', models.SmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('link_shown_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'created_at'], name='tenancy_identitymail_due')],
                'constraints': [tenancy.wall.constraints.Grant(name='tenancy_identitymail_auth', role='app_auth', select=(), update=(), verbs=('select', 'insert', 'update', 'delete')), tenancy.wall.constraints.Grant(name='tenancy_identitymail_backup', role='app_backup', select=(), update=(), verbs=('select',))],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('to_address', models.CharField(blank=True, max_length=254)),
                ('subject', models.CharField(max_length=250)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('community_id', models.UUIDField(null=True)),
                ('key', models.CharField(max_length=200, null=True)),
                ('state', models.CharField(choices=[('stored', 'Stored'), ('sending', 'Being sent'), ('sent', 'Sent'), ('withdrawn', 'Withdrawn: the reader may not know this any more'), ('failed', 'Failed')], default='stored', max_length=9)),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('link_shown_at', models.DateTimeField(null=True)),
                ('created_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', '-created_at'], name='tenancy_mail_newest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='tenancy_mail_key'), tenancy.wall.constraints.RowSecurity(name='tenancy_mail_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='tenancy_mail_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='tenancy_mail_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'created_by_id'), name='tenancy_mail_created_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'key'), name='tenancy_mail_once'), models.CheckConstraint(condition=models.Q(('state__in', ['stored', 'sending', 'sent', 'withdrawn', 'failed'])), name='tenancy_mail_state'), tenancy.wall.constraints.Policy(check=None, command='select', name='tenancy_mail_outbox', role='app_rt', using="current_setting('app.purpose', true) = 'outbox'"), tenancy.wall.constraints.Grant(name='tenancy_mail_sec', role='app_sec', select=(), update=('state', 'ended_at', 'link_shown_at'), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='tenancy_mail_sec_rows', role='app_sec', using='true')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('verb', models.CharField(max_length=60)),
                ('community_id', models.UUIDField(null=True)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField(null=True)),
                ('ids', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('event', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.event')),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['tenant_id', 'person', '-at', '-id'], name='tenancy_notification_own'), models.Index(condition=models.Q(('read_at', None)), fields=['tenant_id', 'person'], name='tenancy_notification_unread')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='tenancy_notification_key'), tenancy.wall.constraints.RowSecurity(name='tenancy_notification_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='tenancy_notification_rt', role='app_rt', select=(), update=('read_at',), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='tenancy_notification_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'event_id'), name='tenancy_notification_event_id_ref', on_delete='no action', to='tenancy_event', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'event', 'person'), name='tenancy_notification_once'), tenancy.wall.constraints.Policy(check=None, command='select', name='tenancy_notification_read', role='app_rt', using='person_id = (select app.pid())'), tenancy.wall.constraints.Policy(check='person_id = (select app.pid())', command='update', name='tenancy_notification_change', role='app_rt', using='person_id = (select app.pid())'), tenancy.wall.constraints.Grant(name='tenancy_notification_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='tenancy_notification_sec_rows', role='app_sec', using='true')],
            },
        ),
    ]
