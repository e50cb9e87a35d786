"""The figures of a survey's page: shares, means, gaps and the trend over waves, each with table and n."""

from typing import Any

from django.utils.translation import gettext as _

from customers.surveys.bank import KNOWLEDGE
from customers.surveys.item import Scale
from customers.surveys.results import Gap, Result, WaveResults, written
from tenancy.templatetags.design import number


def figures_of(wave: WaveResults) -> list[dict[str, Any]]:
    """The charts of one wave: shares of yes, means, and one for each list."""
    drawn = []
    if shares := wave.of(Scale.YES_NO):
        drawn.append(_shares(shares))
    if means := [one for one in wave.of(Scale.FIVE) if one.estimate]:
        drawn.append(_means(means))
    drawn.extend(_choices(one) for one in wave.of(Scale.SINGLE, Scale.MULTIPLE))
    return drawn


def _shares(results: list[Result]) -> dict[str, Any]:
    best = max(results, key=lambda one: one.estimate.value if one.estimate else 0)
    assert best.estimate is not None
    return {
        "id": "shares",
        "type": "intervals",
        "title": _("{share} % say yes: {text}").format(
            share=round(100 * best.estimate.value), text=best.item.text
        ),
        "unit": _("Share of yes in percent with the 95 % Wilson interval"),
        "n": _spread(results),
        "data": {"rows": [_row(one, 100) for one in results], "x_label": "%"},
        "table": _table(results, _("Yes")),
    }


def _means(results: list[Result]) -> dict[str, Any]:
    best = max(results, key=lambda one: one.estimate.value if one.estimate else 0)
    return {
        "id": "means",
        "type": "intervals",
        "title": _("Highest on the scale from 1 to 5: {text}").format(text=best.item.text),
        "unit": _("Mean with the 95 % t interval"),
        "n": _spread(results),
        "data": {"rows": [_row(one, 1) for one in results], "zero": 1, "x_label": _("1 to 5")},
        "table": _table(results, _("Mean")),
        "tall": len(results) > 6,
    }


def _row(result: Result, scale: int) -> dict[str, Any]:
    found = result.estimate
    assert found is not None
    return {
        "label": result.item.text,
        "estimate": round(scale * found.value, 2),
        "lower": round(scale * found.lower, 2),
        "upper": round(scale * found.upper, 2),
        "main": result.item.measure != "importance",
    }


def _table(results: list[Result], label: str) -> dict[str, Any]:
    return {
        "columns": [
            {"label": _("Question")},
            {"label": f"{label} ({_('95 % interval')})", "numeric": True},
            {"label": "n", "numeric": True},
        ],
        "rows": [{"cells": [one.item.text, written(one), str(one.n)]} for one in results],
    }


def _spread(results: list[Result]) -> str:
    counts = sorted({one.n for one in results if one.n})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


def _choices(result: Result) -> dict[str, Any]:
    ordered = sorted(result.shares, key=lambda pair: -pair[1].value)
    first, share = ordered[0]
    return {
        "id": f"choices-{result.item.code.replace('_', '-')}",
        "type": "bars",
        "title": _("{choice}: {share} %. {text}").format(
            choice=first, share=round(100 * share.value), text=result.item.text
        ),
        "unit": _("Share of respondents in percent; the table has the 95 % Wilson intervals"),
        "n": result.n,
        "data": {
            "categories": [word for word, _share in ordered],
            "series": [{"name": "%", "values": [round(100 * one.value, 1) for _word, one in ordered]}],
            "horizontal": True,
            "highlight": 0,
        },
        "table": {
            "columns": [{"label": _("Choice")}, {"label": "%", "numeric": True}],
            "rows": [
                {
                    "cells": [
                        word,
                        f"{round(100 * one.value)} ({round(100 * one.lower)}–{round(100 * one.upper)})",
                    ]
                }
                for word, one in ordered
            ],
        },
    }


def gap_figure(gaps: list[Gap]) -> dict[str, Any] | None:
    """Importance minus performance by aspect; None without gaps."""
    if not gaps:
        return None
    widest = gaps[0]
    return {
        "id": "gaps",
        "type": "intervals",
        "title": _("Widest gap: {aspect}, {gap} points").format(
            aspect=widest.aspect.lower(), gap=number(widest.gap.value, 1, "", True)
        ),
        "unit": _(
            "Importance minus performance on scales from 1 to 5, paired by respondent, 95 % t interval"
        ),
        "n": widest.gap.n,
        "data": {
            "rows": [
                {
                    "label": gap.aspect,
                    "estimate": round(gap.gap.value, 2),
                    "lower": round(gap.gap.lower, 2),
                    "upper": round(gap.gap.upper, 2),
                    "main": gap.is_clear,
                }
                for gap in gaps
            ],
            "x_label": _("points"),
        },
        "table": _gap_table(gaps),
    }


def _gap_table(gaps: list[Gap]) -> dict[str, Any]:
    labels = (_("Importance"), _("Performance"), _("Gap (95 % interval)"), "n")
    return {
        "columns": [{"label": _("Aspect")}, *({"label": label, "numeric": True} for label in labels)],
        "rows": [
            {
                "cells": [
                    gap.aspect,
                    f"{gap.importance:.2f}",
                    f"{gap.performance:.2f}",
                    f"{gap.gap.value:.2f} ({gap.gap.lower:.2f} – {gap.gap.upper:.2f})",
                    str(gap.gap.n),
                ]
            }
            for gap in gaps
        ],
    }


def trend_figures(waves: list[WaveResults]) -> list[dict[str, Any]]:
    """Means and shares of yes by wave, oldest first; waves of too few answers leave a gap. From two waves on."""
    oldest_first = [wave for wave in reversed(waves) if wave.shown]
    if len(oldest_first) < 2:
        return []
    drawn = []
    for name, scale, factor, wanted in (
        ("performance", Scale.FIVE, 1, lambda item: item.measure == "performance"),
        ("knowledge", Scale.FIVE, 1, lambda item: item.code in KNOWLEDGE),
        ("shares", Scale.YES_NO, 100, lambda item: True),
    ):
        codes = [r.item.code for r in oldest_first[-1].of(scale) if r.estimate and wanted(r.item)][:4]
        if codes:
            drawn.append(_trend(oldest_first, name, codes, factor))
    return drawn


def _trend(waves: list[WaveResults], name: str, codes: list[str], factor: int) -> dict[str, Any]:
    found = {
        code: [next((r for r in wave.results if r.item.code == code), None) for wave in waves]
        for code in codes
    }
    values = {code: [_point(one, factor) for one in results] for code, results in found.items()}
    labels = {code: next(r for r in results if r).item for code, results in found.items()}
    named = {code: item.aspect or item.text for code, item in labels.items()}
    moved = max(codes, key=lambda code: abs(_change(values[code])))
    return {
        "id": f"trend-{name}",
        "type": "lines",
        "title": _("{change} from the first to the last wave: {text}").format(
            change=number(_change(values[moved]), 1, "", True), text=named[moved]
        ),
        "unit": _("Share of yes in percent, by wave") if factor == 100 else _("Mean from 1 to 5, by wave"),
        "n": " / ".join(str(wave.responses) for wave in waves),
        "data": {
            "x": [wave.wave.name for wave in waves],
            "series": [{"name": named[code], "values": values[code]} for code in codes],
        },
        "table": {
            "columns": [{"label": _("Question")}, *({"label": w.wave.name, "numeric": True} for w in waves)],
            "rows": [
                {"cells": [named[code], *(written(one) if one else "–" for one in found[code])]}
                for code in codes
            ],
        },
    }


def _point(result: Result | None, factor: int) -> float | None:
    return round(factor * result.estimate.value, 2) if result and result.estimate else None


def _change(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return known[-1] - known[0] if len(known) > 1 else 0.0
