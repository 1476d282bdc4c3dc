from django.db import migrations

from community.editions import on_change_of


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial"), ("community", "0003_editions")]

    operations = on_change_of(
        "ideas_answer",
        "ideas_comment",
        "ideas_follow",
        "ideas_idea",
        "ideas_vote",
    )
