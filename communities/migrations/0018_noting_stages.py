"""Whoever changes a stage notes it in the same statement's transaction: beginning, stage by hand, hand-over."""

from importlib import import_module

from django.db import migrations

from tenancy.wall.migrating import Function

FIRST = import_module("communities.migrations.0003_functions")
LATEST = import_module("communities.migrations.0008_invited_seat_functions")
NOTE = """
insert into public.communities_stagechange (tenant_id, id, community_id, kind, stage, at)
  select c.tenant_id, uuidv7(), c.id, c.kind, c.stage, statement_timestamp() from public.communities_community c
  where c.tenant_id = app.tid() and c.id = {community};
"""


def noting(body: str, *, community: str, before: str) -> str:
    """The body as it was, with the note before its last statement."""
    head, found, tail = body.rpartition(before)
    assert found, before
    return head + NOTE.format(community=community).lstrip() + "  " + found + tail


def act(signature: str, body: str, returns: str = "void") -> Function:
    return Function(signature, returns=returns, body=body, language="plpgsql", volatility="volatile")


class Migration(migrations.Migration):
    dependencies = [("communities", "0017_stage_changes")]
    operations = [
        act(
            "start_community(kind text, slug text, name text, purpose text, domain text, language text, leader uuid)",
            noting(FIRST.START, community="fresh", before="return fresh"),
            returns="uuid",
        ),
        act(
            "set_stage(community uuid, wanted text)",
            noting(FIRST.STAGE, community="set_stage.community", before="end\n"),
        ),
        act(
            "accept_hand_over(community uuid)",
            noting(LATEST.HAND_OVER, community="accept_hand_over.community", before="perform app.note_crossing"),
        ),
    ]
