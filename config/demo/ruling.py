"""The rules of the twelve countries, as compliance has set them, and how often communities are checked."""

from analytics.health.health_default import HealthDefault
from analytics.health.health_rhythm import Months
from config.demo.reading import table
from config.demo.world import World
from customers.countries.country_rules import CountryRules

BY = "ruggeri"
MANAGER = "marchand"


def set_rules(world: World) -> None:
    """One row for each country; what is strict there stands in the file of countries."""
    for country, facts in table("countries").items():
        world.rows.add(
            CountryRules(
                **world.named_keys("rules", country),
                country=country,
                time_zone=facts["zone"],
                languages=facts.get("languages", [facts["language"]]),
                mails_surveys=facts.get("mails_surveys", True),
                asks_by_name=facts.get("asks_by_name", True),
                guidance=facts.get("guidance", ""),
                set_by=world.people[BY],
                set_at=world.clock.ago("220d"),
            )
        )


def set_period_of_checks(world: World) -> None:
    """Every half-year at first, every month since the programme left its pilot."""
    for months, chosen in ((Months.HALF, "700d"), (Months.MONTH, "410d")):
        world.rows.add(
            HealthDefault(
                **world.named_keys("checks", str(int(months))),
                months=months,
                chosen_by=world.people[MANAGER],
                chosen_at=world.clock.ago(chosen),
            )
        )
