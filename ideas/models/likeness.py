from django.db import models
from django.db.models import F, Func
from django.db.models.lookups import GreaterThan
from pgvector.django import HnswIndex, VectorField

from community.likeness import DIMENSIONS


class Likeness(models.Model):
    """What an idea's title says, as a direction (`community.likeness`).

    `digest` is of the encoder and the title that it was made from: with another of either
    it is made anew (`actions.likenesses`).
    """

    idea = models.OneToOneField(
        "ideas.Idea", on_delete=models.CASCADE, primary_key=True
    )
    vector = VectorField(dimensions=DIMENSIONS)
    digest = models.CharField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=GreaterThan(
                    Func(
                        F("vector"),
                        function="vector_norm",
                        output_field=models.FloatField(),
                    ),
                    0.5,
                ),
                name="a_likeness_points_somewhere",
            )
        ]
        indexes = [
            HnswIndex(
                fields=["vector"],
                opclasses=["vector_cosine_ops"],
                name="ideas_by_likeness",
            )
        ]

    def __str__(self) -> str:
        return f"likeness of {self.idea_id}"
