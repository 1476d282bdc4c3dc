from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """What an operator needs: metrics, the doctor, backups, the settings reference."""

    name = "config.operating"
    label = "operating"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.conf import settings

        if settings.SENTRY_DSN:
            from config.operating.errors import report_errors

            report_errors(settings.SENTRY_DSN)
