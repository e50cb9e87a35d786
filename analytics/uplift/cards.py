"""The manager's card: the latest report in one sentence, and where customer communities stand."""

from collections import Counter
from typing import Any

from django.utils.translation import ngettext

from analytics.uplift.effect_in_words import answer, disagreement
from analytics.uplift.released import release
from analytics.uplift.sentences import headline
from analytics.uplift.uplift_run import UpliftRun
from communities.community.community import Community
from communities.community.kinds import Kind, Stage
from communities.community.standing import acting_person
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest

ACTIVE = (Stage.INITIATION, Stage.ACTIVE, Stage.SUSTAINING)
FORMED = (*ACTIVE, Stage.RENEWAL, Stage.CLOSED)


def programme(request: ActedRequest) -> dict[str, Any]:
    """The latest report's sentence ("" without any) and the customer communities by stage."""
    person = acting_person(request)
    run = UpliftRun.objects.visible_to(person).done().first()
    released = release(run.result) if run else None
    customer = Community.objects.visible_to(person).filter(kind=Kind.CUSTOMER)
    stages = Counter(customer.values_list("stage", flat=True).order_by())
    return {
        "headline": headline(released) if released else "",
        "answer": answer(released) if released else "",
        "disagreement": disagreement(released) if released else "",
        "url": address(request, "uplift_report", run=run.id) if run else address(request, "uplift_reports"),
        "stages": [{"label": stage.label, "value": stages[stage]} for stage in Stage if stages[stage]],
        "total": stages.total(),
        "needs": _needs(stages),
    }


def _needs(stages: Counter[str]) -> str:
    """Formed and still active, in one sentence; "" before the first is formed."""
    formed = sum(stages[stage] for stage in FORMED)
    words = ngettext(
        "Of %(formed)d customer community formed, %(active)d is active and %(renewal)d in renewal.",
        "Of %(formed)d customer communities formed, %(active)d are active and %(renewal)d in renewal.",
        formed,
    )
    active = sum(stages[stage] for stage in ACTIVE)
    return words % {"formed": formed, "active": active, "renewal": stages[Stage.RENEWAL]} if formed else ""
