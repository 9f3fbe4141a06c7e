"""What only a mail's reader may know: put in at the moment of sending, and never kept in a row.

A message that carries a secret names it (`Message.secret`, « security_code:42 ») and has PLACEHOLDER in its
place. The app that can work the secret out again registers a resolver, in its AppConfig.ready.
"""

from collections.abc import Callable

from django.utils.html import escape

from alin.outbox.models import Message

PLACEHOLDER = "%%SECRET%%"
HIDDEN = "••••••"  # what support reads in its place

# Given what stands after the colon, the secret's text; raises SecretGone.
Resolver = Callable[[str], str]
_resolvers: dict[str, Resolver] = {}


class SecretGone(Exception):
    """The secret can no longer serve its reader (used, burnt, expired): the mail is not sent.

    The sentence is kept with the row, for support.
    """


def register(kind: str, resolver: Resolver) -> None:
    """Say who works out the secrets of this kind; the last word counts."""
    _resolvers[kind] = resolver


def reveal(message: Message) -> tuple[str, str]:
    """Text and HTML as their reader gets them; the row stays as it is.

    Raises SecretGone, or KeyError for a kind nobody registered.
    """
    if not message.secret:
        return message.text, message.html
    kind, _colon, argument = message.secret.partition(":")
    secret = _resolvers[kind](argument)
    return message.text.replace(PLACEHOLDER, secret), message.html.replace(PLACEHOLDER, escape(secret))


def hide(text: str) -> str:
    """A text for everybody but its reader."""
    return text.replace(PLACEHOLDER, HIDDEN)
