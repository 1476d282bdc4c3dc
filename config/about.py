"""What each setting does, for the reference; its name, kind and default are the code's."""

ABOUT = {
    "HEARTH_DATA": "uploads, collected static files, mails written to a folder",
    "DEBUG": "error pages with details; never in production",
    "SECRET_KEY": (
        "signs sessions and seals webhook secrets; `bin/up` makes and keeps one"
    ),
    "BASE_URL": (
        "what links in mails begin with; `https://` turns on secure cookies, HSTS and the redirect"
    ),
    "ALLOWED_HOSTS": "names under which it is served",
    "TRUSTED_PROXIES": "how many proxies in front may say whom they speak for",
    "HEARTH_STARTED_AT": "`bin/up` sets it: a heartbeat from before is of another run",
    "FILE_STORAGE": (
        "a Django storage class for pictures; another one than the folder "
        "`HEARTH_DATA/media` needs a backup of its own"
    ),
    "STAFF_SECOND_FACTOR": (
        "the firm's own people must sign in with a passkey or an authenticator app; off in the demo of"
        " `bin/up`; `manage.py forget_second_factor EMAIL` for a lost one"
    ),
    "OIDC_ISSUER": (
        "the address of an OpenID Connect provider; with it the sign-in page offers"
        " single sign-on (docs/operators/sign-on.md)"
    ),
    "OIDC_CLIENT_ID": "how Hearth is called there",
    "OIDC_CLIENT_SECRET": "and proves it",
    "OIDC_NAME": "what the button says after “Sign in with”",
    "OIDC_SCOPES": "what Hearth asks to be told",
    "OIDC_CLAIM_CUSTOMER": "the claim that says who is a confirmed customer",
    "OIDC_CUSTOMER_VALUES": (
        "values of it, or in it, that say so; without any: whatever is true"
    ),
    "OIDC_CLAIM_COMPANY": "the claim with the company",
    "OIDC_CLAIM_SEGMENT": "the claim with the segment",
    "OIDC_CLAIM_LOCALE": "the claim with the language of who joins",
    "DATABASE_URL": "`postgres://user:password@host:port/name`; `bin/up` starts one",
    "DATABASE_MAX_AGE": "seconds that a connection is kept",
    "PREPARED_STATEMENTS": (
        "no: behind a pooler that cannot keep them, such as PgBouncer by transaction"
        " without `max_prepared_statements`"
    ),
    "STATEMENT_TIMEOUT": "how long a query may take",
    "REDIS_URL": "the broker of background work: Redis 7 or Valkey",
    "STATIC_FOLDER": "where static files are collected; an image holds its own",
    "EMAIL_HOST": "a mail server; without one mails go to the console and a folder",
    "EMAIL_PORT": "its port",
    "EMAIL_HOST_USER": "the account there",
    "EMAIL_HOST_PASSWORD": "its password",
    "EMAIL_USE_TLS": "STARTTLS",
    "DEFAULT_FROM_EMAIL": "who writes",
    "UNSUBSCRIBE_ADDRESS": "a mailbox that somebody reads, for mail programs that stop "
    "mails by a mail instead of the one-click link",
    "CELERY_QUEUE": "the queue's name on a shared broker",
    "WEBHOOK_ALLOW_LOCAL": (
        "webhooks may go to http and loopback, for trying them on one machine"
    ),
    "LIKENESS_ENCODER": (
        "what tells which posts say nearly the same: the dotted path of a class (running.md)"
    ),
    "LOG_LEVEL": "the least that is logged",
    "LOG_FORMAT": "one JSON object a line, for collectors, or lines for people",
    "LOG_WORDS": "messages of errors in logs: they may hold what people wrote",
    "ALIVE_FILE": "touched by worker and beat while they work, for probes",
    "METRICS_TOKEN": "opens /metrics to `Authorization: Bearer TOKEN`; without, shut",
    "SENTRY_DSN": "where errors are reported, without what people wrote",
}
