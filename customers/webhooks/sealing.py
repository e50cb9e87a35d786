"""Keeping signing secrets: encrypted with the installation's key, because they must be usable again.

Fernet of the `cryptography` library (AES-128-CBC with HMAC-SHA256). The first of `SECRETS_KEYS` seals, any of them
opens; without one the key is derived from `SECRET_KEY`.
"""

import base64
from functools import lru_cache
from secrets import token_bytes

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX = "whsec_"
BYTES = 32


class Unopenable(Exception):
    """No key of this installation opens the secret; it must be rotated."""


def new_secret() -> str:
    """A fresh secret in the form of Standard Webhooks: `whsec_` and the base64 of 32 random bytes."""
    return PREFIX + base64.b64encode(token_bytes(BYTES)).decode()


def seal(secret: str) -> str:
    """The secret as it is stored."""
    return _box(tuple(settings.SECRETS_KEYS), settings.SECRET_KEY).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret as it was shown. Raises Unopenable."""
    try:
        return _box(tuple(settings.SECRETS_KEYS), settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unopenable from None


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...], fallback: str) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys or (fallback,)])


def _derived(key: str) -> bytes:
    # Any text will do for a key: what encrypts is derived from it, for this use alone.
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"webhook secrets")
    return base64.urlsafe_b64encode(derivation.derive(key.encode()))
