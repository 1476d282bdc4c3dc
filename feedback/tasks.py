from celery import shared_task

from feedback.actions import digests, routing


@shared_task
def route_unrouted() -> int:
    """Route what came when there was no team, or by a way that sends no news."""
    return routing.route_unrouted()


@shared_task
def write_digests() -> int:
    """Write the digests of colleagues whose morning it is; once a day each."""
    return digests.write_digests()
