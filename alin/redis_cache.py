"""The shared cache in service, made so that its absence costs limits for a while, never a page."""

import logging
from collections.abc import Callable
from typing import Any

from django_redis.cache import RedisCache
from django_redis.client import DefaultClient
from django_redis.exceptions import ConnectionInterrupted

from alin import circuits

logger = logging.getLogger(__name__)

# What Django, allauth and we ask of the cache while a page is made.
OPERATIONS = ("add", "delete", "get", "get_many", "has_key", "incr", "set", "set_many", "touch", "ttl")


def asked_once(name: str) -> Callable[..., Any]:
    """One of the client's operations; after a failure it gives up at once for a few seconds.

    A log-in asks the cache a dozen times: a Redis that only times out would keep people waiting.
    """

    def operation(self: DefaultClient, *args: Any, **kwargs: Any) -> Any:
        if circuits.cache.is_open():
            raise ConnectionInterrupted(None)
        try:
            return getattr(DefaultClient, name)(self, *args, **kwargs)
        except ConnectionInterrupted as error:
            circuits.cache.open()
            logger.warning("The cache does not answer (%s)", type(error.__cause__).__name__)
            raise

    return operation


PatientClient = type("PatientClient", (DefaultClient,), {name: asked_once(name) for name in OPERATIONS})


class ForgivingRedisCache(RedisCache):
    """With IGNORE_EXCEPTIONS a cache that is away answers None, which callers of `add` take for « exists ».

    allauth counts log-in tries under a lock taken with `add`: without this, nobody could log in while Redis
    is away, every try being refused as one too many. The failure is logged either way.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True when the key was added, and when there is no telling."""
        added = super().add(*args, **kwargs)
        return True if added is None else bool(added)
