"""What can be known of the image and the compose file without an engine."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from config import env, task_logs
from config.operating.reference import READ_BY_OTHERS

ROOT = settings.BASE_DIR
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
KNOWN = {*env.declared, *(one.name for one in READ_BY_OTHERS)}
NOT_OURS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "MALLOC_ARENA_MAX"}
OURS = ["migrate", "web", "worker", "beat"]


def test_the_dockerfile_is_as_its_linter_wants_it() -> None:
    linter = Path(sysconfig.get_path("scripts"), "hadolint")
    if not linter.exists():
        pytest.skip("needs hadolint")
    done = subprocess.run(
        [linter, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_a_service_is_a_setting(name) -> None:
    given = COMPOSE["services"][name]["environment"]
    assert {key.removesuffix("_FILE") for key in given} <= KNOWN


def test_every_variable_of_the_image_is_a_setting() -> None:
    (block,) = re.findall(r"^ENV (PATH=.*?)\nRUN", DOCKERFILE, re.MULTILINE | re.DOTALL)
    names = set(re.findall(r"(\w+)=", block)) - NOT_OURS - {"DJANGO_SETTINGS_MODULE"}
    assert names
    assert names <= KNOWN


def test_what_has_no_default_is_given_to_every_service() -> None:
    must = {one.name for one in env.declared.values() if one.default is None}
    for name in OURS:
        given = {
            key.removesuffix("_FILE")
            for key in COMPOSE["services"][name]["environment"]
        }
        assert must <= given


@pytest.mark.parametrize("name", OURS)
def test_our_services_hold_no_right_they_do_not_need(name) -> None:
    service = COMPOSE["services"][name]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert "privileged" not in service
    assert not any(key == "SECRET_KEY" for key in service["environment"])


def test_nothing_runs_as_root() -> None:
    assert re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)[-1] != "0"


def test_there_is_one_beat_many_others_and_one_step_that_migrates() -> None:
    services = COMPOSE["services"]
    assert "deploy" not in services["beat"]
    assert services["web"]["deploy"]["replicas"] > 1
    assert services["worker"]["deploy"]["replicas"] > 1
    assert services["migrate"]["restart"] == "no"
    for name in ("web", "worker", "beat"):
        waits = services[name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert services[name]["healthcheck"]["test"][0] == "CMD"


def test_what_is_named_is_there() -> None:
    for name, secret in COMPOSE["secrets"].items():
        users = [
            one
            for one in COMPOSE["services"].values()
            if name in one.get("secrets", [])
        ]
        assert users, name
        assert secret["file"].startswith("./secrets/")
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"]
    for copied in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for path in copied.split():
            assert (ROOT / path).exists(), path
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    assert ignored.startswith("*\n"), "only what is named goes into the image"
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["worker", "beat", "migrate"])
def test_commands_name_programs_that_are_installed(name) -> None:
    command = COMPOSE["services"][name]["command"]
    assert shutil.which(
        command[0], path=f"{sysconfig.get_path('scripts')}:{os.defpath}"
    )


def probe(*arguments: str, **variables: str) -> int:
    return subprocess.run(
        [sys.executable, "-I", "config/probe.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath, **variables},
        check=False,
    ).returncode


def test_the_probe_asks_the_web_process(live_server) -> None:
    port = live_server.url.rsplit(":", 1)[1]
    assert probe("web", PORT=port, BASE_URL=live_server.url) == 0
    assert probe("web", PORT="1", BASE_URL=live_server.url) == 1


def test_the_probe_sees_when_nothing_was_done(tmp_path, settings) -> None:
    alive = tmp_path / "alive"
    settings.ALIVE_FILE = str(alive)
    assert probe("background", ALIVE_FILE=str(alive)) == 1
    task_logs.show_life()
    assert probe("background", ALIVE_FILE=str(alive)) == 0
    os.utime(alive, (time.time() - 120,) * 2)
    assert probe("background", ALIVE_FILE=str(alive)) == 1


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_who_asks_from_inside_is_not_sent_to_https(client, settings, address) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code != 301
    assert client.get("/how/").status_code == 301


@pytest.mark.parametrize("module", ["config.house.beat", "config.celery"])
def test_who_works_in_the_background_shows_life(module) -> None:
    code = f"import sys, {module}; sys.exit('config.task_logs' not in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0
