"""Short scopes for views that declare phases."""

from contextlib import AbstractContextManager

from tenancy.wall.middleware import ActedRequest
from tenancy.wall.scope import Scope, acting_for


def phase(request: ActedRequest) -> AbstractContextManager[Scope]:
    """One transaction as the person of the request, for views that declare `phases=True`."""
    actor = request.actor
    assert actor.tenant is not None
    return acting_for(actor.tenant.id, actor.person.id if actor.person else None)
