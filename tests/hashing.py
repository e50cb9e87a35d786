"""Hashes of passwords and secrets that cost the suite next to nothing."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import override_settings


class QuickHasher(Argon2PasswordHasher):
    """The product's own hashes with hardly any work in them; it checks real ones too, and leaves them as they are."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1

    def must_update(self, encoded: str) -> bool:
        """Never: a renewed hash would end the sessions of whoever signs in."""
        return False


def quick() -> override_settings:
    """Hashes quickly: a real one takes half a second of eight threads and a hundred megabytes."""
    return override_settings(PASSWORD_HASHERS=[f"{__name__}.{QuickHasher.__name__}"])


def real() -> override_settings:
    """Hashes as the product does, for what live processes will read: they renew what was hashed any cheaper."""
    return override_settings(
        PASSWORD_HASHERS=[f"{Argon2PasswordHasher.__module__}.{Argon2PasswordHasher.__name__}"]
    )
