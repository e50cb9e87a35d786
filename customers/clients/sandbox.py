"""The sandbox: a twin of the tenant in which systems are tried out, empty and in no statistic."""

from typing import cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tenancy.slots.rules import words
from tenancy.wall.functions import call

words.update(
    {
        "sandbox_in_sandbox": _("This is a sandbox already."),
        "not_a_sandbox": _("Only a sandbox can be emptied."),
        "address_taken": _("The address of the sandbox is taken by another tenant."),
    }
)


def open_sandbox() -> UUID:
    """The sandbox of the acting tenant, made where there is none; the acting person administers it.

    Raises RuleBroken inside a sandbox, NotAllowed for whoever may not manage clients.
    """
    return cast(UUID, call("open_sandbox"))


def reset_sandbox() -> UUID:
    """Puts a fresh sandbox in the place of the acting one, with its people, clients and keys but no records.

    Tokens and keys go on working. The old one keeps its rows and can be reached by nobody. Raises RuleBroken
    outside of a sandbox.
    """
    return cast(UUID, call("reset_sandbox"))


def sandbox_slug() -> str | None:
    """The address of the acting tenant's sandbox, None where there is none (or one may not know)."""
    return cast(str | None, call("sandbox_slug"))
