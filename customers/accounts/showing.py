"""Values of the account page's tables."""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from customers.accounts.sharing import Share
from tenancy.surfaces.numbers import written as number


def share_table(shares: list[Share], names: dict[str, str]) -> dict[str, Any] | None:
    """Potential and share of market as the table component draws it; None without a potential."""
    if not shares:
        return None
    return {
        "columns": [
            {"label": _("Product group")},
            {"label": _("Period")},
            {"label": _("Potential"), "numeric": True},
            {"label": _("Own sales"), "numeric": True},
            {"label": _("Share of market"), "numeric": True},
            {"label": _("Estimated by")},
        ],
        "rows": [{"cells": _cells(share, names)} for share in shares],
    }


def _cells(share: Share, names: dict[str, str]) -> list[str]:
    unit = share.currency or _("units")
    own = _("not told") if share.own is None else _amount(share.own, unit)
    part = "–" if share.share is None else f"{number(share.share * 100, 1)} %"
    told = formats.date_format(share.told_on, "SHORT_DATE_FORMAT")
    return [
        share.group.name if share.group else _("All products"),
        f"{share.period_from:%Y-%m} – {share.period_to:%Y-%m}",
        _amount(share.potential, unit),
        own,
        part,
        f"{names.get(share.source, share.source)}, {told}",
    ]


def _amount(value: Any, unit: str) -> str:
    return f"{number(value)} {unit}"
