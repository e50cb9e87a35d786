"""Sections of an account's page, filled by the subjects that know something about an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tenancy.permissions.permission import Permission
from tenancy.wall.middleware import ActedRequest


@dataclass(frozen=True, slots=True)
class AccountSection:
    """A part of the account page: its template and a function that loads the template's values.

    `load` is called with the request and the account; a section whose function returns None is left out.
    `place` is "main" or "aside"; sections stand in the order of registration, after the account's own.
    """

    place: str
    template: str
    load: Callable[[ActedRequest, Any], dict[str, Any] | None]
    permission: Permission = Permission.READ_CUSTOMERS


sections: list[AccountSection] = []


def sections_for(request: ActedRequest, account: Any) -> dict[str, list[dict[str, Any]]]:
    """The sections that this reader sees, by place, each with `template` and its own values."""
    drawn: dict[str, list[dict[str, Any]]] = {"main": [], "aside": []}
    for section in sections:
        if request.actor.may(section.permission):
            values = section.load(request, account)
            if values is not None:
                drawn[section.place].append({"template": section.template, "values": values})
    return drawn
