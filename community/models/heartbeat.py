from django.db import models


class Heartbeat(models.Model):
    """When a background process was last heard from."""

    name = models.CharField(max_length=40, primary_key=True)
    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
