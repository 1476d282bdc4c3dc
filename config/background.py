"""Celery's constants, and what beat rings for. Each task asks the database what is due."""

from celery.schedules import crontab

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_POOL_ACQUIRE_TIMEOUT = 5
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 15,
}

# When, in UTC.
CELERY_BEAT_SCHEDULE = {
    "hear-the-beat": {"task": "community.tasks.hear_beat", "schedule": 10},
    "publish-standings": {
        "task": "community.tasks.publish_standings",
        "schedule": crontab(hour="2", minute="10"),
    },
    "place-what-moved": {"task": "ideas.tasks.place_unranked", "schedule": 10},
    "tell-of-merges": {"task": "ideas.tasks.tell_of_merges", "schedule": 60},
    "let-what-trends-fade": {
        "task": "ideas.tasks.refresh_trending",
        "schedule": 600,
    },
    "count-how-far-ideas-travel": {
        "task": "ideas.tasks.count_travels",
        "schedule": 600,
    },
    "rank-all-ideas": {
        "task": "ideas.tasks.refresh_ranks",
        "schedule": crontab(hour="2", minute="40"),
    },
    "mark-what-spans-groups": {
        "task": "ideas.tasks.mark_what_spans_groups",
        "schedule": crontab(hour="2", minute="55"),
    },
    "count-words": {
        "task": "ideas.tasks.refresh_words",
        "schedule": crontab(minute="35"),
    },
    "know-new-posts-by-what-they-mean": {
        "task": "ideas.tasks.make_latest_likenesses",
        "schedule": 5,
    },
    "know-all-posts-by-what-they-mean": {
        "task": "ideas.tasks.make_likenesses",
        "schedule": 600,
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
    "measure-deliveries": {
        "task": "config.operating.tasks.measure_deliveries",
        "schedule": 300,
    },
    "measure-drift": {
        "task": "config.operating.tasks.measure_drift",
        "schedule": crontab(hour="3", minute="40"),
    },
}
