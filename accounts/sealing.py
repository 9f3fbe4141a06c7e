"""Encrypt what must be read again, the secrets of second factors: a stolen database alone opens nothing.

Fernet (AES-128-CBC with HMAC-SHA256) of `cryptography`, which the passkey library brings along. The key is
drawn from SECRET_KEY with HKDF (RFC 5869); SECRET_KEY_FALLBACKS can still read, so the key can be changed.
"""

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"al-in second factor v1"


class Unreadable(Exception):
    """Sealed with a key this installation no longer has."""


def seal(text: str) -> str:
    """The text as nobody without SECRET_KEY can read it; never the same twice."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What `seal` was given; raises Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def seal_again(sealed: str) -> str:
    """The same secret under today's SECRET_KEY; raises Unreadable."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    secrets: Iterable[str] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_fernet(secret) for secret in secrets])


def _fernet(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
