"""What the API refuses is said in its own form, and its schema knows of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from community.api.errors import answer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["ideas/a/b/", "nothing/", "ideas/1/vote/x/"])
def test_an_address_that_leads_nowhere_says_so_in_json(path: str) -> None:
    response = Client().get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.json() == {"code": "not_found", "detail": "There is nothing here."}


def test_what_django_forbids_is_not_called_missing() -> None:
    response = answer(PermissionDenied(), {})
    assert response is not None
    assert (response.status_code, response.data["code"]) == (403, "not_allowed")


def test_the_schema_knows_every_refusal() -> None:
    schema = Client().get(reverse("api:schema"), {"format": "json"}).json()
    assert set(schema["components"]["schemas"]["Refusal"]["required"]) == {
        "code",
        "detail",
    }
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            known = set(operation["responses"])
            assert {"400", "401", "403", "429", "503"} <= known, (method, path)
            assert ("404" in known) == ("{" in path)
            assert ({"409", "413", "415"} <= known) == (method != "get")
