from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.contrib.postgres.search import SearchVector
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("community", "0016_who_says_so_of_kinds"),
        ("ideas", "0013_a_vote_reaches_what_is_folded_in"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="answer",
            index=GinIndex(
                SearchVector("text", config="simple"), name="answers_by_word"
            ),
        ),
    ]
