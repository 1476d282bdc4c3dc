"""Every figure that an alert or the dashboard names is one that /metrics tells."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families

from community.actions.heartbeats import hear
from community.actions.standings import publish_standings
from config.operating import metrics
from config.operating.actions import measures
from config.operating.requests import count

FOLDER = Path(settings.BASE_DIR, "docs", "operators")
RULES = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))
ALERTS = [rule for group in RULES["groups"] for rule in group["rules"]]
PANELS = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))["panels"]
NAME = re.compile(r"\bhearth_\w+")
LABELS = re.compile(r"(\bhearth_\w+)\{(.*?)\}")


@pytest.fixture
def told() -> dict[str, list[dict[str, str]]]:
    """Each figure that is told, with the labels it is told with."""
    hear("beat")
    publish_standings(date(2026, 1, 1))
    measures.measure_deliveries()
    measures.measure_drift()
    count("home", "GET", 200, took=0.1)
    found: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


def expressions() -> list[str]:
    drawn = [target["expr"] for panel in PANELS for target in panel["targets"]]
    return [rule["expr"] for rule in ALERTS] + drawn


def test_every_figure_that_is_watched_is_told(told) -> None:
    named = {name for text in expressions() for name in NAME.findall(text)}
    assert len(named) >= 12
    assert named <= told.keys()


def test_every_figure_that_is_told_is_watched(told) -> None:
    text = "\n".join(expressions())
    ours = {name for name in told if not name.endswith(("_sum", "_count", "_created"))}
    assert {name for name in ours if name not in text} == set()


def test_labels_that_are_asked_for_exist(told) -> None:
    for text in expressions():
        for name, labels in LABELS.findall(text):
            for label in re.findall(r"(\w+)=", labels):
                assert any(label in each for each in told[name]), (name, label)
    for state in re.findall(r'state="(\w+)"', "\n".join(expressions())):
        assert {"state": state} in told["hearth_deliveries"]


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    assert len({rule["alert"] for rule in ALERTS}) == len(ALERTS) >= 10
    for rule in ALERTS:
        assert rule["annotations"].keys() == {"summary", "remedy"}
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_the_page_for_operators_names_every_alert() -> None:
    page = (FOLDER / "monitoring.md").read_text(encoding="utf-8")
    assert [one["alert"] for one in ALERTS if one["alert"] not in page] == []
