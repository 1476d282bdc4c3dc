"""Celery is a doorbell: every task asks the database what is due."""

import os
import threading

from celery import Celery, bootsteps

from config import task_logs  # noqa: F401 - it listens

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("hearth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Sender(bootsteps.StartStopStep):
    """Sends beside the tasks, in every worker: it waits for no beat and no broker."""

    requires = ("celery.worker.components:Pool",)

    def start(self, parent: object) -> None:
        from community.actions import sending  # noqa: PLC0415 - Django is set up now

        threading.Thread(
            target=sending.keep_sending, name="sender", daemon=True
        ).start()

    def stop(self, parent: object) -> None:
        from community.actions import sending  # noqa: PLC0415

        sending.stop()


app.steps["worker"].add(Sender)
