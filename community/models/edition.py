from django.db import connection, models


class EditionManager(models.Manager["Edition"]):
    def current(self) -> int:
        """A number that is another one after every committed change to an open page."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(number), 0) FROM community_edition")
            return int(cursor.fetchone()[0])


class Edition(models.Model):
    """Part of the number of changes so far; the parts add up to it.

    Whoever changes something counts it, inside the transaction, in a part that nobody
    else holds at that moment: nobody waits for anybody, and the sum moves on commit.
    """

    number = models.BigIntegerField(default=0)

    objects = EditionManager()

    def __str__(self) -> str:
        return str(self.number)
