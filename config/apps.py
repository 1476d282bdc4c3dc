from django.contrib.admin.apps import AdminConfig

from config.celery import app as celery_app

__all__ = ["DeskConfig", "celery_app"]  # tasks belong to this app once Django is set up


class DeskConfig(AdminConfig):
    """The desk is Django's admin with a site of our own."""

    default_site = "feedback.site.Desk"
