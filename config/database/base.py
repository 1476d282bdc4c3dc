"""Django's PostgreSQL backend, which asks less and has asked before."""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper

# Of the nearest by vector those that may be seen are wanted: it goes on until it has them.
NEAREST = "-c hnsw.iterative_scan=relaxed_order -c hnsw.ef_search=64"


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """For those who look on; of a prepared one psycopg keeps no text."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        given = super().get_connection_params()
        return given | {"options": f"{given.get('options', '')} {NEAREST}".lstrip()}

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

    def prepared_cursor(self) -> CursorWrapper:
        """A cursor whose statements PostgreSQL plans once in a connection.

        Where OPTIONS has no `prepare_threshold` they are planned each time, as Django's.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor = base.ServerBindingCursor(self.connection)  # type: ignore[call-arg]
            return self._prepare_cursor(cursor)  # type: ignore[attr-defined]
