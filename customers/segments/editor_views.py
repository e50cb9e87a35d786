"""The rule editor: every change is kept in the draft and shows at once what it would move."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.community.standing import acting_person
from customers.segments.browsing import changed_by, known_words
from customers.segments.drafting import drop_draft, preview, publish, save_draft
from customers.segments.editing import posted_rules, reshaped
from customers.segments.facts import BY_KEY, fact_choices, operator_choices
from customers.segments.rules import ATTRACTIVENESS, Rules, differences, empty_rules, problems_of
from customers.segments.running import start_run
from customers.segments.segment_rules import SegmentRules
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.EDIT_SEGMENTS)
@require_http_methods(["GET", "POST"])
def segment_rules(request: ActedRequest) -> HttpResponse:
    """The draft; a POST keeps it as it stands, changed by whichever button was pressed."""
    if request.method == "POST":
        rules = reshaped(posted_rules(request.POST), request.POST.get("do", ""))
        save_draft(rules, note=request.POST.get("note", ""))
        return redirect(address(request, "segment_rules"))
    return render(request, "customers/segments/editor.html", _editor(request))


@requires(Permission.EDIT_SEGMENTS)
@require_POST
def segment_publication(request: ActedRequest) -> HttpResponse:
    """Keeps the draft, publishes it and starts a run; what is missing is said beside the draft."""
    rules = posted_rules(request.POST)
    save_draft(rules, note=request.POST.get("note", ""))
    if problems_of(rules):
        return redirect(address(request, "segment_rules") + "?checked=1")
    person, back = acting_person(request), address(request, "segments")
    version = publish(by=person)
    start_run(until=timezone.localdate(), by=person, result_url=back)
    messages.success(
        request, _("Version {n} is published; the accounts are being placed.").format(n=version.version)
    )
    return redirect(back)


@requires(Permission.EDIT_SEGMENTS)
@require_POST
def segment_draft(request: ActedRequest) -> HttpResponse:
    """Throws the draft away; what is published stays."""
    drop_draft()
    messages.success(request, _("The draft is gone. The published rules stand as they were."))
    return redirect(address(request, "segments"))


def _editor(request: ActedRequest) -> dict[str, Any]:
    versions = SegmentRules.objects.visible_to(acting_person(request))
    draft, latest = versions.draft(), versions.published().first()
    begun = draft or latest
    rules: Rules = begun.rules if begun else empty_rules()
    change = changed_by(preview(rules, until=timezone.localdate().replace(day=1)), rules)
    known = known_words(acting_person(request))
    return {
        "draft": draft,
        "latest": latest,
        "segments": [_drawn(segment, at, known) for at, segment in enumerate(rules["segments"])],
        "facts": fact_choices(),
        "attractiveness": list(ATTRACTIVENESS.items()),
        "change": change,
        "differences": differences(latest.rules, rules) if draft and latest else [],
        "problems": problems_of(rules) if request.GET.get("checked") else [],
        "crumbs": [{"label": _("Segments"), "url": address(request, "segments")}],
    }


def _drawn(segment: dict[str, Any], at: int, known: dict[str, list[str]]) -> dict[str, Any]:
    """A segment with the names of its fields."""
    return {
        "at": at,
        "name_of": f"segment-{at}",
        "segment": segment,
        "conditions": [
            {
                "at": n,
                "name_of": f"segment-{at}-condition-{n}",
                "condition": condition,
                "fact": BY_KEY[condition["fact"]],
                "operators": operator_choices(condition["fact"]),
                "value": _shown(condition["value"]),
                "known": known.get(condition["fact"], []),
            }
            for n, condition in enumerate(segment["conditions"])
        ],
    }


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)
