"""A task's lines carry its id and that of the request, or of the task, that rang for it."""

import logging
import logging.config
import time
from pathlib import Path
from typing import Any

from celery.signals import (
    after_task_publish,
    before_task_publish,
    setup_logging,
    task_failure,
    task_postrun,
    task_prerun,
)
from django.apps import apps
from django.conf import settings

from config.logs import ids, note

log = logging.getLogger("config.tasks")


@setup_logging.connect
def log_as_django_does(**_: object) -> None:
    """Celery sets up none of its own where somebody listens; beat starts no Django."""
    if not apps.ready:
        logging.config.dictConfig(settings.LOGGING)


@before_task_publish.connect
def send_ids(headers: dict[str, Any], **_: object) -> None:
    if request_id := ids.get().get("request_id"):
        headers["request_id"] = request_id


@task_prerun.connect
def take_ids(task_id: str, task: Any, **_: object) -> None:
    names = {"task": task.name, "task_id": task_id}
    if request_id := task.request.get("request_id"):
        names["request_id"] = request_id
    ids.set(names)
    task.request.update(began=time.perf_counter())


@task_postrun.connect
def tell_task(task: Any, state: str | None, **_: object) -> None:
    began = task.request.get("began", time.perf_counter())
    took = round((time.perf_counter() - began) * 1000, 1)
    if log.isEnabledFor(logging.DEBUG):  # every two seconds, for ever
        note(log, "task", level=logging.DEBUG, state=state, ms=took)
    ids.set({})


@task_failure.connect
def tell_failure(exception: BaseException, **_: object) -> None:
    log.error("task failed", exc_info=exception)


@after_task_publish.connect
@task_postrun.connect
def show_life(**_: object) -> None:
    """Beat sends and a worker runs something every few seconds; one that hangs does not."""
    if settings.ALIVE_FILE:
        Path(settings.ALIVE_FILE).touch()
