import time
from collections.abc import Iterator

import redis
from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from community import broker
from config.operating.doctor.finding import Finding

EXTENSIONS = ("pg_trgm", "unaccent", "vector")  # those that the migrations make
OLDEST = 14  # the first PostgreSQL that everything was tried on
APART = 2.0  # seconds


def check_database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT extname FROM pg_extension")
            known = {name for (name,) in cursor.fetchall()}
            cursor.execute(
                "SELECT count(*), current_setting('max_connections')::int "
                "FROM pg_stat_activity WHERE backend_type = 'client backend'"
            )
            used, most = cursor.fetchone() or (0, 1)
    except DatabaseError as problem:
        reason = " ".join(str(problem).split())
        yield Finding(f"does not answer: {reason}", "start it, or mend DATABASE_URL")
        return
    version = connection.connection.info.server_version // 10_000
    if version < OLDEST:
        yield Finding(f"is PostgreSQL {version}", f"move to {OLDEST} or newer")
    if missing := sorted(set(EXTENSIONS) - known):
        yield Finding(
            f"lacks {', '.join(missing)}",
            "install its contrib package and pgvector, then manage.py migrate",
        )
    if used > 0.8 * most:
        yield Finding(
            f"{used} of {most} connections are taken",
            "raise max_connections, or run fewer processes",
        )


def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        told = f"{len(plan)} not applied, first {plan[0][0]}"
        yield Finding(told, "manage.py migrate")
    if "cache" not in connection.introspection.table_names():
        yield Finding("the cache has no table", "manage.py createcachetable")
    known = set(executor.loader.disk_migrations or {})
    newer = [key for key in executor.loader.applied_migrations if key not in known]
    if ours := [
        name for app, name in newer if app in {"community", "ideas", "feedback"}
    ]:
        yield Finding(
            f"the database is of a newer Hearth ({ours[0]})",
            "install that one here too",
        )


def check_clock() -> Iterator[Finding]:
    """Halfway between asking and hearing, this machine should say what the database does."""
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        (there,) = cursor.fetchone() or (0,)
        here = (before + time.time()) / 2
    apart = abs(float(there) - here)
    if apart > APART:
        yield Finding(
            f"is {apart:.0f} s off the database's", "run a time service (NTP) on both"
        )


def check_broker() -> Iterator[Finding]:
    try:
        memory = broker.memory()
    except (redis.RedisError, OSError) as problem:
        yield Finding(
            f"does not answer ({type(problem).__name__}): work waits, nothing is lost",
            "start it, or mend REDIS_URL",
        )
        return
    if memory.get("maxmemory") and memory.get("maxmemory_policy") != "noeviction":
        yield Finding(
            f"throws messages away when full ({memory['maxmemory_policy']})",
            "set maxmemory-policy noeviction",
        )


def check_mail() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield Finding(
            "no mail server: mails go to the console and a folder",
            "set EMAIL_HOST",
            is_note=True,
        )
        return
    try:
        server = get_connection()
        server.open()
        server.close()
    except OSError as problem:  # every error of smtplib is one
        yield Finding(
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} refuses us "
            f"({type(problem).__name__})",
            "mend EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_HOST_USER or its password",
        )
