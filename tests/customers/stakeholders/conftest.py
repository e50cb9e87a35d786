"""The same search as in the leader search's own tests."""

from tests.customers.leaders.conftest import candidate, contacts, judging, prospect

__all__ = ["candidate", "contacts", "judging", "prospect"]
