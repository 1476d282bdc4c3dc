from datetime import timedelta

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from community.actions import (
    attachments,
    drafts,
    heartbeats,
    limits,
    notice_digests,
    standings,
    stash,
)
from community.sessions import SessionStore


@shared_task
def hear_beat() -> None:
    heartbeats.hear("beat")
    heartbeats.hear("worker")


@worker_ready.connect
def hear_worker(**_kwargs: object) -> None:
    heartbeats.hear("worker")


@shared_task
def publish_standings() -> int:
    """Publish the standings as of the end of yesterday, in UTC."""
    yesterday = timezone.now().date() - timedelta(days=1)
    return standings.publish_standings(yesterday).pk


@shared_task
def write_notice_digests() -> int:
    return notice_digests.write_notice_digests()


@shared_task
def clean_up() -> None:
    limits.forget_old_tallies()
    drafts.forget_old_drafts()
    attachments.remove_loose_pictures()
    stash.forget_what_expired()
    SessionStore.clear_expired()
