"""The session engine that `SESSION_ENGINE` names."""

from tenancy.people.session import SessionStore

__all__ = ["SessionStore"]
