"""What beat rings for, and when (UTC). Each task asks the database what is due."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "hear-the-beat": {"task": "community.tasks.hear_beat", "schedule": 10},
    "send-what-is-due": {"task": "community.tasks.deliver_due", "schedule": 2},
    "publish-standings": {
        "task": "community.tasks.publish_standings",
        "schedule": crontab(hour="2", minute="10"),
    },
    "clean-up": {
        "task": "community.tasks.clean_up",
        "schedule": crontab(hour="3", minute="20"),
    },
    "route-what-is-unrouted": {
        "task": "feedback.tasks.route_unrouted",
        "schedule": 60,
    },
    "write-team-digests": {
        "task": "feedback.tasks.write_digests",
        "schedule": crontab(minute="5"),
    },
}
