"""Made-up values for the component sheet, on which the design system shows each component once."""

from datetime import UTC, datetime
from typing import Any

from django import forms

from tenancy.surfaces.sheet_charts import charts

AT = datetime(2026, 11, 17, 14, 32, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Name of the community", help_text="Members choose it; you propose.")
    kick_off_on = forms.DateField(label="Kick-off", widget=forms.TextInput)
    language = forms.ChoiceField(choices=[("pl", "Polski"), ("de", "Deutsch")], required=False)
    level = forms.ChoiceField(
        label="Privacy",
        choices=[("closed", "Closed"), ("aggregates", "Monthly figures")],
        widget=forms.RadioSelect,
    )
    survey = forms.BooleanField(label="Send the survey", required=False, help_text="Twelve questions, once.")
    body = forms.CharField(label="Your reply", widget=forms.Textarea)


def samples() -> dict[str, Any]:
    """The whole context of `components/sheet.html` beside the frame's own."""
    form = SampleForm(
        {"name": "Krąg Sepsy Pomorze", "kick_off_on": "31 November 2026", "level": "aggregates"}
    )
    form.is_valid()
    return {
        "form": form,
        "blank": SampleForm(),
        "at": AT,
        **_lists(),
        **_findings(),
        **_wall(),
        **_privacy(),
        **_posts(),
        "charts": charts(),
    }


def _lists() -> dict[str, Any]:
    return {
        "crumbs": [{"label": "Help", "url": "#crumb"}],
        "tabs": [
            {"label": "Members", "url": "#tab", "current": True},
            {"label": "Meetings", "url": "#tab-2", "count": 3},
        ],
        "options": [{"label": "Pipeline", "url": "#o", "current": True}, {"label": "Table", "url": "#o2"}],
        "steps": [
            {"label": "Idea", "note": "need stated", "state": "done"},
            {"label": "Preparation", "note": "leader, agreement", "state": "done"},
            {"label": "Initiation", "note": "day 19", "state": "now"},
            *[{"label": label, "state": "next"} for label in ("Active", "Sustaining", "Renewal", "Closed")],
        ],
        "items": [{"label": "Five questions for the first conversation", "url": "#i", "value": "2 pages"}],
        "columns": [{"label": "Name"}, {"label": "Joined by"}, {"label": "Hours", "numeric": True}],
        "rows": [
            {"cells": ["Chiara Donati", "volunteered", "8.0"]},
            {
                "cells": ["Jens-Peter Lind", "invited, accepted", {"text": "12.5", "tone": "watch"}],
                "pick": True,
            },
            {"cells": ["Sum", "", "20.5"], "total": True},
        ],
    }


def _findings() -> dict[str, Any]:
    return {
        "findings": [
            {
                "word": "watch",
                "title": "Two people made half of the contributions",
                "evidence": "Absence factor 2 in a group of 17 active; was 4 in May",
                "step": "Leave questions open for a day",
                "owner": "Jens-Peter Lind",
                "due": AT.date(),
            },
            {
                "word": "good",
                "title": "Questions waited four days for an answer",
                "evidence": "Was a median of 96 h in June",
                "cause": "No one felt asked",
                "outcome": "Yes: 9 h, third month in a row",
                "outcome_tone": "good",
                "closed": True,
            },
        ],
        "heat_columns": ["Jan", "Feb", "Mar", "Apr"],
        "heat_rows": [
            {
                "label": "Jan 24",
                "n": 14,
                "cells": [_cell("n1"), _cell("0", opening=True), _cell("p2"), _cell("p4")],
            },
            {
                "label": "Feb 24",
                "n": 9,
                "cells": [{"text": ""}, _cell("n3"), _cell("p1", opening=True), _cell("p3")],
            },
        ],
    }


def _cell(step: str, *, opening: bool = False) -> dict[str, Any]:
    return {"text": f"step {step}", "step": step, "opening": opening}


def _wall() -> dict[str, Any]:
    return {
        "ours": [
            {"label": "Discussions", "value": "119 topics"},
            {"label": "Reads", "value": "not recorded"},
        ],
        "theirs": [{"label": "Stage", "value": "Active"}, {"label": "Health, October", "value": "Healthy"}],
        "lines": [
            {
                "at": AT,
                "what": "attempt to change the privacy level",
                "to": "nobody",
                "side": "member",
                "why": "Only members change it",
                "by": "system administrator",
                "refused": True,
            },
            {
                "at": AT,
                "what": "Monthly figures, October",
                "to": "management, rep",
                "side": "sponsor",
                "why": "Level “aggregates”",
                "by": "release job",
                "refused": False,
            },
        ],
    }


def _privacy() -> dict[str, Any]:
    return {
        "levels": [
            {
                "value": "closed",
                "label": "Closed",
                "icon": "lock",
                "sentence": "The sponsor knows that this community exists and its stage. Nothing else.",
                "consequences": ["No monthly figures", "No summaries"],
            },
            {
                "value": "aggregates",
                "label": "Monthly figures",
                "icon": "sigma",
                "today": True,
                "checked": True,
                "sentence": "Rounded counts once a month, if at least 10 members stand behind each.",
            },
        ],
    }


def _posts() -> dict[str, Any]:
    return {
        "html": "<p>Re-intubated <strong>within 48 hours</strong>: the first extubation is void.</p>"
        "<pre><code>vfd &lt;- function(ep) {}</code></pre>",
        "reactions": [
            {"url": "#r", "icon": "lightbulb", "label": "Useful", "count": 6, "on": True},
            {"url": "#r2", "icon": "heart-handshake", "label": "Thanks", "count": 0, "on": False},
        ],
        "attachments": [{"name": "Definition.pdf", "url": "#f", "size": 84_000}],
        "actions": [{"label": "Reply", "url": "#reply", "icon": "reply"}],
    }
