"""The sign-in identity."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from tenancy.wall.constraints import Grant

# The libraries save whole rows, so identity tables have table grants.
IDENTITY_VERBS = ("select", "insert", "update", "delete")


def new_epoch() -> str:
    """A fresh stamp; sessions that carry an older one are signed out."""
    return get_random_string(24)


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who can sign in with `password`, or with none until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A global sign-in identity: e-mail and credentials and nothing else.

    `session_epoch` signs every session; renewing it signs the user out everywhere. There is no
    last sign-in time: it would be a trace that a sponsor could ask for.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    session_epoch = models.CharField(max_length=24, default=new_epoch)
    created_at = models.DateTimeField(default=timezone.now)
    last_login = None

    identity = True
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [
            Grant(name="tenancy_user_auth", role="app_auth", verbs=IDENTITY_VERBS),
            Grant(
                name="tenancy_user_sec", role="app_sec", select=("id", "email", "is_active", "session_epoch")
            ),
            Grant(name="tenancy_user_backup", role="app_backup", verbs=("select",)),
        ]

    def set_password(self, raw_password: str | None) -> None:
        """Sets the password and ends every session that was opened with the old one."""
        super().set_password(raw_password)
        self.session_epoch = new_epoch()

    def save(self, *args: Any, **options: Any) -> None:
        """Saves; a password never goes without the epoch that was renewed with it (hash upgrades do that)."""
        if options.get("update_fields") and "password" in options["update_fields"]:
            options["update_fields"] = {*options["update_fields"], "session_epoch"}
        super().save(*args, **options)

    def renew_epoch(self) -> None:
        """Outdates every session of this user."""
        self.session_epoch = new_epoch()
        self.save(update_fields=["session_epoch"])

    def get_session_auth_hash(self) -> str:
        """What a session is checked against: known without reading the password."""
        return session_stamp(self.session_epoch)

    def __str__(self) -> str:
        return self.email


def session_stamp(epoch: str) -> str:
    """The stamp that a session must carry to belong to a user of this epoch."""
    return salted_hmac("tenancy.session", epoch, algorithm="sha256").hexdigest()
