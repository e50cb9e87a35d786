"""The values of the pulse page: what runs, what the last wave found, how it developed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communities.pulse.answering import has_answered
from communities.pulse.forms import PlanForm, WaveForm
from communities.pulse.items import BY_CODE, DIMENSIONS, FEWEST_ANSWERS, Topic, topics_of
from communities.pulse.pulse_plan import PulsePlan
from communities.pulse.pulse_result import PulseResult
from communities.pulse.pulse_wave import PulseWave
from communities.seats.standing import Standing
from tenancy.surfaces.numbers import written as number
from tenancy.wall.functions import call

MOST_WAVES = 12
Found = dict[UUID, dict[str, PulseResult]]


def pulse_page(standing: Standing) -> dict[str, Any]:
    """The running wave with what the reader can do, the chosen results and the leader's forms. Five queries."""
    waves = list(
        PulseWave.objects.visible_to(standing.person).filter(community=standing.community)[: MOST_WAVES + 1]
    )
    running = next((wave for wave in waves if wave.counted_on is None), None)
    counted = [wave for wave in waves if wave.counted_on is not None]
    found = results_of(counted)
    latest = next((wave for wave in counted if wave.answers), None)
    return {
        "running": running,
        "takes_answers": running is not None and running.takes_answers(on=standing.today),
        "answered": running is not None and has_answered(running, person=standing.person),
        "enough": running is not None and call("pulse_has_enough", running.id),
        "latest": latest,
        "too_few": counted[0] if counted and not counted[0].answers else None,
        "groups": groups_of(latest, found) if latest else [],
        "trend": _trend(counted, found),
        "waves": [_line(wave) for wave in counted],
        "fewest": FEWEST_ANSWERS,
        **_planning(standing, running),
    }


def _planning(standing: Standing, running: PulseWave | None) -> dict[str, Any]:
    plan = PulsePlan.objects.filter(community=standing.community).first()
    values = {"months": plan.months, "open_days": plan.open_days, "next_on": plan.next_on} if plan else None
    return {
        "plan": plan,
        "plan_form": PlanForm(initial=values) if standing.leads else None,
        "wave_form": WaveForm() if standing.leads and running is None else None,
    }


def results_of(waves: Iterable[PulseWave]) -> Found:
    """Results by wave and topic; one query."""
    found: defaultdict[UUID, dict[str, PulseResult]] = defaultdict(dict)
    for result in PulseResult.objects.filter(wave__in=[wave.id for wave in waves]):
        found[result.wave_id][result.topic] = result
    return found


def groups_of(wave: PulseWave, found: Found) -> list[dict[str, Any]]:
    """The results of a wave: the dimensions, then what only this kind of community is asked."""
    results = found.get(wave.id, {})
    dimensions = {topic.code for topic in DIMENSIONS}
    lines = [_result(topic, results[topic.code]) for topic in topics_of(wave.kind) if topic.code in results]
    ours = [line for line in lines if line["code"] in dimensions]
    others = [line for line in lines if line["code"] not in dimensions]
    said = _("Workload") if wave.kind == "induced_cop" else _("The six principles, as members see them")
    groups = [_group("dimensions", _("Six dimensions"), ours)]
    return [*groups, _group("more", said, others)] if others else groups


def _group(name: str, title: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": name, "title": title, "lines": lines, "has_spread": any(line["cells"] for line in lines)}


def _result(topic: Topic, result: PulseResult) -> dict[str, Any]:
    cells = result.low_middle_high
    return {
        "code": topic.code,
        "label": topic.label,
        "help": topic.help,
        "mean": number(result.mean, 1),
        "value": round(result.mean, 1),
        "n": result.n,
        "alpha": number(result.alpha, 2) if result.alpha is not None else "",
        "high": f"{number(100 * result.high)}\u00a0%" if result.high is not None else "",
        "cells": cells,
        "spread": _("{low} low, {middle} in between, {high} high").format(
            low=cells[0], middle=cells[1], high=cells[2]
        )
        if cells
        else "",
    }


def _line(wave: PulseWave) -> dict[str, Any]:
    return {
        "name": _("Survey {number}").format(number=wave.number),
        "days": f"{date_format(wave.opens_on)} – {date_format(wave.closes_on)}",
        "answers": wave.answers,
    }


def _trend(counted: Sequence[PulseWave], found: Found) -> dict[str, Any] | None:
    """The six dimensions over the waves with enough answers, oldest first; None before there are two."""
    waves = [wave for wave in reversed(counted) if wave.answers]
    if len(waves) < 2:
        return None
    means = {topic: [found[wave.id].get(topic.code) for wave in waves] for topic in DIMENSIONS}
    series = [
        {"name": str(topic.label), "values": [round(one.mean, 1) if one else None for one in row]}
        for topic, row in means.items()
    ]
    return {
        "title": _moved(waves, found),
        "data": {"x": [date_format(wave.closes_on, "M y") for wave in waves], "series": series},
        "n": f"{min(wave.answers or 0 for wave in waves)}–{max(wave.answers or 0 for wave in waves)}",
        "table": {
            "columns": [{"label": _("Ended")}, *({"label": t.label, "numeric": True} for t in DIMENSIONS)],
            "rows": [_row(wave, found) for wave in waves],
        },
    }


def _row(wave: PulseWave, found: Found) -> dict[str, Any]:
    means = (found[wave.id].get(topic.code) for topic in DIMENSIONS)
    written = [number(one.mean, 1) if one else "–" for one in means]
    return {"cells": [date_format(wave.closes_on), *written]}


def _moved(waves: Sequence[PulseWave], found: Found) -> str:
    """The dimension that moved most since the wave before, in words."""
    last, before = found[waves[-1].id], found[waves[-2].id]
    moved = {code: last[code].mean - before[code].mean for code in last if code in before and code in _SIX}
    if not moved:
        return _("The six dimensions over the surveys")
    code = max(moved, key=lambda one: abs(moved[one]))
    said = _("{topic} rose most since the survey before: {change}")
    if moved[code] < 0:
        said = _("{topic} fell most since the survey before: {change}")
    change = number(abs(moved[code]), 1)
    sign = "+" if moved[code] >= 0 else "−"
    return said.format(topic=BY_CODE[code].label, change=f"{sign}{change}")


_SIX = frozenset(topic.code for topic in DIMENSIONS)


def csv_rows(standing: Standing) -> list[tuple[Any, ...]]:
    """Every stored result of the community, one line per wave and topic, no more exactly than on the page.

    Of five answers, means and alphas to four places would give back what the single ones were.
    """
    waves = PulseWave.objects.visible_to(standing.person).filter(community=standing.community).counted()
    kept = {wave.id: wave for wave in waves[:MOST_WAVES]}
    found = results_of(kept.values())
    return [
        (
            wave.opens_on,
            wave.closes_on,
            topic.code,
            found[wave.id][topic.code].n,
            round(found[wave.id][topic.code].mean, 1),
            _rounded(found[wave.id][topic.code].alpha),
            _rounded(found[wave.id][topic.code].high),
            *(found[wave.id][topic.code].low_middle_high or ("", "", "")),
        )
        for wave in kept.values()
        for topic in topics_of(wave.kind)
        if topic.code in found.get(wave.id, {})
    ]


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 2)


def days_left(wave: PulseWave, *, on: date) -> int:
    """Days on which the wave still takes answers, the day itself included."""
    return (wave.closes_on - on).days + 1
