from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The desk is Django's admin with a site of our own."""

    default_site = "feedback.site.Desk"
