"""Which connection a model belongs to: identity tables on `auth`, everything else on `default`."""

from typing import Any

from django.db.models import Model

IDENTITY_APPS = {
    "account",
    "allauth_idp_oidc",
    "auth",
    "contenttypes",
    "django_cache",
    "mfa",
    "sessions",
    "socialaccount",
}


class PlaneRouter:
    """Sends identity models to the role that may touch them and to no other."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return "auth" if is_identity(model) else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return is_identity(type(one)) == is_identity(type(other))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


def is_identity(model: type[Model]) -> bool:
    """True for sign-in tables: the libraries' and those of ours that say `identity = True`."""
    return model._meta.app_label in IDENTITY_APPS or getattr(model, "identity", False)
