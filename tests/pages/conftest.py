import pytest
from django.test import Client

from community.models import Member
from tests.pages.town import Town


@pytest.fixture
def town() -> Town:
    return Town()


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member, backend="community.sessions.MemberBackend")
    return client


@pytest.fixture
def alice(town: Town) -> Client:
    return signed_in(town.alice)


@pytest.fixture
def bob(town: Town) -> Client:
    return signed_in(town.bob)


@pytest.fixture
def stranger(town: Town) -> Client:
    from tests.makers import make_member

    return signed_in(make_member(name="Sam Stranger"))


@pytest.fixture
def visitor(town: Town) -> Client:
    return Client()
