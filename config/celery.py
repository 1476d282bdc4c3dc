"""Celery is a doorbell: every task asks the database what is due."""

import os

from celery import Celery

from config import task_logs  # noqa: F401 - it listens

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("hearth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
