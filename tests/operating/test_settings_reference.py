"""Every setting is told, and what is told is true."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from config import env
from config.about import ABOUT
from config.operating import reference

HINT = "run manage.py settings_reference"


def test_the_page_of_settings_is_what_the_code_says() -> None:
    page = settings.BASE_DIR / reference.PAGE
    assert page.read_text(encoding="utf-8") == reference.text(), HINT


def test_every_setting_says_what_it_does() -> None:
    assert set(ABOUT) == set(env.declared), "config/about.py"


def test_a_stale_page_is_refused(monkeypatch) -> None:
    monkeypatch.setitem(ABOUT, "DEBUG", "another sentence")
    with pytest.raises(CommandError, match="stale"):
        call_command("settings_reference", check=True)


def test_a_choice_refuses_what_is_not_offered(monkeypatch) -> None:
    monkeypatch.setattr(env, "declared", {})
    assert env.one_of("LOOK", "plain", "json") == "plain"
    monkeypatch.setenv("LOOK", "xml")
    with pytest.raises(ImproperlyConfigured, match="plain, json"):
        env.one_of("LOOK", "plain", "json")
