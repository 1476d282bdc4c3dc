"""Imports and the demo replay history by the real actions, and send nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_quiet: ContextVar[bool] = ContextVar("is_quiet", default=False)


def is_quiet() -> bool:
    return _is_quiet.get()


@contextmanager
def quiet() -> Iterator[None]:
    """Within it nothing is queued to leave the process, and no door counts visits."""
    token = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(token)


_is_admitted: ContextVar[bool] = ContextVar("is_admitted", default=False)


def is_admitted() -> bool:
    return _is_admitted.get()


@contextmanager
def admitted() -> Iterator[None]:
    """Within it no door counts visits: whoever sent it came through theirs before."""
    token = _is_admitted.set(True)
    try:
        yield
    finally:
        _is_admitted.reset(token)
