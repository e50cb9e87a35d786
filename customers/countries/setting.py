"""Setting the rules of a country, and asking what they forbid."""

from datetime import datetime
from typing import Any

from customers.countries.country_rules import CountryRules
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


def set_rules(country: str, *, by: Person, at: datetime, **rules: Any) -> CountryRules:
    """From now on these hold; the firm's log names the fields that changed."""
    known = CountryRules.objects.filter(country=country).first()
    row = known or CountryRules(country=country)
    changed = sorted(name for name, value in rules.items() if known is None or getattr(known, name) != value)
    for name, value in rules.items():
        setattr(row, name, value)
    row.set_by, row.set_at = by, at
    row.save()
    record(row, "country.rules_set", by=by, plane=Plane.SPONSOR, country=country, fields=changed)
    return row


def closed_to_surveys(*, by_name: bool) -> set[str]:
    """Codes of countries whose contacts may not be invited by mail, or not to answer by name."""
    rules = CountryRules.objects.values_list("country", "mails_surveys", "asks_by_name")
    return {country for country, mails, names in rules if not mails or (by_name and not names)}
