"""What subjects add to the page of an account, in order."""

from customers.countries.showing import of_account
from customers.notes.cards import account_section
from customers.segments.cards import account_section as segment_section
from tenancy.permissions.permission import Permission
from tenancy.slots.account_sections import AccountSection, sections


def register() -> None:
    """Fills the page."""
    sections[:] = [
        AccountSection("main", "customers/notes/of_account.html", account_section),
        AccountSection(
            "aside", "customers/segments/of_account.html", segment_section, Permission.READ_SEGMENTS
        ),
        AccountSection("aside", "customers/countries/section.html", of_account),
    ]
