"""Template tags of the design system: icons, avatars, times, numbers and the marker for sanitised HTML."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import formats, timesince, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tenancy.surfaces.numbers import written

register = template.Library()

SQUARE_PARTIES = {"staff"}


@lru_cache(maxsize=1)
def sprite_url() -> str:
    return static("icons/sprite.svg")


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """One icon of the sprite, hidden from screen readers unless `label` says in words what it means."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" {} focusable="false"><use href="{}#{}"></use></svg>',
        css,
        spoken,
        sprite_url(),
        name,
    )


@register.simple_tag(takes_context=True)
def drawn(context: Any, name: str) -> SafeString:
    """A template drawn here and now: `{% drawn "frames/workspace_nav.html" as links %}` for what stands twice."""
    return SafeString(context.template.engine.get_template(name).render(context))


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and last word of a name, titles such as "Dr." left out."""
    words = [word for word in name.split() if word[0].isalpha() and not word.endswith(".")] or name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else ""


@register.simple_tag
def avatar(name: str, party: str = "customer", size: str = "") -> SafeString:
    """A person's initials: a square for the sponsor's staff, else a circle. Decoration beside a name."""
    shape = "s" if party in SQUARE_PARTIES else "m"
    return format_html('<span class="av {} {}" aria-hidden="true">{}</span>', shape, size, initials(name))


def _moment(at: datetime, *, now: datetime) -> str:
    age = now - at
    if timedelta(0) <= age < timedelta(minutes=1):
        return _("just now")
    if timedelta(0) <= age < timedelta(days=1):
        return _("%(duration)s ago") % {"duration": timesince.timesince(at, now, depth=1)}
    return _day(timezone.localtime(at), now=now)


def _day(local: datetime, *, now: datetime) -> str:
    return formats.date_format(local, "MONTH_DAY_FORMAT" if local.year == now.year else "DATE_FORMAT")


@register.simple_tag
def when(at: datetime | None, style: str = "relative") -> SafeString | str:
    """An instant in the reader's zone and language; the full date and zone are in the title.

    `style` is "relative" (age within a day, else the date), "minute" (date and time), "date" or "full".
    Nothing is written for None.
    """
    if at is None:
        return ""
    local, now = timezone.localtime(at), timezone.now()
    full = f"{formats.date_format(local, 'DATETIME_FORMAT')} {local:%Z}"
    if style == "minute":
        shown = f"{_day(local, now=now)}, {formats.time_format(local, 'TIME_FORMAT')}"
    elif style == "date":
        shown = formats.date_format(local, "DATE_FORMAT")
    else:
        shown = full if style == "full" else _moment(at, now=now)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(timespec="seconds"), full, shown
    )


@register.simple_tag
def number(value: float | Decimal | None, decimals: int = 0, unit: str = "", signed: bool = False) -> str:
    """A number in the reader's language with a true minus; currency codes before it, units after it."""
    if value is None or not isfinite(value):
        return _("unknown")
    return written(value, decimals, unit=unit, signed=signed)


@register.simple_tag
def money(minor_units: int | None, currency: str, decimals: int = 2) -> str:
    """An amount held in minor units (cents), written in its currency with `decimals` places."""
    major = None if minor_units is None else Decimal(minor_units) / 100
    return number(major, decimals=decimals, unit=currency)


@register.filter
def sanitised(html: str) -> SafeString:
    """Marks HTML as safe that was sanitised when it was stored. Never give it anything a person typed."""
    return mark_safe(html)


@register.filter
def cells(values: Sequence[Any], columns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row's cells beside their columns; a cell is a text or a mapping with `text` and perhaps `tone`."""
    given = [value if isinstance(value, Mapping) else {"text": value} for value in values]
    return [{**column, **cell} for column, cell in zip(columns, given, strict=False)]
