"""Objects, fields and refusals of imports in people's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

OBJECTS: dict[str, Any] = {
    "accounts": _("Accounts"),
    "contacts": _("Contacts"),
    "sales": _("Sales, by month or single lines"),
    "products": _("Products"),
    "territories": _("Territories"),
    "assignments": _("Who looks after which account"),
    "affiliations": _("Which contact belongs to which account"),
    "potentials": _("Potential and share of market"),
    "attributes": _("Attributes of accounts"),
    "identifiers": _("Further ids of accounts"),
    "participations": _("Programmes that accounts take part in"),
    "memberships": _("Memberships of archived communities"),
    "activity": _("Posts of archived communities"),
}
FIELDS: dict[str, Any] = {
    "external_id": _("Id in the source system"),
    "account_external_id": _("Id of the account"),
    "parent_external_id": _("Id of the parent account"),
    "source": _("Source system"),
    "name": _("Name"),
    "type": _("Type"),
    "segment": _("Segment"),
    "region": _("Region"),
    "country": _("Country"),
    "city": _("City"),
    "postal_code": _("Postal code"),
    "email": _("E-mail"),
    "profession": _("Profession"),
    "month": _("Month"),
    "date": _("Date of the line"),
    "net_sales": _("Net sales of the month"),
    "sales": _("Sales of the line"),
    "currency": _("Currency"),
    "units": _("Units of the month"),
    "quantity": _("Quantity of the line"),
    "price": _("Price of one"),
    "product": _("Product"),
    "document": _("Number of the document"),
    "line_id": _("Id of the line"),
    "programme": _("Programme"),
    "arm": _("Customer community or other project"),
    "invited_on": _("Day of the invitation"),
    "opened_on": _("Day of the opening"),
    "modified_at": _("Changed in the source at"),
    "source_version": _("Version in the source"),
}
ADVICE: dict[str, Any] = {
    "required": _("Fill the cell, or map the column that holds it."),
    "unknown_account": _("Import this account first, or mend the id."),
    "duplicate": _("Keep one of the rows, or send their sum."),
    "total_beside_products": _("Leave out the total, or leave out the products."),
    "not_a_number": _("Write the amount the way the rest of the file does."),
    "not_a_date": _("Write the date the way the rest of the file does."),
    "not_a_month": _("Write the month as 2026-10, 202610 or 10/2026."),
    "too_long": _("Shorten the text."),
    "control_character": _("Remove the invisible character."),
    "undated": _("Tell the day of the invitation, that of the opening, or both."),
    "unknown_currency": _("Use the three letters of ISO 4217, such as EUR."),
    "ragged_row": _("Give the row as many cells as the header has; look for a separator inside a text."),
    "broken_quotes": _("Close the quotation mark, or double it inside a text."),
    "bad_encoding": _("Save the file as UTF-8, or choose its encoding above."),
    "older": _("Nothing: something newer is known already."),
}


def object_words(name: str) -> str:
    """What the object is called."""
    return str(OBJECTS.get(name, name.replace("_", " ").capitalize()))


def field_words(name: str) -> str:
    """What the field is called."""
    return str(FIELDS.get(name, name.replace("_", " ").capitalize()))


def advice(code: str) -> str:
    """What to do about a refusal; empty where its message says enough."""
    return str(ADVICE.get(code, ""))
