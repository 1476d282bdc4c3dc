"""A short form of `bin/bench fuzz`: nothing that the schema allows, or does not, breaks us."""

import pytest
import schemathesis

from bench.fuzz import CALLER, ask, make_keys
from config.wsgi import application

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("role", ["nobody", "a member", "everything"])
def test_every_answer_is_one_that_the_schema_knows(role: str) -> None:
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/schema/?format=json", application, environ_base=CALLER
    )
    found, tried = ask(schema, make_keys()[role], cases=280, seed=7, role=role)
    assert tried >= 280
    assert not found
