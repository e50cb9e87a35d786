"""What subjects add to the page of an account, in order."""

from customers.notes.cards import account_section
from tenancy.slots.account_sections import AccountSection, sections


def register() -> None:
    """Fills the page."""
    sections[:] = [AccountSection("main", "customers/notes/of_account.html", account_section)]
