from typing import Any

import redis
from django.conf import settings


def ping() -> bool:
    """Does the broker answer within a second?"""
    try:
        with _client() as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def length(queue: str) -> int | None:
    """How many messages wait in a queue; None when the broker does not answer."""
    try:
        with _client() as client:
            return int(client.llen(queue))
    except (redis.RedisError, OSError):
        return None


def memory() -> dict[str, Any]:
    """What the broker says of its memory; raises RedisError when it does not answer."""
    with _client() as client:
        return dict(client.info("memory"))


def _client() -> redis.Redis:
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").split("?")[0]
    return redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
