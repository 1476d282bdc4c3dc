from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from community.actions.api_keys import create_api_key
from community.models import ApiKey, Member


@pytest.fixture
def api() -> Callable[..., APIClient]:
    """A client with a key of these scopes, of a member or of an integration."""

    def make(*scopes: str, member: Member | None = None) -> APIClient:
        scopes = scopes or tuple(ApiKey.Scope.values)
        _key, text = create_api_key("test", scopes=list(scopes), member=member)
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
        return client

    return make
