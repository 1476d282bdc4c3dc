from django.db import models


class Measure(models.Model):
    """A figure too dear to be worked out whenever somebody asks, and when it was."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.FloatField()
    measured_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.value:g}"
