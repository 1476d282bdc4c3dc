"""The app that beat runs: every setting, and none of the models, which it never needs."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("hearth", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")
