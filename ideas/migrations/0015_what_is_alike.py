"""Posts are known by what their titles mean; pairs that say the same are suggested."""

import django.db.models.deletion
import django.db.models.lookups
import pgvector.django.vector
from django.conf import settings
from django.db import migrations, models

from community.editions import on_change_of


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0003_editions'),
        ('ideas', '0014_answers_by_word'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('idea', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='ideas.idea')),
                ('vector', pgvector.django.vector.VectorField(dimensions=128)),
                ('digest', models.CharField(max_length=32)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.GreaterThan(models.Func(models.F('vector'), function='vector_norm', output_field=models.FloatField()), 0.5), name='a_likeness_points_somewhere')],
            },
        ),
        *on_change_of("ideas_likeness"),
        migrations.CreateModel(
            name='Twin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField(verbose_name='how alike')),
                ('found_at', models.DateTimeField(verbose_name='found at')),
                ('told_apart_at', models.DateTimeField(blank=True, null=True, verbose_name='told apart at')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ideas.idea')),
                ('told_apart_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'twins',
                'verbose_name_plural': 'twins',
                'indexes': [models.Index(models.OrderBy(models.F('score'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('told_apart_at', None)), name='twins_the_likest_first')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='twins_are_met_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='the_older_twin_comes_first'), models.CheckConstraint(condition=models.Q(models.Q(('told_apart_at', None), ('told_apart_by', None)), models.Q(('told_apart_at__isnull', False), ('told_apart_by__isnull', False)), _connector='OR'), name='twins_are_told_apart_by_somebody')],
            },
        ),
    ]
