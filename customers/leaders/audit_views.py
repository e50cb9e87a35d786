"""The audit's page and file; each reading is recorded."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from customers.leaders.audit import COLUMNS, audited, exported, note_reading
from customers.leaders.leader_proposal import Verdict
from customers.leaders.proposing import read_by_criterion
from customers.leaders.purposes import PEOPLE
from customers.preparation.arriving import me
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.surfaces.downloads import csv_response
from tenancy.surfaces.paging import newest_first
from tenancy.wall.middleware import ActedRequest

FILTERS = ("since", "until", "verdict")
PAGE = 20


@requires(Permission.AUDIT_LEADERS, purpose=PEOPLE)
@require_GET
def leader_audit(request: ActedRequest) -> HttpResponse:
    """Who proposed whom, with which reasons, and who approved."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    note_reading(me(request), form="page", asked=asked)
    page, after = newest_first(
        audited(me(request), asked=asked), after=request.GET.get("after", ""), size=PAGE
    )
    values = {
        "entries": [{"proposal": one, "criteria": read_by_criterion(one.fit)} for one in page],
        "asked": asked,
        "verdicts": Verdict.choices,
        "next_url": f"?{urlencode({**asked, 'after': after})}" if after else "",
        "csv_url": f"{address(request, 'leader_audit_csv')}?{urlencode(asked)}",
    }
    return render(request, "customers/leaders/audit.html", values)


@requires(Permission.AUDIT_LEADERS, purpose=PEOPLE)
@require_GET
def leader_audit_csv(request: ActedRequest) -> HttpResponse:
    """The same as a file, complete."""
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    note_reading(me(request), form="file", asked=asked)
    return csv_response("leader-audit.csv", columns=COLUMNS, rows=exported(audited(me(request), asked=asked)))
