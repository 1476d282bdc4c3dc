"""PostgreSQL unreachable, slow, or restarted: what a visitor sees meanwhile."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import close_old_connections, connection
from django.test import Client

from ideas.models import Vote
from tests.makers import make_idea, make_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def _another() -> dict[str, str]:
    """What a second connection to the same database needs."""
    values = connection.get_connection_params()
    names = ("dbname", "user", "host", "port")
    return {name: values[name] for name in names if values.get(name)}


@pytest.fixture
def _unreachable() -> Iterator[None]:
    """A port where nobody listens."""
    connection.close()
    values = connection.settings_dict
    known = values["HOST"], values["PORT"]
    values["HOST"], values["PORT"] = "127.0.0.1", "1"
    yield
    connection.close()
    values["HOST"], values["PORT"] = known


@pytest.mark.usefixtures("_unreachable")
def test_a_page_says_in_plain_words_that_the_database_is_away(visitor: Client) -> None:
    answer = visitor.get("/ideas/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "One moment, please" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.usefixtures("_unreachable")
def test_the_api_says_it_in_its_own_form(visitor: Client) -> None:
    answer = visitor.get(
        "/api/v1/ideas/", headers={"Authorization": "Bearer hearth_a_b"}
    )
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer.json()["code"] == "unavailable"


@pytest.mark.usefixtures("_unreachable")
def test_alive_but_not_ready(visitor: Client) -> None:
    assert visitor.get("/healthz").status_code == 200
    ready = visitor.get("/readyz")
    assert ready.status_code == 503
    assert ready.json()["database"] is False


def test_a_query_that_takes_too_long_ends_and_the_page_says_so(visitor: Client) -> None:
    make_idea()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '200ms'")
    try:
        with psycopg.connect(**_another()) as other:
            other.execute("LOCK TABLE ideas_idea IN ACCESS EXCLUSIVE MODE")
            answer = visitor.get("/ideas/")
    finally:
        connection.close()
    assert answer.status_code == 503
    assert "One moment, please" in answer.text
    assert visitor.get("/ideas/").status_code == 200


def test_after_a_restart_the_next_request_has_a_new_connection(
    visitor: Client,
) -> None:
    """Every connection ends, as when PostgreSQL is restarted."""
    idea, voter = make_idea(), make_member()
    visitor.force_login(voter)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(**_another()) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    close_old_connections()  # as the beginning of every real request does
    answer = visitor.post(f"/ideas/vote/{idea.pk}/", {"vote": "on"})
    assert answer.status_code == 302
    assert Vote.objects.filter(idea=idea, member=voter).count() == 1
