"""Pages of segments: the overview, one segment's accounts, an account's place, versions and runs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from communities.community.standing import acting_person
from customers.accounts.account import Account
from customers.segments.browsing import COLUMNS, members_of, page_after, segments_of
from customers.segments.explaining import explanation_of, why_not
from customers.segments.rules import differences
from customers.segments.running import start_run
from customers.segments.segment_membership import SegmentMembership
from customers.segments.segment_rules import SegmentRules
from customers.segments.segment_run import RunState, SegmentRun
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.tasks.queued_task import QueuedTask
from tenancy.tasks.views import progress_of
from tenancy.wall.middleware import ActedRequest

LISTED = 24
MOST_ROWS = 100_000


@requires(Permission.READ_SEGMENTS)
@require_GET
def segments(request: ActedRequest) -> HttpResponse:
    """The segments in their order, what they ask for and how many accounts are in each."""
    person = acting_person(request)
    rules = SegmentRules.objects.visible_to(person).published().select_related("changed_by").first()
    runs = list(SegmentRun.objects.visible_to(person).select_related("rules")[:2])
    values = {
        "rules": rules,
        "segments": segments_of(person, rules),
        "run": next((run for run in runs if run.state == RunState.DONE), None),
        "under_way": _progress(request, runs),
    }
    return render(request, "customers/segments/segments.html", values)


@requires(Permission.READ_SEGMENTS)
@require_GET
def segment(request: ActedRequest, key: str) -> HttpResponse:
    """The accounts of one segment, by name."""
    person = acting_person(request)
    rules = SegmentRules.objects.visible_to(person).published().first()
    listed = next((one for one in segments_of(person, rules) if one.key == key), None)
    if listed is None:
        raise Http404
    words = request.GET.get("q", "")
    page, following = page_after(members_of(person, key, words=words), _uuid(request.GET.get("after", "")))
    values = {
        "segment": listed,
        "members": page,
        "following": following,
        "q": words,
        "searches": request.actor.may(Permission.SEARCH_LEADERS),
        "crumbs": _crumbs(request),
    }
    return render(request, "customers/segments/segment.html", values)


@requires(Permission.READ_SEGMENTS)
@require_GET
def segment_csv(request: ActedRequest, key: str) -> HttpResponse:
    """The same accounts as a file."""
    columns = (*(f"account__{column}" for column in COLUMNS), "name", "since")
    found = members_of(acting_person(request), key, words=request.GET.get("q", ""))
    rows = found.values_list(*columns)[:MOST_ROWS]
    return csv_response(f"segment-{key}.csv", columns=[*COLUMNS, "segment", "since"], rows=rows)


@requires(Permission.READ_SEGMENTS)
@require_GET
def account_segment(request: ActedRequest, account: UUID) -> HttpResponse:
    """Why the account is in its segment, why not in the others, and where it was before."""
    person = acting_person(request)
    found = get_object_or_404(Account.objects.visible_to(person), id=account)
    considered = explanation_of(found.id)
    history = SegmentMembership.objects.visible_to(person).filter(account=found)
    values = {
        "account": found,
        "considered": considered,
        "why_not": why_not(considered),
        "history": history.select_related("begun_by__rules", "ended_by__rules")[:LISTED],
        "crumbs": _crumbs(request),
    }
    return render(request, "customers/segments/account.html", values)


@requires(Permission.READ_SEGMENT_RULES)
@require_GET
def segment_versions(request: ActedRequest) -> HttpResponse:
    """Published versions, each with what it changed; and the runs."""
    versions = SegmentRules.objects.visible_to(acting_person(request)).published()
    found = list(versions.select_related("changed_by")[: LISTED + 1])
    older: list[SegmentRules | None] = [*found[1:], None][: len(found)]
    values = {
        "versions": [
            {"version": one, "changes": differences(before.rules, one.rules) if before else []}
            for one, before in zip(found, older, strict=True)
        ][:LISTED],
        "runs": SegmentRun.objects.visible_to(acting_person(request)).select_related("rules", "started_by")[
            :LISTED
        ],
        "crumbs": _crumbs(request),
    }
    return render(request, "customers/segments/versions.html", values)


@requires(Permission.EDIT_SEGMENTS)
@require_POST
def segment_runs(request: ActedRequest) -> HttpResponse:
    """Applies the published rules to all accounts."""
    back = address(request, "segments")
    start_run(until=timezone.localdate(), by=acting_person(request), result_url=back)
    messages.success(request, _("The accounts are being placed. You may leave this page; it goes on."))
    return redirect(back)


def _progress(request: ActedRequest, runs: list[SegmentRun]) -> dict[str, Any] | None:
    waiting = next((run for run in runs if run.state == RunState.WAITING), None)
    if waiting is None:
        return None
    queued = QueuedTask.objects.visible_to(acting_person(request)).filter(key=f"segments:{waiting.id}")
    row = queued.first()
    return progress_of(row, request) if row else {"id": "segment-run", "state": "running", "total": 0}


def _crumbs(request: ActedRequest) -> list[dict[str, str]]:
    return [{"label": _("Segments"), "url": address(request, "segments")}]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
