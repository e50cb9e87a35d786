"""The values of the uplift pages, made of what is released and nothing else."""

from typing import Any

from django.utils.translation import gettext as _

from analytics.uplift import checks_in_words, effect_in_words, sentences
from analytics.uplift.answerable import INSUFFICIENT
from analytics.uplift.charts import charts
from analytics.uplift.forms import RunForm
from analytics.uplift.in_short import in_short
from analytics.uplift.released import Released, release
from analytics.uplift.sentences import CONTROLS, COVARIATES, METHODS, NEEDED, figure, month_name, percent
from analytics.uplift.uplift_run import UpliftRun, UpliftState
from communities.community.standing import acting_person
from tenancy.surfaces.addresses import address
from tenancy.tasks.queued_task import QueuedTask
from tenancy.tasks.views import progress_of
from tenancy.wall.middleware import ActedRequest

LISTED = 12


def list_page(request: ActedRequest) -> dict[str, Any]:
    """The stored reports, the newest first, and apart from them the one that is being computed."""
    runs = list(UpliftRun.objects.visible_to(acting_person(request)).order_by("-created_at")[:LISTED])
    return {
        "runs": [_listed(request, run) for run in runs if not run.is_open],
        "under_way": next((_progress(request, run) for run in runs if run.is_open), None),
        "form": RunForm(),
    }


def _listed(request: ActedRequest, run: UpliftRun) -> dict[str, Any]:
    return {
        "run": run,
        "url": address(request, "uplift_report", run=run.id),
        "sentence": _said(run),
    }


def _said(run: UpliftRun) -> str:
    if run.state == UpliftState.DONE:
        return effect_in_words.summary(release(run.result))
    if run.state == UpliftState.FAILED:
        return sentences.problem(run.problem)
    return _("Being computed")


def report_page(request: ActedRequest, run: UpliftRun) -> dict[str, Any]:
    """One report; an open or failed one has its progress or problem instead."""
    values: dict[str, Any] = {
        "run": run,
        "under_way": _progress(request, run) if run.is_open else None,
        "problem": sentences.problem(run.problem),
        "crumbs": [{"label": _("Uplift"), "url": address(request, "uplift_reports")}],
    }
    if run.state != UpliftState.DONE:
        return values
    released = release(run.result)
    return values | {
        "released": released,
        "refused": released.verdict == INSUFFICIENT,
        "period": _period(released),
        "in_short": in_short(released),
        "headline": sentences.headline(released),
        "readings": _readings(released),
        "windows": _windows(released),
        "effect": effect_in_words.effect(released),
        "estimate": _estimate(released),
        "share": effect_in_words.share_of_counterfactual(released),
        "disagreement": effect_in_words.disagreement(released),
        "before_joining": sentences.before_joining(released),
        "method": _method(released),
        "missing": _missing(released),
        "permutation": checks_in_words.permutation(released),
        "sensitivity": checks_in_words.sensitivity(released),
        "relative": checks_in_words.relative(released),
        "places": checks_in_words.places(released),
        "placebos": _placebos(released),
        "arms": checks_in_words.arms(released),
        "returned": checks_in_words.returned(released) if released.overall else None,
        "charts": charts(released),
        "quality": _quality(released),
    }


def _progress(request: ActedRequest, run: UpliftRun) -> dict[str, Any]:
    """The piece that asks again by itself for who started the run; others see the state of the run."""
    row = QueuedTask.objects.visible_to(acting_person(request)).filter(key=f"uplift:{run.id}").first()
    if row is not None:
        return progress_of(row, request)
    return {"id": "uplift-run", "state": "running", "done": run.progress, "total": 100, "poll_url": ""}


def _period(released: Released) -> str:
    ends = {"first": month_name(released.months[0]), "last": month_name(released.months[-1])}
    return _("%(first)s to %(last)s") % ends


def _readings(released: Released) -> list[dict[str, Any]]:
    found = released.descriptive
    if found is None:
        return []
    members, market, others = _("members"), _("whole market"), _("non-members")
    return [
        {
            "id": "B2",
            "formula": "(1 + gM) ÷ (1 + gK) − 1",
            "compared": f"{members}, {market}",
            "value": percent(found["B2"]),
            "main": True,
        },
        {
            "id": "B2x",
            "formula": "(1 + gM) ÷ (1 + gN) − 1",
            "compared": f"{members}, {others}",
            "value": percent(found["B2x"]),
        },
        {
            "id": "B1",
            "formula": "gM − gK",
            "compared": f"{members}, {market}",
            "value": figure(found["B1"], places=1, unit=_("points"), signed=True),
        },
        {"id": "B0", "formula": "gM", "compared": members, "value": percent(found["B0"])},
        {
            "id": "A",
            "formula": "gM ÷ gN − 1",
            "compared": f"{members}, {others}",
            "value": percent(found["A"]),
        },
    ]


def _windows(released: Released) -> str:
    if released.descriptive is None:
        return ""
    n = released.descriptive["n"]
    return _(
        "12 months before joining against months %(first)s to %(last)s after; ratio of sums, cohorts weighted by "
        "members’ sales "
        "before; %(currency)s; n = %(n)s members in %(cohorts)s cohorts, %(left)s left out without the "
        "whole window, "
        "%(outside)s because their windows do not fit into the data."
    ) % {
        "currency": released.currency or _("no currency given"),
        "first": released.window - 11,
        "last": released.window,
        "n": n["members"],
        "cohorts": len(released.descriptive["windows"]),
        "left": n["members_left_out"],
        "outside": n["members_outside_windows"],
    }


def _estimate(released: Released) -> dict[str, str] | None:
    if released.overall is None:
        return None
    low, high = released.overall["ci"]
    return {
        "value": figure(released.overall["att"], unit=released.currency, signed=True),
        "interval": _("95 %% interval: %(low)s to %(high)s") % {"low": figure(low), "high": figure(high)},
    }


def _method(released: Released) -> list[dict[str, Any]]:
    spec, n = released.spec, released.n
    adjusted = [str(COVARIATES.get(name, name)) for name in spec["covariates"]]
    return [
        {"label": _("Method"), "value": METHODS[spec["est_method"]]},
        {"label": _("Adjusted for"), "value": ", ".join(adjusted) or _("nothing")},
        {"label": _("Compared with"), "value": CONTROLS[spec["control_group"]]},
        {
            "label": "n",
            "value": _("%(estimated)s of %(members)s members, %(cohorts)s cohorts, %(controls)s never joined")
            % n,
        },
        {"label": _("Treatment"), "value": _("opening date, else invitation; never activity")},
    ]


def _missing(released: Released) -> list[dict[str, Any]]:
    """What a figure needs and what there is, for a refusal."""
    return [
        {
            "label": NEEDED[reason["rule"]][0],
            "needed": reason["needed"],
            "found": reason["found"],
            "change": NEEDED[reason["rule"]][1],
        }
        for reason in released.reasons
        if reason["rule"] in NEEDED
    ]


def _placebos(released: Released) -> list[str]:
    if released.placebos is None:
        return []
    return [checks_in_words.placebo_in_time(released), checks_in_words.placebo_permuted(released)]


def _quality(released: Released) -> list[dict[str, Any]]:
    found = released.quality
    named = (
        ("accounts", _("Accounts read")),
        ("without_sales", _("Without any sales: left out")),
        ("other_currency", _("Sales in another currency only: left out, never added")),
        ("other_project", _("In another customer project: neither members nor untouched, left out")),
        ("members_short_before", _("Members without twelve whole months before joining")),
        ("members_zero_before", _("Members without positive sales before joining")),
        ("missing_months", _("Missing customer-months: missing, not zero")),
        ("negative_months", _("Negative customer-months (returns): kept")),
    )
    facts = [{"label": label, "value": figure(found[name])} for name, label in named]
    if found.get("months_as_zero"):
        label = _("Customer-months without a row that their source says are zero: counted as zero")
        facts.append({"label": label, "value": figure(found["months_as_zero"])})
    facts.append({"label": _("Customer-months in all"), "value": figure(found["customer_months"])})
    facts.append({"label": _("Left out of the estimate"), "value": figure(released.n["dropped"])})
    if released.indexed and released.indexed["matched"]:
        lost = figure(released.indexed["lost"])
        facts.append(
            {
                "label": _("Members for whom no similar customer was found: not in the matched line"),
                "value": lost,
            }
        )
    return [*facts, *_alike(released)]


def _alike(released: Released) -> list[dict[str, Any]]:
    """How alike members and others are, and whether members' neighbours may have been touched."""
    found = released.balance
    if found is None:
        return []
    named = (
        ("smd_before", 2, _("Largest difference between the groups, in standard deviations")),
        ("smd_after", 2, _("The same after weighting (below 0.10 is good)")),
        ("beyond", 0, _("Members whom no other customer resembles")),
        ("near", 0, _("Others in a region with members: perhaps touched as well")),
    )
    return [
        {"label": label, "value": figure(found[name], places=places)}
        for name, places, label in named
        if found[name] is not None
    ]
