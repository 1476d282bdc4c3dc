"""Whatever stands in whatever column, every page shows it as text.

What markup would break out of is in each column of words, past all forms and checks, and
`javascript:` in each that holds an address; then everybody opens every page.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from playwright.sync_api import Page

from tests.security.matrix import operations
from tests.security.matrix.world import World

OURS = ["community", "ideas", "feedback", "operating"]
BREAKS_OUT = "\"'></script></textarea><pwn-{name} onpwn=1>"
RUNS = "javascript:pwn()//{name}"
# Keys, digests and what else a program reads; nobody typed them.
NO_WORDS = {
    *("source", "subject", "thread", "effect", "channel", "target", "key", "prefix"),
    *(
        "digest",
        "token",
        "password",
        "place",
        "sha256",
        "file",
        "locale",
        "time_zone",
        "sealed_secret",
        "slug",
    ),
    *(
        "session_data",
        "session_key",
        "status_before",
        "external_id",
        "word",
        "name_key",
    ),
    *("values", "reference", "raw", "less", "email", "outside_email"),
    *("accent", "accent_dark"),
}
KEYED_BY_NAME = {"community.Heartbeat", "operating.Measure"}
LOOK = """html => {
  const page = new DOMParser().parseFromString(html, 'text/html'), bad = [];
  for (const e of page.querySelectorAll('*')) {
    if (e.localName.startsWith('pwn-')) bad.push('element ' + e.localName);
    for (const a of e.attributes)
      if (a.name === 'onpwn' || /^\\s*javascript:/i.test(a.value))
        bad.push(e.localName + ' ' + a.name + ' ' + a.value.slice(0, 60));
  }
  return bad;
}"""


def columns() -> Iterator[tuple[Any, Any]]:
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.label in KEYED_BY_NAME:
            continue
        for column in model._meta.concrete_fields:
            is_text = isinstance(column, models.CharField | models.TextField)
            if is_text and not column.choices and column.name not in NO_WORDS:
                yield model, column


def spell(model: Any, column: Any, pk: int) -> str:
    """What is put there: its own for each column, so that it is known when it is seen."""
    is_address = column.name in {"url", "link"}
    name = f"{model._meta.model_name}-{column.name}".replace("_", "")
    text = (RUNS if is_address else BREAKS_OUT).format(name=name)
    return f"{pk}{text}" if column.unique else text


def fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model, column in columns():
            for pk in model._base_manager.values_list("pk", flat=True):
                text = spell(model, column, pk)
                assert column.max_length is None or len(text) <= column.max_length
                # What the database refuses, nobody can have stored.
                with suppress(IntegrityError), transaction.atomic():
                    model._base_manager.filter(pk=pk).update(**{column.name: text})
        cursor.execute("SET LOCAL session_replication_role = origin")


def everything(who: str, world: World) -> Iterator[tuple[str, str]]:
    """The title and HTML of each page that they may open."""
    client = world.client(who)
    for each in [*operations.pages(world), *operations.desk(world)]:
        if each.method == "GET":
            answer = client.get(each.url, each.data)
            if "html" in answer.headers.get("Content-Type", ""):
                yield f"{who}: {each.title}", answer.content.decode()


@pytest.fixture
def parser(browser: Any) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.slow
def test_no_column_breaks_out_of_any_page(parser: Page) -> None:
    world = World()
    fill()
    wrong, seen = {}, set()
    for who in ["visitor", "author", "admin"]:
        for title, html in everything(who, world):
            if found := parser.evaluate(LOOK, html):
                wrong[title] = found
            seen |= {
                f"{model._meta.model_name}.{column.name}"
                for model, column in columns()
                if f"pwn-{model._meta.model_name}-{column.name}".replace("_", "")
                in html
            }
    assert wrong == {}
    assert len(seen) > 30, f"too little was shown to prove anything: {sorted(seen)}"


@pytest.mark.browser
def test_the_look_would_have_seen_it(parser: Page) -> None:
    text = BREAKS_OUT.format(name="idea-title")
    for sink in ["<p>{}</p>", '<a title="{}">x</a>', "<textarea>{}</textarea>"]:
        assert parser.evaluate(LOOK, sink.format(text)) != []
    link = f"<a href='{RUNS.format(name='notice-url')}'>x</a>"
    assert parser.evaluate(LOOK, link) != []
