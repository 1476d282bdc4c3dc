"""The app that beat runs: every setting, and none of the models, which it never needs."""

import os
import sys

from celery import Celery

from config import task_logs  # noqa: F401 - it listens

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("hearth", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")

if __name__ == "__main__":  # without Celery's command line, as `worker.py`
    app.Beat(schedule=sys.argv[1], loglevel="INFO").run()
