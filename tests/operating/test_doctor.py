"""The doctor names what is wrong and what to do, and says nothing of what is fine."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from community.actions.deliveries import enqueue
from community.actions.heartbeats import hear
from community.actions.standings import publish_standings
from community.likeness import encoder
from community.models import Delivery, Heartbeat, StandingRun
from config.operating import doctor
from config.operating.actions.measures import keep, measure_drift
from config.operating.doctor import machine, servers


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path) -> None:
    """An installation of which nothing is to be said."""
    settings.SECRET_KEY = "k3y-" + "abcdefghij" * 6
    settings.DEBUG = False
    settings.BASE_URL = "https://hearth.example"
    settings.ALLOWED_HOSTS = ["hearth.example"]
    settings.TRUSTED_PROXIES = 1
    settings.METRICS_TOKEN = "token"
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").touch()
    hear("worker")
    hear("beat")
    publish_standings(date(2026, 1, 1))
    measure_drift()


def found() -> dict[str, list[str]]:
    return {
        name: [f"{one.what} → {one.remedy}" for one in findings if not one.is_note]
        for name, findings in doctor.examine()
        if any(not one.is_note for one in findings)
    }


def test_where_all_is_well_nothing_is_said() -> None:
    assert found() == {}
    call_command("doctor", stdout=StringIO())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "easy to guess"),
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", ["*"], "any name"),
        ("ALLOWED_HOSTS", ["other.example"], "is refused"),
        ("BASE_URL", "http://hearth.example", "no https"),
        ("TRUSTED_PROXIES", 0, "redirected for ever"),
        ("WEBHOOK_ALLOW_LOCAL", True, "own network"),
    ],
)
def test_a_setting_that_endangers_is_named(settings, name, value, said) -> None:
    setattr(settings, name, value)
    (only,) = found()["settings"]
    assert said in only


def test_a_broker_that_is_gone_is_named(settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert "nothing is lost" in found()["broker"][0]


def test_a_broker_that_forgets_is_named(monkeypatch) -> None:
    full = {"maxmemory": 100, "maxmemory_policy": "allkeys-lru"}
    monkeypatch.setattr("community.broker.memory", lambda: full)
    assert "noeviction" in found()["broker"][0]


def test_a_mail_server_that_refuses_is_named(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "127.0.0.1:1 refuses us" in found()["mail"][0]


def test_silence_is_named() -> None:
    Heartbeat.objects.filter(name="beat").delete()
    Heartbeat.objects.update(heard_at=timezone.now() - timedelta(minutes=5))
    worker, beat = found()["background"]
    assert worker.startswith("worker silent for 5 min")
    assert "beat was never heard" in beat


def test_deliveries_that_wait_too_long_are_named() -> None:
    at = timezone.now() - timedelta(minutes=10)
    enqueue("mail", target="x", effect="y", payload={}, due_at=at)
    assert "1 are due, the oldest for 10 min" in found()["deliveries"][0]
    Delivery.objects.update(due_at=timezone.now())
    assert "deliveries" not in found()


def test_counts_that_differed_and_a_night_that_was_missed_are_named() -> None:
    keep("drift", {"votes": 3})
    assert "3 of votes differed" in found()["counts"][0]
    from config.operating.models import Measure

    Measure.objects.update(value=0, measured_at=timezone.now() - timedelta(days=3))
    assert "last compared 72 h ago" in found()["counts"][0]


def test_standings_that_are_old_are_named() -> None:
    StandingRun.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert "48 h old" in found()["standings"][0]


def test_a_full_disk_and_a_shut_folder_are_named(settings, monkeypatch) -> None:
    monkeypatch.setattr(machine, "LEAST", 10**15)
    assert "GB are left" in found()["disk"][0]
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "cannot be written to" in found()["folders"][0]


def test_static_files_that_were_not_collected_are_named(settings) -> None:
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert "collectstatic" in found()["folders"][0]


def test_a_clock_that_is_off_is_named(monkeypatch) -> None:
    monkeypatch.setattr(servers, "APART", -1)
    assert "NTP" in found()["clock"][0]


def test_migrations_that_wait_and_a_cache_without_a_table_are_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operating'")
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('ideas', '0999_future', now())"
        )
        cursor.execute("ALTER TABLE cache RENAME TO elsewhere")
    said = found()["migrations"]
    assert "operating.0001_initial" in said[0]
    assert "createcachetable" in said[1]
    assert "newer Hearth" in said[2]


def test_a_missing_extension_is_named(monkeypatch) -> None:
    monkeypatch.setattr(servers, "EXTENSIONS", ("vector", "not_there"))
    assert "lacks not_there" in found()["database"][0]


def test_a_model_that_is_not_there_is_named(settings) -> None:
    encoder.cache_clear()
    settings.LIKENESS_ENCODER = "nowhere.Encoder"
    assert "LIKENESS_ENCODER" in found()["likeness"][0]
    encoder.cache_clear()


def test_one_check_that_breaks_stops_no_other(monkeypatch) -> None:
    def broken():
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(doctor, "CHECKS", [("odd", broken), *doctor.CHECKS])
    assert list(found()) == ["odd"]


def test_the_exit_code_and_the_json_tell_the_same(settings) -> None:
    settings.DEBUG = True
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--json", stdout=out)
    assert end.value.code == 1
    told = json.loads(out.getvalue())
    assert "DEBUG" in told["settings"][0]["what"]
    assert told["disk"] == []
