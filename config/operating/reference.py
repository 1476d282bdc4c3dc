"""docs/operators/settings.md, made from the code."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from community.doors import DOORS, NEWCOMERS
from config import env
from config.about import ABOUT

READ_BY_OTHERS = {
    env.Setting("HOST", "address", "127.0.0.1"): "where gunicorn listens",
    env.Setting("PORT", "port", "8000"): "where gunicorn listens",
    env.Setting("WEB_CONCURRENCY", "whole number", "2"): "web processes",
}
PAGE = Path("docs", "operators", "settings.md")
TOP = """# Settings

Made from the code by `manage.py settings_reference`; a test fails while it is stale.

Every setting is read from the environment by `config/settings.py`, and what makes no sense stops the start with a
sentence. Each may also be read from a file: `SECRET_KEY_FILE=/run/secrets/key`.

| variable | kind | default | what it does |
| --- | --- | --- | --- |
"""
LIMITS = """
## Limits

Doors are counted per member, or per key or address for the API, in fixed windows, in PostgreSQL (`community/doors.py`).

| door | a newcomer | a member | a confirmed customer |
| --- | --- | --- | --- |
"""
BELOW = """
A newcomer is somebody whom nobody vouches for and who has said less than three things that stand on the site.

Sign-in, sign-up, codes and password resets are limited by django-allauth per address and per account.
"""


def text() -> str:
    told = {one: ABOUT[one.name] for one in env.declared.values()} | READ_BY_OTHERS
    rows = "".join(_row(one, about) for one, about in told.items())
    doors = "".join(
        f"| {name} | {NEWCOMERS.get(name, few):,} {_time(each)} "
        f"| {few:,} {_time(each)} | {many:,} {_time(each)} |\n"
        for name, (few, each, many) in DOORS.items()
    )
    return TOP + rows + LIMITS + doors + BELOW


def _row(one: env.Setting, about: str) -> str:
    return f"| `{one.name}` | {one.kind} | {_default(one)} | {about} |\n"


def _default(setting: env.Setting) -> str:
    if setting.default is None:
        return "must be set"
    shown = setting.default
    if setting.name != "HEARTH_DATA":
        shown = shown.replace(str(settings.DATA_DIR), "HEARTH_DATA")
    shown = shown.replace(str(settings.BASE_DIR), ".")
    return f"`{shown}`" if shown else "none"


def _time(each: timedelta) -> str:
    return "a day" if each >= timedelta(days=1) else "an hour"
