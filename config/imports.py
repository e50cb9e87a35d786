"""Which objects `import_csv` and the interface's bulk jobs can take."""

from communities.activity.records import ACTIVITY, MEMBERSHIPS
from customers.imports.importable import ACCOUNTS, CONTACTS, SALES
from customers.imports.masters import MASTERS
from tenancy.slots.imports import importable


def register() -> None:
    """Fills the slot of imports."""
    importable(ACCOUNTS, CONTACTS, SALES, *MASTERS, MEMBERSHIPS, ACTIVITY)
