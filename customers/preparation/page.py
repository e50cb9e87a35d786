"""The board as a page: each community with its forms."""

from typing import Any

from django import forms
from django.utils import timezone

from customers.leaders.chosen_centre import ChosenCentre
from customers.preparation.board import board_of
from customers.preparation.forms import ActionForm, DelayForm
from customers.training.delay import KickOffDelay
from tenancy.people.person import Person


def board_page(person: Person, *, failed: forms.Form | None = None, at: str = "") -> dict[str, Any]:
    """The values of the page; `failed` is a form that was refused, of the community whose slug is `at`."""
    today = timezone.localdate()
    board = board_of(person, today=today)
    origins = origins_of(person, [item.community.id for item in board])
    told = _told([item.community.id for item in board])
    return {
        "today": today,
        "board": [
            {
                "item": item,
                "origin": origins.get(item.community.id),
                "form": _form(ActionForm, item.community.slug, failed, at),
                "delay_form": _form(DelayForm, item.community.slug, failed, at),
                "delay": told.get(item.community.id),
            }
            for item in board
        ],
    }


def origins_of(person: Person, communities: list[Any]) -> dict[Any, ChosenCentre]:
    """By community the centre, segment and reason that its preparation began with; one query."""
    chosen = ChosenCentre.objects.visible_to(person).filter(prospect__community__in=communities)
    return {one.prospect.community_id: one for one in chosen.select_related("prospect", "approver")}


def _told(communities: list[Any]) -> dict[Any, KickOffDelay]:
    """The latest word on each."""
    latest = KickOffDelay.objects.filter(community_id__in=communities)
    found = latest.order_by("community_id", "-told_at").distinct("community_id")
    return {delay.community_id: delay for delay in found}


def _form(kind: type[forms.Form], slug: str, failed: forms.Form | None, at: str) -> forms.Form:
    if isinstance(failed, kind) and slug == at:
        return failed
    return kind(auto_id=f"{slug}-{kind.__name__.lower()}-%s")
