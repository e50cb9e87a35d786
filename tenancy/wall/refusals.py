"""What the wall raises."""

from django.core.exceptions import PermissionDenied


class NoScope(RuntimeError):
    """A walled table was touched while no tenant was set; the database itself refused."""


class NestedScope(RuntimeError):
    """A scope was opened inside another one: whoever acts is decided once per request or task phase."""


class RuleBroken(Exception):
    """A definer function refused: `rule` is its name there, worded for people in tenancy.slots.rules."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class NotAllowed(RuleBroken, PermissionDenied):
    """A definer function found that this person may not do it; answered with 403."""
