from django.db import models


class Tally(models.Model):
    """How often somebody came to a door in one window of time; see `actions.limits`."""

    key = models.CharField(max_length=120)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "window"], name="one_tally_per_window"
            )
        ]
        indexes = [models.Index("window", name="tallies_by_window")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
