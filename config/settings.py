"""Every setting in one place; what differs between installations is read by `env`."""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from config import env, logs
from config.background import *  # noqa: F403 - Celery's constants
from config.rest import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("HEARTH_DATA", BASE_DIR / "var")

# --- The installation ---
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
BASE_URL = env.text("BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
IS_HTTPS = BASE_URL.startswith("https://")
STARTED_AT = env.moment("HEARTH_STARTED_AT")  # a beat from before is of another run
TRUSTED_PROXIES = env.whole("TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "feedback.apps.FeedbackConfig",
    "ideas.apps.IdeasConfig",
    "community.apps.CommunityConfig",
    "config.operating.apps.OperatingConfig",
    "config.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "config.operating.middleware.RequestMiddleware",
    "community.open_pages.OpenPageMiddleware",  # what it keeps has every header already
    "django.middleware.security.SecurityMiddleware",
    "community.middleware.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "community.sessions.AuthenticationMiddleware",
    "community.middleware.MemberMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.middleware.AddressMiddleware",
    "community.middleware.SecondFactorMiddleware",
    "community.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.context.shell",
            ],
            "builtins": ["community.templatetags.hearth"],
        },
    },
]

# --- Where things are kept ---
DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "CONN_MAX_AGE": env.whole("DATABASE_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
    }
}
# A network that swallows everything is noticed within seconds, not minutes.
PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
DATABASES["default"]["OPTIONS"] = PATIENCE | DATABASES["default"]["OPTIONS"]
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 5,
    "prepare_threshold": 2 if env.flag("PREPARED_STATEMENTS", default=True) else None,
    "options": "-c statement_timeout="
    f"{int(env.seconds('STATEMENT_TIMEOUT', 30).total_seconds() * 1000)}",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    # Rate limits live here and must hold while the broker is down: the database keeps them.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # a full one would forget limits in force
    },
    # Each web process keeps a few open pages, each for one edition (community/open_pages.py).
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    # And the pieces of pages that many members see alike (community/keeping.py).
    "pieces": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pieces",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 3_000},
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_FOLDER", DATA_DIR / "static")
WHITENOISE_ROOT = BASE_DIR / "community" / "root"  # what browsers ask for by name
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "community.sheets.SheetsStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "media"

# --- People ---
AUTH_USER_MODEL = "community.Member"
AUTHENTICATION_BACKENDS = ["community.sessions.MemberBackend"]
SESSION_ENGINE = "community.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one_member_per_address is unique on lower()
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "community.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "community.door_forms.LoginForm",
    "signup": "community.door_forms.JoinForm",
    "request_login_code": "community.door_forms.CodeForm",
    "reset_password": "community.door_forms.ForgottenForm",
    "change_password": "community.door_forms.ChangePasswordForm",
    "reset_password_from_key": "community.door_forms.NewPasswordForm",
    "set_password": "community.door_forms.FirstPasswordForm",
    "add_email": "community.door_forms.AddressForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "community.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True  # one address per member: another takes its place
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "community.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# The firm's own people sign in with a second factor; members may.
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=True)

# --- Mail: written to the console and a folder unless EMAIL_HOST is set ---
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.whole("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 15
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "community.mail.ConsoleAndFolderBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Hearth <hearth@localhost>")

# --- The browser ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_FAILURE_VIEW = "community.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked from inside
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Words and times ---
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# --- Background work: the broker is a doorbell, rows in PostgreSQL are the work ---
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_DEFAULT_QUEUE = env.text("CELERY_QUEUE", "hearth")

# --- What upper apps add to lower ones, by name ---
NAVIGATION = [
    ("ideas:idea-list", _("Ideas")),
    ("feedback:insight-list", _("Learned")),
    ("ideas:people", _("People")),
]
FIRST_VISIT = "feedback:setup"  # where a firm that has nobody yet is named
PANELS = {
    "home": ["feedback.panels.learned_lately"],
    "how": ["feedback.panels.promises"],
    "idea": ["feedback.panels.for_you"],
    "list": ["feedback.panels.because_of_you"],
    "standing": ["feedback.panels.beside_numbers"],
    "notices": ["feedback.panels.for_you_everywhere"],
}
DELIVERY_CHANNELS = {
    "mail": "community.channels.send_mail",
    "webhook": "feedback.channels.send_webhook",
}

# For development and tests on one machine: webhooks over http and to loopback, any port.
WEBHOOK_ALLOW_LOCAL = env.flag("WEBHOOK_ALLOW_LOCAL", default=False)

# What "everything about you" holds; each reader names its sections.
EVERYTHING = [
    "community.everything.about_account",
    "ideas.everything.about_ideas",
    "feedback.everything.about_feedback",
]

# Each team adds places among the top contributors; only feedback can count teams.
COUNT_TEAMS = "feedback.teams.count_teams"
LIKENESS_ENCODER = env.text("LIKENESS_ENCODER", "community.likeness.WordPieces")

# --- Logs and figures: names, addresses and what people wrote stay out of them ---
LOGGING = logs.settings(
    level=env.text("LOG_LEVEL", "INFO"),
    as_json=env.one_of("LOG_FORMAT", "readable", "json") == "json",
    with_words=env.flag("LOG_WORDS", default=False) or DEBUG,
)
ALIVE_FILE = env.text("ALIVE_FILE", "")
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
SENTRY_DSN = env.text("SENTRY_DSN", "")
