import django.db.models.deletion
import tenancy.wall.constraints
import tenancy.wall.tables
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0032_calendar_feeds'),
        ('tenancy', '0015_trusting_typed_staging'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivitySpan',
            fields=[
                ('tenant_id', models.UUIDField(default=tenancy.wall.tables.acting_tenant, editable=False)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('months', models.SmallIntegerField()),
                ('began_at', models.DateTimeField()),
                ('community', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communities.community')),
                ('person', tenancy.wall.tables.TenantForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.person')),
                ('topics', models.IntegerField()),
                ('replies', models.IntegerField()),
                ('answers', models.IntegerField()),
            ],
            options={
                'constraints': [tenancy.wall.constraints.PrimaryKey(name='communities_activityspan_key'), tenancy.wall.constraints.RowSecurity(name='communities_activityspan_rows', tenant_column='tenant_id'), tenancy.wall.constraints.Reference(columns=('tenant_id', 'community_id'), name='communities_activityspan_community_id_ref', on_delete='no action', to='communities_community', to_columns=('tenant_id', 'id')), tenancy.wall.constraints.Reference(columns=('tenant_id', 'person_id'), name='communities_activityspan_person_id_ref', on_delete='no action', to='tenancy_person', to_columns=('tenant_id', 'id')), models.UniqueConstraint(fields=('tenant_id', 'months', 'began_at', 'community', 'person'), name='communities_activityspan_once', nulls_distinct=False), tenancy.wall.constraints.Grant(name='communities_activityspan_sec', role='app_sec', select=(), update=('topics', 'replies', 'answers'), verbs=('select', 'insert')), tenancy.wall.constraints.Policy(check='true', command='all', name='communities_activityspan_sec_rows', restrictive=False, role='app_sec', using='true'), tenancy.wall.constraints.Grant(name='communities_activityspan_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'months', 'began_at', 'person_id', 'topics', 'replies', 'answers'), update=(), verbs=()), tenancy.wall.constraints.Policy(check=None, command='select', name='communities_activityspan_metrics_rows', restrictive=False, role='app_metrics', using='true')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='thread',
            name='communities_thread_sec',
        ),
        migrations.RemoveConstraint(
            model_name='thread',
            name='communities_thread_metrics',
        ),
        migrations.RemoveIndex(
            model_name='post',
            name='communities_post_author',
        ),
        migrations.AddField(
            model_name='thread',
            name='first_reply_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='thread',
            name='opened_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['tenant_id', 'author', 'community', 'created_at'], include=('id',), name='communities_post_author'),
        ),
        migrations.AddIndex(
            model_name='reaction',
            index=models.Index(fields=['tenant_id', 'person', 'community', 'created_at'], include=('post',), name='communities_reaction_person'),
        ),
        migrations.AddIndex(
            model_name='thread',
            index=models.Index(fields=['tenant_id', 'opened_at'], include=('community', 'first_reply_at', 'id'), name='communities_thread_opened'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=tenancy.wall.constraints.Grant(name='communities_thread_sec', role='app_sec', select=(), update=('title', 'last_post_at', 'post_count', 'opened_at', 'first_reply_at'), verbs=('select', 'insert')),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=tenancy.wall.constraints.Grant(name='communities_thread_metrics', role='app_metrics', select=('tenant_id', 'id', 'community_id', 'author_id', 'kind', 'created_at', 'opened_at', 'first_reply_at'), update=(), verbs=()),
        ),
    ]
