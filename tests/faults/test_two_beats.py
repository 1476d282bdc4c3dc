"""Two beats ring for everything twice, at the same moment: it is done once."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from community.actions.members import consent
from community.models import Delivery, Edition, Heartbeat, StandingRun
from config.celery import app
from feedback.actions.endpoints import create_endpoint
from ideas.actions.votes import cast_vote
from tests.at_once import at_once
from tests.makers import make_idea, make_member, make_ticket
from tests.pages.town import Town

pytestmark = pytest.mark.django_db(transaction=True)
# Told anew each time: when something was heard, measured or looked at. And a number in as
# many parts as count it at the same moment.
NOTED = {Heartbeat, Edition}
TASKS = sorted({each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()})


@pytest.fixture
def _a_busy_day() -> None:
    town = Town()
    create_endpoint(name="Board", url="https://example.org/", team=town.team)
    for member in (town.alice, town.bob):
        consent(member, to_ranking=True)
    for _ in range(3):
        make_ticket()
        cast_vote(make_idea(author=town.bob), voter=make_member(verified=True))


def counts() -> dict[str, int]:
    ours = ["community", "ideas", "feedback", "operating"]
    every: list[type[models.Model]] = [
        model for label in ours for model in apps.get_app_config(label).get_models()
    ]
    return {
        model._meta.label: model._default_manager.count()
        for model in every
        if model not in NOTED
    }


@pytest.mark.usefixtures("_a_busy_day")
@pytest.mark.parametrize("name", TASKS)
def test_a_task_that_is_rung_for_twice_at_once_is_done_once(name: str) -> None:
    app.loader.import_default_modules()
    task = app.tasks[name]
    task()
    once = counts()
    at_once(*[task] * 4)
    assert counts() == once


@pytest.mark.usefixtures("_a_busy_day")
def test_nothing_is_made_twice_where_both_come_first() -> None:
    tasks = [app.tasks[name] for name in TASKS for _beat in range(2)]
    before = StandingRun.objects.count()
    at_once(*tasks)
    assert StandingRun.objects.count() == before + 1
    effects = Delivery.objects.values_list("effect", flat=True)
    assert len(effects) == len(set(effects))
