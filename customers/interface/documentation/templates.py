"""A CSV file per object to begin with: the columns that it may have, and two rows that show how they look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from customers.imports.masters import MASTERS
from tenancy.slots.imports import ImportObject

Row = tuple[str, ...]
EXAMPLES: Mapping[str, Row] = {
    "external_id": ("0040127", "0040128"),
    "source": ("crm", "crm"),
    "account_external_id": ("0040127", "0040128"),
    "account_source": ("crm", "crm"),
    "parent_external_id": ("", "0040127"),
    "territory_external_id": ("CH-BE", "CH-VD"),
    "name": ("Spital Thun", "Clinique du Lac"),
    "type": ("Hospital", "Hospital"),
    "segment": ("A", "B"),
    "region": ("Bern", "Vaud"),
    "country": ("CH", "CH"),
    "city": ("Thun", "Lausanne"),
    "postal_code": ("3600", "1003"),
    "source_version": ("1", "1"),
    "modified_at": ("2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z"),
    "email": ("a.keller@spital.example", "l.favre@clinique.example"),
    "profession": ("Physician", "Pharmacist"),
    "month": ("2026-09", "2026-10"),
    "net_sales": ("118194.50", "-240.00"),
    "currency": ("CHF", "CHF"),
    "units": ("24", "-1"),
    "date": ("2026-10-03", "2026-10-17"),
    "sales": ("1240.50", "-240.00"),
    "quantity": ("3", "-1"),
    "product": ("HEP-10", "HEP-20"),
    "product_group": ("Hepatology", "Hepatology"),
    "product_class": ("Brand", "Brand"),
    "level": ("district", "district"),
    "time_zone": ("Europe/Zurich", "Europe/Zurich"),
    "is_active": ("true", "true"),
    "is_primary": ("true", "true"),
    "person": ("m.rossi@firm.example", "m.rossi@firm.example"),
    "role": ("sales_rep", "sales_rep"),
    "since": ("2026-01-01", "2026-01-01"),
    "until": ("", ""),
    "from_month": ("2026-01", "2026-01"),
    "to_month": ("2026-12", "2026-12"),
    "potential": ("900000.00", "400000.00"),
    "told_on": ("2026-01-15", "2026-01-15"),
    "attribute": ("beds", "beds"),
    "value": ("320", "140"),
}
OF_LINES = ("external_id", "source", "date", "product", "quantity", "sales", "currency")
OF_MONTHS = ("external_id", "source", "month", "net_sales", "currency", "units")
HINTS = {"sales": "one row per account and month", "lines": "one row per invoice line; send them as `sales`"}


@dataclass(frozen=True, slots=True)
class Template:
    """The columns of a file and two rows."""

    columns: Sequence[str]

    @property
    def rows(self) -> list[list[str]]:
        """What two records look like."""
        return [[EXAMPLES[column][at] for column in self.columns] for at in (0, 1)]


def _columns(target: ImportObject) -> tuple[str, ...]:
    return tuple(column.name for column in target.columns if column.name in EXAMPLES)


TEMPLATES: Mapping[str, Template] = {
    **{target.name: Template(_columns(target)) for target in (ACCOUNTS, CONTACTS, *MASTERS)},
    SALES.name: Template(OF_MONTHS),
    "lines": Template(OF_LINES),
}
