"""The shared cache in service, made so that its absence costs limits for a while, never a page."""

from typing import Any

from django_redis.cache import RedisCache


class ForgivingRedisCache(RedisCache):
    """With IGNORE_EXCEPTIONS a cache that is away answers None, which callers of `add` take for « exists ».

    allauth counts log-in tries under a lock taken with `add`: without this, nobody could log in while Redis
    is away, every try being refused as one too many. The errors are logged either way.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True when the key was added, and when there is no telling."""
        added = super().add(*args, **kwargs)
        return True if added is None else bool(added)
