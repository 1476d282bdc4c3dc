import redis
from django.conf import settings


def ping() -> bool:
    """Does the broker answer within a second?"""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").split("?")[0]
    try:
        with redis.Redis.from_url(
            url, socket_timeout=1, socket_connect_timeout=1
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
