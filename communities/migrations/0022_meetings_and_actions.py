import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0021_signing_time_agreements'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionItem',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=8)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing_words', models.TextField(blank=True, max_length=2000)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='action_items', to='communities.community')),
                ('opened_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('owner', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'ordering': ('due_on', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'community', 'due_on'], name='communities_actionitem_due'), models.Index(condition=models.Q(('outcome', 'open')), fields=['tenant_id', 'owner', 'due_on'], name='communities_actionitem_mine')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_actionitem_key'), tenancy.wall.constraints.RowSecurity(name='communities_actionitem_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_actionitem_rt', role='app_rt', select=(), update=('title', 'outcome', 'closed_at', 'closing_words'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'meeting_id', 'community_id'), name='communities_actionitem_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'next_meeting_id', 'community_id'), name='communities_actionitem_next_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'owner_id'), name='communities_actionitem_owner_id_seat', on_delete='no action', to='communities_membership', to_columns=('tenant_id', 'community_id', 'person_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'opened_by_id'), name='communities_actionitem_opened_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'id', 'community'), name='communities_actionitem_community'), models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'done', 'dropped'])), name='communities_actionitem_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', 'open')), models.Q(models.Q(('outcome', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='communities_actionitem_closed'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'dropped'), _negated=True), models.Q(('closing_words', ''), _negated=True), _connector='OR'), name='communities_actionitem_dropped'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_actionitem_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Policy(check='opened_by_id = (select app.pid()) and community_id in (select app.my_communities()) and (owner_id = (select app.pid()) or community_id in (select app.my_moderated()))', command='insert', name='communities_actionitem_open', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='community_id in (select app.my_led()) or (owner_id = (select app.pid()) and community_id in (select app.my_communities()))', command='update', name='communities_actionitem_change', restrictive=False, role='app_rt', using='community_id in (select app.my_led()) or (owner_id = (select app.pid()) and community_id in (select app.my_communities()))'), tenancy.wall.constraints.Grant(name='communities_actionitem_sec', role='app_sec', select=(), update=('due_on', 'next_meeting_id', 'owner_id'), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_actionitem_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_actionitem_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'owner_id', 'meeting_id', 'due_on', 'opened_at', 'outcome', 'closed_at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_actionitem_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('form', models.CharField(choices=[('face_to_face', 'Face to face'), ('virtual', 'Virtual')], max_length=12)),
                ('starts_at', models.DateTimeField()),
                ('zone', models.CharField(max_length=64)),
                ('duration_minutes', models.SmallIntegerField(default=60)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('planned_at', models.DateTimeField()),
                ('sequence', models.IntegerField(default=0)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('why_cancelled', models.CharField(blank=True, max_length=240)),
                ('held_at', models.DateTimeField(null=True)),
                ('head_count', models.IntegerField(null=True)),
                ('minutes', models.TextField(blank=True)),
                ('minutes_html', models.TextField(blank=True)),
                ('minutes_at', models.DateTimeField(null=True)),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='meetings', to='communities.community')),
                ('planned_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', 'community', 'starts_at'], name='communities_meeting_calendar')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_meeting_key'), tenancy.wall.constraints.RowSecurity(name='communities_meeting_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_meeting_rt', role='app_rt', select=(), update=('title', 'form', 'starts_at', 'zone', 'duration_minutes', 'place', 'link', 'sequence', 'cancelled_at', 'why_cancelled', 'minutes', 'minutes_html', 'minutes_at'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id'), name='communities_meeting_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'planned_by_id'), name='communities_meeting_planned_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'id', 'community'), name='communities_meeting_community'), models.CheckConstraint(condition=models.Q(('form__in', ['face_to_face', 'virtual'])), name='communities_meeting_form'), models.CheckConstraint(condition=models.Q(('duration_minutes__gt', 0), ('duration_minutes__lte', 2880)), name='communities_meeting_duration'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('why_cancelled', '')), models.Q(models.Q(('cancelled_at__isnull', False), ('held_at', None)), models.Q(('why_cancelled', ''), _negated=True)), _connector='OR'), name='communities_meeting_cancelled'), models.CheckConstraint(condition=models.Q(models.Q(('head_count', None), ('held_at', None)), models.Q(('head_count__gte', 0), ('held_at__gte', models.F('starts_at'))), _connector='OR'), name='communities_meeting_held'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_meeting_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Policy(check='planned_by_id = (select app.pid()) and held_at is null and community_id in (select app.my_led())', command='insert', name='communities_meeting_plan', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='community_id in (select app.my_led())', command='update', name='communities_meeting_change', restrictive=False, role='app_rt', using='community_id in (select app.my_led())'), tenancy.wall.constraints.Grant(name='communities_meeting_sec', role='app_sec', select=(), update=('held_at', 'head_count'), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_meeting_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_meeting_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'form', 'starts_at', 'planned_at', 'cancelled_at', 'held_at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_meeting_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='CarryOver',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('was_due_on', models.DateField()),
                ('due_on', models.DateField()),
                ('why', models.CharField(blank=True, max_length=240)),
                ('at', models.DateTimeField()),
                ('action', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='carry_overs', to='communities.actionitem')),
                ('by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('from_meeting', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.meeting')),
                ('to_meeting', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.meeting')),
            ],
            options={
                'ordering': ('at', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'action', 'at'], name='communities_carryover_line')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_carryover_key'), tenancy.wall.constraints.RowSecurity(name='communities_carryover_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_carryover_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'action_id', 'community_id'), name='communities_carryover_action_id_ref', on_delete='no action', to='communities_actionitem', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'from_meeting_id', 'community_id'), name='communities_carryover_from_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'to_meeting_id', 'community_id'), name='communities_carryover_to_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'by_id'), name='communities_carryover_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_carryover_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Grant(name='communities_carryover_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_carryover_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_carryover_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'action_id', 'was_due_on', 'due_on', 'at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_carryover_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('came', 'Came'), ('absent', 'Did not come'), ('excused', 'Excused')], max_length=8)),
                ('noted_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('noted_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('meeting', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='attendances', to='communities.meeting')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', 'community', 'person'], name='communities_attendance_person')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_attendance_key'), tenancy.wall.constraints.RowSecurity(name='communities_attendance_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_attendance_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'meeting_id', 'community_id'), name='communities_attendance_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'person_id'), name='communities_attendance_person_id_seat', on_delete='no action', to='communities_membership', to_columns=('tenant_id', 'community_id', 'person_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'noted_by_id'), name='communities_attendance_noted_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'meeting', 'person'), name='communities_attendance_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['came', 'absent', 'excused'])), name='communities_attendance_outcome'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_attendance_read', restrictive=False, role='app_rt', using='community_id in (select app.my_led()) or (person_id = (select app.pid()) and community_id in (select app.my_communities()))'), tenancy.wall.constraints.Grant(name='communities_attendance_sec', role='app_sec', select=(), update=('outcome', 'noted_by_id', 'noted_at'), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_attendance_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_attendance_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'meeting_id', 'person_id', 'outcome'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_attendance_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('is_open_slot', models.BooleanField(default=False)),
                ('duration_minutes', models.SmallIntegerField(default=10)),
                ('decision', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'On the agenda'), ('declined', 'Not this time'), ('withdrawn', 'Taken back')], default='proposed', max_length=9)),
                ('position', models.SmallIntegerField(default=0)),
                ('proposed_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('proposed_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('meeting', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='agenda', to='communities.meeting')),
            ],
            options={
                'ordering': ('position', 'proposed_at', 'id'),
                'indexes': [models.Index(fields=['tenant_id', 'meeting', 'position'], name='communities_agendaitem_order')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_agendaitem_key'), tenancy.wall.constraints.RowSecurity(name='communities_agendaitem_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_agendaitem_rt', role='app_rt', select=(), update=('decision', 'position', 'duration_minutes'), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'meeting_id', 'community_id'), name='communities_agendaitem_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'proposed_by_id'), name='communities_agendaitem_proposed_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('decision__in', ['proposed', 'accepted', 'declined', 'withdrawn'])), name='communities_agendaitem_decision'), models.CheckConstraint(condition=models.Q(('duration_minutes__gt', 0), ('duration_minutes__lte', 600)), name='communities_agendaitem_duration'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_agendaitem_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Policy(check="proposed_by_id = (select app.pid()) and community_id in (select app.my_communities()) and (community_id in (select app.my_led()) or (decision = 'proposed' and not is_open_slot))", command='insert', name='communities_agendaitem_propose', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Policy(check='community_id in (select app.my_led())', command='update', name='communities_agendaitem_arrange', restrictive=False, role='app_rt', using='community_id in (select app.my_led())'), tenancy.wall.constraints.Grant(name='communities_agendaitem_sec', role='app_sec', select=(), update=('decision',), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_agendaitem_sec_rows', restrictive=False, role='app_sec', using='true')],
            },
        ),
        migrations.AddField(
            model_name='actionitem',
            name='meeting',
            field=tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='action_items', to='communities.meeting'),
        ),
        migrations.AddField(
            model_name='actionitem',
            name='next_meeting',
            field=tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.meeting'),
        ),
        migrations.CreateModel(
            name='MeetingInvitation',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('invited_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('meeting', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='invitations', to='communities.meeting')),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_meetinginvitation_key'), tenancy.wall.constraints.RowSecurity(name='communities_meetinginvitation_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_meetinginvitation_rt', role='app_rt', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Reference(columns=('tenant_id', 'meeting_id', 'community_id'), name='communities_meetinginvitation_meeting_id_ref', on_delete='no action', to='communities_meeting', to_columns=('tenant_id', 'id', 'community_id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id', 'person_id'), name='communities_meetinginvitation_person_id_seat', on_delete='no action', to='communities_membership', to_columns=('tenant_id', 'community_id', 'person_id')), models.UniqueConstraint(fields=('tenant_id', 'meeting', 'person'), name='communities_meetinginvitation_once'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_meetinginvitation_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Grant(name='communities_meetinginvitation_sec', role='app_sec', select=(), update=(), verbs=('select', 'insert', 'delete')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_meetinginvitation_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_meetinginvitation_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'meeting_id', 'person_id', 'invited_at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_meetinginvitation_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.CreateModel(
            name='Rhythm',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('weeks', models.SmallIntegerField(null=True)),
                ('starts_on', models.DateField()),
                ('time_of_day', models.TimeField()),
                ('zone', models.CharField(max_length=64)),
                ('duration_minutes', models.SmallIntegerField(default=60)),
                ('form', models.CharField(choices=[('face_to_face', 'Face to face'), ('virtual', 'Virtual')], default='virtual', max_length=12)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('set_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('set_by', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant_id', 'community', '-set_at'], name='communities_rhythm_latest')],
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_rhythm_key'), tenancy.wall.constraints.RowSecurity(name='communities_rhythm_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Grant(name='communities_rhythm_rt', role='app_rt', select=(), update=(), verbs=('select', 'insert')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id'), name='communities_rhythm_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'set_by_id'), name='communities_rhythm_set_by_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.CheckConstraint(condition=models.Q(('weeks', None), models.Q(('weeks__gte', 1), ('weeks__lte', 52)), _connector='OR'), name='communities_rhythm_weeks'), models.CheckConstraint(condition=models.Q(('form__in', ['face_to_face', 'virtual'])), name='communities_rhythm_form'), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_rhythm_read', restrictive=False, role='app_rt', using='community_id in (select app.my_communities())'), tenancy.wall.constraints.Policy(check='set_by_id = (select app.pid()) and community_id in (select app.my_led())', command='insert', name='communities_rhythm_set', restrictive=False, role='app_rt', using=None), tenancy.wall.constraints.Grant(name='communities_rhythm_sec', role='app_sec', select=(), update=(), verbs=('select',)), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_rhythm_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_rhythm_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'weeks', 'starts_on', 'set_at'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_rhythm_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
    ]
