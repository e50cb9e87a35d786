"""What the firm's notes hold about one contact: for her right to know it, and to have it erased (D5)."""

from typing import Any

from customers.accounts.contact import Contact
from customers.notes.removing import naming


def notes_about(contact: Contact) -> list[dict[str, Any]]:
    """Every note that she took part in or that writes her name, with its words, in plain values."""
    return [
        {
            "id": str(note.id),
            "date": f"{note.occurred_on}",
            "occasion": note.occasion,
            "channel": note.channel,
            "written_by": str(note.author),
            "written_at": note.at.isoformat(),
            "text": note.body,
            "others_present": bool(note.others or note.others_present),  # type: ignore[attr-defined]
            "interests": [
                str(one.interest) for one in note.raised.all() if one.contact_id in (None, contact.id)
            ],
        }
        for note in naming(contact)
    ]
