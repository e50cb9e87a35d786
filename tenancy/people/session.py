"""Browser sessions, in PostgreSQL."""

from typing import Any, cast
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from tenancy.people.user import IDENTITY_VERBS
from tenancy.wall.constraints import Grant


class Session(AbstractBaseSession):
    """A browser session. It knows its user so that "sign out everywhere" can delete it; no address, no times."""

    user_id = models.UUIDField(null=True, db_index=True)

    identity = True

    class Meta(AbstractBaseSession.Meta):
        constraints = [
            Grant(name="tenancy_session_auth", role="app_auth", verbs=IDENTITY_VERBS),
            Grant(name="tenancy_session_sec", role="app_sec", verbs=("select",)),
        ]

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(DatabaseSessionStore):
    """Django's database sessions on our table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        user = data.get("_auth_user_id")
        session.user_id = UUID(user) if user else None
        return session
