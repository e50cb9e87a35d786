"""A country's rules in words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language_info

from customers.accounts.account import Account
from customers.countries.country_rules import CountryRules
from tenancy.people.countries import country_name
from tenancy.wall.middleware import ActedRequest


def shown(row: CountryRules, *, now: datetime) -> dict[str, Any]:
    """The rules with the country's name, its languages by name and its clock."""
    return {
        "rules": row,
        "name": country_name(row.country),
        "languages": [get_language_info(code)["name_local"] for code in row.languages],
        "clock": now.astimezone(ZoneInfo(row.time_zone)),
    }


def of_account(request: ActedRequest, account: Account) -> dict[str, Any] | None:
    """What to mind in the account's country, for its page; None where nobody has set rules."""
    row = CountryRules.objects.filter(country=account.country).first() if account.country else None
    return shown(row, now=timezone.now()) if row else None
