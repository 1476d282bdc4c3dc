import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0014_what_was_done_and_why'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='browser',
            field=models.CharField(db_default='', max_length=20, verbose_name='browser'),
        ),
        migrations.AddField(
            model_name='session',
            name='system',
            field=models.CharField(db_default='', max_length=20, verbose_name='system'),
        ),
        migrations.AddField(
            model_name='session',
            name='first_seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='first seen'),
        ),
        migrations.AddField(
            model_name='session',
            name='last_seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='last seen'),
        ),
    ]
