from celery import shared_task

from community.models import Member
from ideas import travels
from ideas.actions import likenesses, merge_news, ranks, telling, words


@shared_task(soft_time_limit=240, time_limit=270)
def place_unranked() -> int:
    return ranks.place_unranked()


@shared_task
def refresh_trending() -> int:
    return ranks.refresh_trending()


@shared_task(soft_time_limit=240, time_limit=270)
def refresh_ranks() -> int:
    return ranks.refresh_ranks()


@shared_task(soft_time_limit=240, time_limit=270)
def mark_what_spans_groups() -> int:
    # Of scipy it needs what nothing else does: 16 MiB that a worker has once a night.
    from ideas.actions import spans  # noqa: PLC0415

    return spans.mark_what_spans_groups()


@shared_task(soft_time_limit=240, time_limit=270)
def refresh_words() -> int:
    return words.refresh_words()


@shared_task
def make_latest_likenesses() -> int:
    return likenesses.make_latest_likenesses()


@shared_task(soft_time_limit=240, time_limit=270)
def make_likenesses() -> int:
    return likenesses.make_likenesses()


@shared_task
def count_travels() -> None:
    for viewer in (None, Member()):
        travels.count_travels(viewer)


@shared_task
def tell_of_merges() -> int:
    return merge_news.tell_of_merges()


@shared_task
def tell_of_releases() -> int:
    return telling.tell_of_releases()
