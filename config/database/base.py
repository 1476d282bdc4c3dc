"""Django's PostgreSQL backend, which asks less before it uses a connection again."""

import select

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether a connection that rested may go on: the server has not closed it.

        Django asks `SELECT 1`, which costs as much as the one query of a kept page. A
        server that went away leaves its goodbye, or the end, to be read; on a rested
        connection nothing else is.
        """
        if self.connection is None or self.connection.closed:
            return False
        try:
            waiting = select.poll()
            waiting.register(self.connection.fileno(), select.POLLIN)
            return not waiting.poll(0)
        except (psycopg.Error, OSError):
            return False
