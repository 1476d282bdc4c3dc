from django.db import models


class Unranked(models.Model):
    """A post whose place is to be worked out anew, once for each change behind it.

    Written by triggers (migration 0011) in the transaction of a vote, of a comment or of
    what a voter is: nobody can forget it. `place_unranked` takes the rows away.
    """

    idea = models.ForeignKey(
        "ideas.Idea", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False
    )

    def __str__(self) -> str:
        return f"{self.idea_id}"
