"""Logs: one line each, readable or JSON, with request and task ids, without personal data.

Of what others log only the template is written, and of what was raised its type and
place: arguments and messages may hold what a member wrote, a key or an address.
"""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import psycopg

OURS = {"community", "ideas", "feedback", "config"}
PLAIN = OURS | {"celery", "kombu"}  # their arguments are ids, counts and host names
QUIET = {
    "django": "INFO",
    "django.request": "ERROR",  # a line of ours tells of every request
    "django.server": "ERROR",
    "httpx": "WARNING",  # it names addresses, which may hold secrets
    "celery.app.trace": "CRITICAL",  # a line of ours tells of every task
    "celery.worker.strategy": "WARNING",
    "celery.beat": "WARNING",
}
DEEPEST = 8  # frames of ours that are kept, and the innermost

Raised = tuple[type[BaseException], BaseException, TracebackType | None]
ids: ContextVar[dict[str, str]] = ContextVar("ids", default={})  # noqa: B039 - never changed


def settings(*, level: str, as_json: bool, with_words: bool) -> dict[str, Any]:
    """Django's LOGGING. `with_words` keeps arguments and messages, for development."""
    line = {"()": Line, "as_json": as_json, "with_words": with_words}
    console = {"class": "logging.StreamHandler", "formatter": "line"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": console},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            name: {"handlers": [], "level": least, "propagate": True}
            for name, least in QUIET.items()
        },
    }


@contextmanager
def named(**names: str) -> Iterator[None]:
    """Every line from in here carries these ids."""
    before = ids.set(ids.get() | names)
    try:
        yield
    finally:
        ids.reset(before)


def note(log: logging.Logger, event: str, **fields: object) -> None:
    """A line of ours with its fields."""
    log.info(event, extra={"fields": fields})


class Line(logging.Formatter):
    def __init__(self, *, as_json: bool, with_words: bool) -> None:
        super().__init__()
        self.as_json = as_json
        self.with_words = with_words

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(
            timespec="milliseconds"
        )
        head = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        facts = getattr(record, "fields", {}) | self._raised(record) | ids.get()
        event = self._event(record)
        if self.as_json:
            return json.dumps(head | {"event": event} | facts, default=str)
        told = [f"{name}={value}" for name, value in facts.items()]
        return " ".join([*head.values(), event, *told]) + self._words(record)

    def _event(self, record: logging.LogRecord) -> str:
        if self.with_words or record.name.split(".")[0] in PLAIN:
            return record.getMessage()
        raised = record.exc_info and str(record.exc_info[1])
        return "refused" if raised and raised in str(record.msg) else str(record.msg)

    def _raised(self, record: logging.LogRecord) -> dict[str, str]:
        if not record.exc_info or record.exc_info[1] is None:
            return {}
        _type, problem, where = record.exc_info
        words = {"words": str(problem)} if self.with_words and self.as_json else {}
        return told(problem, where) | words

    def _words(self, record: logging.LogRecord) -> str:
        if self.with_words and record.exc_info:
            return "\n" + self.formatException(record.exc_info)
        return ""


def told(problem: BaseException, where: TracebackType | None) -> dict[str, str]:
    """What was raised and where; of what the database refused, the rule's name."""
    chain: list[Any] = list(_chain(problem))
    every = traceback.extract_tb(where)
    ours = [frame for frame in every[:-1] if "site-packages" not in frame.filename]
    frames = (ours + every[-1:])[-DEEPEST:]
    line = {
        "error": " from ".join(type(each).__qualname__ for each in chain),
        "where": " > ".join(
            f"{_short(each.filename)}:{each.lineno} {each.name}" for each in frames
        ),
    }
    for each in chain:
        if isinstance(each, psycopg.Error) and each.sqlstate:
            line["sqlstate"] = each.sqlstate
            line["constraint"] = each.diag.constraint_name or ""
    return line


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _short(path: str) -> str:
    return "/".join(path.split("/")[-3:])
